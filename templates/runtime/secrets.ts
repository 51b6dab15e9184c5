import type { AuthRequest } from './auth.js';

/** Shorter texts are left: hiding them would take ordinary letters out of messages. */
const SHORTEST = 5;

/** Headers that hold secrets, whoever set them. */
const SECRET_HEADER = /authorization|cookie|token|secret|password|(?:^|[-_])key$/i;

/**
 * The credentials of one call, so that they can be taken out of whatever is said about it: some servers answer with what they were sent,
 * and some platforms name the whole URL when it cannot be reached. What an `Auth` put in is found by comparing before with after.
 */
export class Secrets {
  readonly #texts = new Set<string>();

  /** Learns what was put into a request. */
  learn(before: AuthRequest, after: AuthRequest): void {
    for (const [name, value] of after.headers) {
      if (SECRET_HEADER.test(name) || before.headers.get(name) !== value) this.#keepHeader(value);
    }
    const known = new Set(before.url.search.slice(1).split('&'));
    for (const pair of after.url.search.slice(1).split('&')) {
      if (!known.has(pair)) this.#keepEncoded(pair.slice(pair.indexOf('=') + 1));
    }
  }

  /** The text without the secrets. */
  readonly hide = (text: string): string => {
    let shown = text;
    for (const secret of this.#texts) shown = shown.replaceAll(secret, '[hidden]');
    return shown;
  };

  /** A text or a parsed body without the secrets. */
  hideIn(body: unknown): unknown {
    if (typeof body === 'string') return this.hide(body);
    const text = JSON.stringify(body);
    const shown = this.hide(text);
    return shown === text ? body : JSON.parse(shown);
  }

  #keepHeader(value: string): void {
    this.#keep(value);
    const [scheme, rest] = value.split(/ (.*)/s);
    if (rest !== undefined) this.#keep(rest);
    if (scheme?.toLowerCase() === 'basic' && rest !== undefined) this.#keepBasic(rest);
  }

  #keepBasic(base64: string): void {
    try {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      for (const part of new TextDecoder().decode(bytes).split(/:(.*)/s)) this.#keep(part);
    } catch {
      // No base64, so nothing is in it that could be read.
    }
  }

  #keepEncoded(value: string): void {
    this.#keep(value);
    try {
      this.#keep(decodeURIComponent(value));
    } catch {
      // Not percent-encoded; it is known as it stands.
    }
  }

  /** Longer texts first, so that none is hidden in part; also as the text stands within JSON. */
  #keep(text: string): void {
    if (text.length < SHORTEST) return;
    const all = [...this.#texts, text, JSON.stringify(text).slice(1, -1)].toSorted(
      (a, b) => b.length - a.length,
    );
    this.#texts.clear();
    for (const one of all) this.#texts.add(one);
  }
}
