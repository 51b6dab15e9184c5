/** The text of a file, and whether its bytes were those of a text. */
export interface Decoded {
  readonly text: string;
  readonly isSound: boolean;
}

/** Decodes UTF-8, or UTF-16 where a byte order mark or a first NUL byte says so. A byte order mark is no part of the text. */
export function decode(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), isSound: true };
  } catch {
    return { text: new TextDecoder(encoding).decode(bytes), isSound: false };
  }
}

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined))
    return 'utf-16be';
  return 'utf-8';
}
