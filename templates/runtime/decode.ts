import { Unreadable } from './answer.js';
import type { Decoder } from './stream.js';

/** The longest piece that is gathered, in characters: a server that never ends one must not fill the memory. */
const LONGEST = 1 << 24;

/** How much of a piece that is no JSON is kept with an error, in characters. */
const LONGEST_SHOWN = 2_000;

/** One server-sent event. */
export interface ServerEvent<T> {
  /** The name of the event; `message` if the server gives none. */
  readonly event: string;
  readonly data: T;
  /** The last id that the server has given, which a later call can send as `Last-Event-ID`; empty if it gave none. */
  readonly id: string;
  /** How long the server asks to wait before the call is made again, in milliseconds. */
  readonly retryMs?: number;
}

/** Cuts a text that comes in pieces at its line breaks: CR, LF or both, also where the two come in different pieces. */
class Lines {
  readonly #text = new TextDecoder();
  readonly #breaks: RegExp;
  #rest = '';
  #afterCr = false;

  constructor(breaks: RegExp) {
    this.#breaks = breaks;
  }

  push(bytes?: Uint8Array): readonly string[] {
    const piece = bytes === undefined ? this.#text.decode() : this.#text.decode(bytes, { stream: true });
    if (piece === '') return [];
    const text = this.#afterCr && piece.startsWith('\n') ? piece.slice(1) : piece;
    this.#afterCr = piece.endsWith('\r');
    const [first = '', ...lines] = text.split(this.#breaks);
    this.#rest += first;
    if (this.#rest.length > LONGEST) throw new Unreadable('sent a line that does not end');
    if (lines.length === 0) return [];
    const whole = [this.#rest, ...lines];
    this.#rest = whole.pop()!;
    return whole;
  }

  /** What stands behind the last break. */
  get rest(): string {
    return this.#rest;
  }
}

/**
 * Reads server-sent events as the HTML standard has them. An event that nothing ends is dropped. `[DONE]`, by which many servers end a
 * stream of JSON, is its end and no event.
 */
export class EventDecoder implements Decoder<ServerEvent<unknown>> {
  readonly #lines = new Lines(/\r\n|\r|\n/);
  readonly #asText: boolean;
  #data: string[] = [];
  #length = 0;
  #event = '';
  #id = '';
  #retryMs: number | undefined;
  over = false;

  constructor(asText: boolean) {
    this.#asText = asText;
  }

  push(bytes: Uint8Array): Iterable<ServerEvent<unknown>> {
    return this.#events(this.#lines.push(bytes));
  }

  end(): Iterable<ServerEvent<unknown>> {
    return this.#events(this.#lines.push());
  }

  *#events(lines: readonly string[]): Generator<ServerEvent<unknown>, void, undefined> {
    for (const line of lines) {
      if (line !== '') {
        this.#field(line);
        continue;
      }
      const event = this.#dispatch();
      if (event !== undefined) yield event;
      if (this.over) return;
    }
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.#keep(value);
    else if (name === 'event') this.#event = value;
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.#retryMs = Number(value);
  }

  #keep(value: string): void {
    this.#length += value.length;
    if (this.#length > LONGEST) throw new Unreadable('sent an event that does not end');
    this.#data.push(value);
  }

  /** The event that a blank line ends, if there is one. */
  #dispatch(): ServerEvent<unknown> | undefined {
    const data = this.#data.join('\n');
    const isEmpty = this.#data.length === 0 || (!this.#asText && data.trim() === '');
    const event = this.#event === '' ? 'message' : this.#event;
    this.#data = [];
    this.#length = 0;
    this.#event = '';
    if (isEmpty) return undefined;
    if (!this.#asText && data.trim() === '[DONE]') {
      this.over = true;
      return undefined;
    }
    const retryMs = this.#retryMs;
    return {
      event,
      data: this.#asText ? data : parse(data),
      id: this.#id,
      ...(retryMs !== undefined && { retryMs }),
    };
  }
}

/** Reads JSON texts that are told apart by what stands between them: a line break, or the record separator of RFC 7464. */
export class JsonDecoder implements Decoder<unknown> {
  readonly over = false;
  readonly #lines: Lines;

  constructor(between: 'lines' | 'sequence') {
    this.#lines = new Lines(between === 'lines' ? /\r\n|\r|\n/ : /\x1e/);
  }

  push(bytes: Uint8Array): Iterable<unknown> {
    return parsed(this.#lines.push(bytes));
  }

  end(): Iterable<unknown> {
    return parsed([...this.#lines.push(), this.#lines.rest]);
  }
}

function* parsed(lines: readonly string[]): Generator<unknown, void, undefined> {
  for (const line of lines) if (line.trim() !== '') yield parse(line);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable('sent a piece that is no JSON', text.slice(0, LONGEST_SHOWN));
  }
}
