/** Faults by which the platforms say that no connection was made, so that nothing can have arrived. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'ConnectionRefused'];

/** Whether an error says that nothing was sent. */
export function neverSent(error: unknown): boolean {
  return [error, behind(error)].some(
    (one) => one instanceof Error && 'code' in one && NEVER_SENT.includes(String(one.code)),
  );
}

/** An error in words, with the one behind it: `fetch failed` alone says nothing. */
export function reasonOf(error: unknown): string {
  const cause = behind(error);
  return cause === undefined ? inWords(error) : `${inWords(error)} (${inWords(cause)})`;
}

function behind(error: unknown): Error | undefined {
  return error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
}

/** Where several addresses were tried, the error has a code and no message. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === '' && 'code' in error ? String(error.code) : `${error.name}: ${error.message}`;
}
