/** The URL of a server with its variables put in. */
export function fillServer(url: string, variables: object): string {
  return Object.entries(variables).reduce(
    (before, [name, value]) => before.replaceAll(`{${name}}`, () => String(value)),
    url,
  );
}
