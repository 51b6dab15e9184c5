/**
 * The parts of a text that holds several: `a;b;c`. White space around a part goes, and so do empty parts, which stand before a leading
 * separator (some vendors write `;a;b`), after a trailing one, and between two.
 */
export function splitList(text: string, separator: string): string[] {
  const parts = text.split(separator).map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

/**
 * One text out of parts. A part that is blank or holds the separator could not be told apart when read; it is left out and given back
 * in `dropped`.
 */
export function joinList(
  parts: readonly string[],
  separator: string,
): { readonly text: string; readonly dropped: readonly string[] } {
  const kept: string[] = [];
  const dropped: string[] = [];
  for (const part of parts) {
    const clean = part.trim();
    if (clean === '' || clean.includes(separator)) dropped.push(part);
    else kept.push(clean);
  }
  return { text: kept.join(separator), dropped };
}
