import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from '../diagnostics.js';
import type { Place, Source } from '../source.js';
import { readJson } from './json.js';
import { readYaml } from './yaml.js';

/** Reads texts and remembers them, so that a file that is named twice is read once. Paths are shown relative to `root`. */
export class Files {
  readonly #root: string;
  readonly #report: Report;
  readonly #sources = new Map<string, Promise<Source | undefined>>();

  constructor(root: string, report: Report) {
    this.#root = root;
    this.#report = report;
  }

  /** The source at a path, or undefined after a diagnostic, which stands at `from`, the place that names the file. */
  read(file: string, from?: Place): Promise<Source | undefined> {
    const absolute = path.resolve(file);
    let source = this.#sources.get(absolute);
    if (source === undefined) {
      source = this.#read(absolute, from);
      this.#sources.set(absolute, source);
    }
    return source;
  }

  /** Whether there is a file at a path. */
  isThere(file: string): Promise<boolean> {
    return access(file).then(
      () => true,
      () => false,
    );
  }

  /** How a path is shown to people: relative to the root with forward slashes, the same on every machine. */
  shown(file: string): string {
    const relative = path.relative(this.#root, path.resolve(file));
    return (relative.startsWith('..') && path.isAbsolute(file) ? file : relative).split(path.sep).join('/');
  }

  async #read(absolute: string, from: Place | undefined): Promise<Source | undefined> {
    const shown = this.shown(absolute);
    let text: string;
    try {
      text = (await readFile(absolute, 'utf8')).replace(/^\uFEFF/, '');
    } catch (error) {
      const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? 'the system refused it';
      this.#report.add('source/unreadable', from, { path: shown, reason });
      return undefined;
    }
    return isJson(absolute, text) ? readJson(shown, text, this.#report) : readYaml(shown, text, this.#report);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
};

function isJson(file: string, text: string): boolean {
  if (/\.ya?ml$/i.test(file)) return false;
  return file.toLowerCase().endsWith('.json') || /^\s*[{[]/.test(text);
}
