import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from '../diagnostics.js';
import { Source, type Place } from '../source.js';
import { decode } from './decode.js';
import { notTooDeep, readJson, soundJson } from './json.js';
import { MOST_BYTES, tooLarge } from './limits.js';
import { isUrl, shownUrl } from './location.js';
import { Remote } from './remote.js';
import { readYaml } from './yaml.js';

/** A document that another one refers to: its source, whether its host is not allowed, or why it can't be read. */
export type Neighbour =
  | { readonly source: Source; readonly location: string }
  | { readonly refused: string }
  | { readonly reason: string };

type Bytes = { readonly bytes: Uint8Array; readonly location: string } | { readonly fault: string };

interface Kept {
  readonly source: Source | undefined;
  readonly location: string;
}

/**
 * Reads texts from files and URLs and remembers them, so that one that is named twice is read once. Paths are shown relative to
 * `root`. `allowedHosts` are those that documents may refer to, beside the hosts that somebody named outright.
 */
export class Files {
  readonly #root: string;
  readonly #report: Report;
  readonly #remote: Remote;
  readonly #fetched = new Map<string, Promise<Bytes>>();
  readonly #kept = new Map<string, Promise<Kept>>();

  constructor(root: string, report: Report, allowedHosts: readonly string[] = []) {
    this.#root = root;
    this.#report = report;
    this.#remote = new Remote(allowedHosts);
  }

  /** The source that somebody named, or undefined after a diagnostic, which stands at `from`, the place that names it. */
  async read(file: string, from?: Place, help?: string): Promise<Source | undefined> {
    return (await this.open(file, from, help))?.source;
  }

  /** The same with where it was read, which redirects may have changed. */
  async open(
    file: string,
    from?: Place,
    help: string = whereToLook(file, from),
  ): Promise<{ source: Source; location: string } | undefined> {
    if (isUrl(file)) this.#remote.name(file);
    const bytes = await this.#bytes(isUrl(file) ? file : path.resolve(file));
    if ('fault' in bytes) {
      this.#report.add('source/unreadable', from, { path: this.shown(file), reason: bytes.fault }, help);
      return undefined;
    }
    const { source, location } = await this.#parsed(bytes);
    return source && { source, location };
  }

  /** The source that a document refers to. Where it can't be had, that is for the one who asks to report. */
  async neighbour(location: string): Promise<Neighbour> {
    if (isUrl(location) && URL.canParse(location) && !this.#remote.permits(new URL(location)))
      return { refused: new URL(location).host };
    const bytes = await this.#bytes(location);
    if ('fault' in bytes) return { reason: bytes.fault };
    const parsed = await this.#parsed(bytes);
    return parsed.source === undefined
      ? { reason: 'it has faults of its own' }
      : { source: parsed.source, location: parsed.location };
  }

  /** How a path is shown to people: relative to the root with forward slashes, the same on every machine; a URL without secrets. */
  shown(file: string): string {
    if (isUrl(file)) return shownUrl(file);
    const relative = path.relative(this.#root, path.resolve(file));
    return (relative.startsWith('..') && path.isAbsolute(file) ? file : relative).split(path.sep).join('/');
  }

  #bytes(location: string): Promise<Bytes> {
    let bytes = this.#fetched.get(location);
    if (bytes === undefined) {
      bytes = isUrl(location) ? this.#fetch(location) : fromDisk(location);
      this.#fetched.set(location, bytes);
    }
    return bytes;
  }

  async #fetch(url: string): Promise<Bytes> {
    const fetched = await this.#remote.fetch(url);
    return 'fault' in fetched ? fetched : { bytes: fetched.bytes, location: fetched.url };
  }

  #parsed({ bytes, location }: Exclude<Bytes, { readonly fault: string }>): Promise<Kept> {
    let kept = this.#kept.get(location);
    if (kept === undefined) {
      kept = Promise.resolve({ source: this.#parse(bytes, location), location });
      this.#kept.set(location, kept);
    }
    return kept;
  }

  #parse(bytes: Uint8Array, location: string): Source | undefined {
    const shown = this.shown(location);
    const { text, isSound } = decode(bytes);
    if (!isSound) this.#reportLetters(shown, text);
    return parse(isUrl(location) ? new URL(location).pathname : location, shown, text, this.#report);
  }

  #reportLetters(shown: string, text: string): void {
    const start = Math.max(0, text.indexOf('\uFFFD'));
    const source = new Source(shown, text, undefined, () => undefined);
    this.#report.add('source/not-utf-8', { source, pointer: [], range: { start, end: start + 1 } }, {});
  }
}

async function fromDisk(file: string): Promise<Bytes> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) return { fault: 'it is a folder' };
    if (!found.isFile()) return { fault: 'it is no regular file' };
    if (found.size > MOST_BYTES) return { fault: tooLarge(MOST_BYTES) };
    return { bytes: await readFile(file), location: file };
  } catch (error) {
    return { fault: REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? 'the system refused it' };
  }
}

function whereToLook(file: string, from: Place | undefined): string {
  if (isUrl(file)) return 'Look whether the address is right; or download the document, and name the file.';
  return from === undefined
    ? 'Paths start at the folder that this is run in.'
    : 'Paths start at the folder of the file that names them.';
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
};

/** JSON if it looks like JSON, whatever it is called; YAML otherwise, and where it only looked so and is not called JSON. */
function parse(name: string, shown: string, text: string, report: Report): Source | undefined {
  const start = /^\s*(\/[/*]|.)?/s.exec(text)?.[1] ?? '';
  const isCalledJson = /\.json$/i.test(name);
  if (start === '<') return reportPage(shown, text, report);
  if (start === '{' || start === '[') {
    if (isCalledJson) return readJson(shown, text, report);
    const sound = soundJson(shown, text);
    return sound === undefined ? readYaml(shown, text, report) : notTooDeep(sound, report);
  }
  const isStillJson = isCalledJson && (start === '' || start === '//' || start === '/*');
  return isStillJson ? readJson(shown, text, report) : readYaml(shown, text, report);
}

/** Servers that want a login, or have nothing, often answer with a page. */
function reportPage(shown: string, text: string, report: Report): undefined {
  const start = text.indexOf('<');
  const source = new Source(shown, text, undefined, () => undefined);
  const reason = 'it looks like HTML or XML';
  const place = { source, pointer: [], range: { start, end: start + 1 } };
  const help = 'Look whether this is the address of the document itself, and not of a page about it.';
  report.add('source/syntax', place, { format: 'JSON or YAML', reason }, help);
}
