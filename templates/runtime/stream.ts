import { Unreadable } from './answer.js';
import type { CallSignal } from './signal.js';

/** Makes items of the bytes of an answer as they come. What cannot be read is thrown as `Unreadable`, behind the items before it. */
export interface Decoder<T> {
  push(bytes: Uint8Array): Iterable<T>;
  /** The bytes have ended. */
  end(): Iterable<T>;
  /** What came says that nothing more will. */
  readonly over: boolean;
}

/**
 * What a decoder makes of a body while it comes. Where `pieceMs` is given, the signal's deadline is set anew for each piece, and the time
 * that the caller takes for an item does not count. Whoever leaves the loop ends the body.
 */
export async function* itemsOf<T>(
  body: ReadableStream<Uint8Array>,
  decoder: Decoder<T>,
  signal: CallSignal,
  pieceMs: number | undefined,
): AsyncGenerator<T, void, undefined> {
  const reader = body.getReader();
  const renew = (): void => {
    if (pieceMs !== undefined) signal.renew(pieceMs);
  };
  try {
    for (let over = false; !over;) {
      const read = await nextOf(reader, signal);
      for (const item of read.done ? decoder.end() : decoder.push(read.value)) {
        if (pieceMs !== undefined) signal.suspend();
        yield item;
        renew();
      }
      renew();
      over = read.done || decoder.over;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

async function nextOf(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  signal: CallSignal,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await signal.race(reader.read());
  } catch {
    // What the signal has cut says nothing about the vendor.
    signal.signal.throwIfAborted();
    throw new Unreadable('sent an answer that broke off');
  }
}
