import type { Diagnostic } from './diagnostics.js';
import { annotation, render, selection, toJson, type Paint } from './render.js';

/** What is on disk now, or, of a check, what would have to be done. Names of files are relative to `out`. */
export interface Result {
  /** The output folder as people know it. */
  readonly out: string;
  readonly check: boolean;
  /** How many files the output has. */
  readonly files: number;
  readonly written: readonly string[];
  readonly rewritten: readonly string[];
  readonly removed: readonly string[];
}

/** Why a run came to nothing, where it was not for the input. */
export interface Failure {
  readonly kind: 'usage' | 'output' | 'internal';
  readonly message: string;
}

/** What a run of `generate` came to. */
export interface Outcome {
  readonly exitCode: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly result?: Result;
  readonly failure?: Failure;
}

/** What goes to standard output and to standard error. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

export interface Telling {
  /** Whether every warning is shown. */
  readonly all: boolean;
  readonly paint: Paint;
  /** What stands before the path of a file, seen from the root of the repository. */
  readonly base: string;
}

/** An outcome for people: diagnostics on standard error, the result on standard output. */
export function inText(outcome: Outcome, { all, paint }: Telling): Printed {
  const { shown, hidden } = selection(outcome.diagnostics, all);
  return {
    stdout: resultText(outcome),
    stderr:
      shown.map((diagnostic) => `${render(diagnostic, paint)}\n`).join('') +
      hiddenText(hidden) +
      totalText(outcome),
  };
}

/** An outcome as one JSON document. */
export function inJson({ exitCode, diagnostics, result, failure }: Outcome): Printed {
  const count = (severity: string): number => diagnostics.filter((one) => one.severity === severity).length;
  const document = {
    version: 1,
    exitCode,
    errors: count('error'),
    warnings: count('warning'),
    diagnostics: diagnostics.map(toJson),
    result: result && { ...result, fresh: result.files - result.written.length - result.rewritten.length },
    failure,
  };
  return { stdout: `${JSON.stringify(document, null, 2)}\n`, stderr: '' };
}

/**
 * An outcome as annotations of GitHub Actions. Of each severity GitHub shows ten, so the errors come first. What else is said is the same
 * as in the text form.
 */
export function inGitHub(outcome: Outcome, { all, base }: Telling): Printed {
  const { shown, hidden } = selection(outcome.diagnostics, all);
  const sorted = shown.toSorted(
    (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'),
  );
  const annotations = sorted.map((diagnostic) => `${annotation(diagnostic, base)}\n`).join('');
  return {
    stdout: annotations + resultText(outcome),
    stderr: hiddenText(hidden) + totalText(outcome),
  };
}

function hiddenText(hidden: ReadonlyMap<string, number>): string {
  const total = [...hidden.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return '';
  const kinds = [...hidden].map(([code, count]) => `${count} ${code}`).join(', ');
  return `${total} more ${total === 1 ? 'warning' : 'warnings'}: ${kinds}. --all shows them.\n`;
}

function totalText({ diagnostics, failure }: Outcome): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const total = errors === 0 ? '' : `${errors} ${errors === 1 ? 'error' : 'errors'}. Nothing was written.\n`;
  return total + (failure === undefined ? '' : failureText(failure));
}

function failureText({ kind, message }: Failure): string {
  switch (kind) {
    case 'usage':
      return `crosswalk: ${message}\nRun "crosswalk generate --help".\n`;
    case 'output':
      return `crosswalk: ${message}\n`;
    case 'internal':
      return `crosswalk failed, and nothing was written. This is a fault of crosswalk.\n${message}\n`;
  }
}

function resultText({ result }: Outcome): string {
  if (result === undefined) return '';
  return result.check ? checkText(result) : writtenText(result);
}

function checkText({ out, files, written, rewritten, removed }: Result): string {
  const list = (kind: string, names: readonly string[]): readonly string[] =>
    names.map((name) => `${kind.padEnd(11)} ${out === '.' ? name : `${out}/${name}`}`);
  const lines = [...list('missing', written), ...list('stale', rewritten), ...list('superfluous', removed)];
  lines.push(
    lines.length === 0
      ? `${out} is fresh: ${files} files`
      : `${out} is not what the input gives; generate again`,
  );
  return lines.map((line) => `${line}\n`).join('');
}

function writtenText({ out, files, written, rewritten, removed }: Result): string {
  const changes = [count(written, 'written'), count(rewritten, 'rewritten'), count(removed, 'removed')];
  const told = changes.filter((text) => text !== '').join(', ');
  return `${out}: ${told === '' ? 'nothing to write, all files are as they should be' : told} (${files} files)\n`;
}

function count(names: readonly string[], what: string): string {
  return names.length === 0 ? '' : `${names.length} ${what}`;
}
