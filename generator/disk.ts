import { mkdir, rm, rmdir, stat, utimes } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';

/** How what was done is undone, the last first. A step that fails does not keep the others from being taken. */
export class Undo {
  /** What could not be undone. */
  readonly failures: string[] = [];
  #steps: (readonly [what: string, step: () => Promise<void>])[] = [];

  /** Says how something is undone that was done just now. */
  add(what: string, step: () => Promise<void>): void {
    this.#steps.push([what, step]);
  }

  /** Undoes everything that was added. */
  async run(): Promise<void> {
    const steps = this.#steps.toReversed();
    this.#steps = [];
    for (const [what, step] of steps) await step().catch(() => this.failures.push(what));
  }

  /** All went well. */
  forget(): void {
    this.#steps = [];
  }

  /** Makes a folder; what of it was not there before goes again. */
  async makeFolder(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true });
    if (first !== undefined) this.add(folder, () => removeEmptyFolders(folder, path.dirname(first)));
  }
}

const BEAT_MS = 250;
const DEAD_MS = 3000;
const PATIENCE_MS = 60_000;

/** Somebody else has the folder, and does not let go of it. */
export class Occupied extends Error {}

/**
 * Makes a folder that one run alone can have, and waits while another one has it. A folder that shows no signs of life was left by a run
 * that was killed. Gives the way to let go of it: with all that is in it, or leaving that.
 */
export async function occupy(staging: string): Promise<(keep: boolean) => Promise<void>> {
  const start = Date.now();
  while (!(await isMade(staging))) {
    if (!(await isAlive(staging))) await rm(staging, { recursive: true, force: true });
    else if (Date.now() - start > PATIENCE_MS) throw new Occupied('Another run has it.');
  }
  const beat = setInterval(() => void utimes(staging, new Date(), new Date()).catch(() => {}), BEAT_MS);
  return async (keep) => {
    clearInterval(beat);
    // What can't be removed does no harm, and the next run removes it.
    if (!keep) await rm(staging, { recursive: true, force: true }).catch(() => {});
  };
}

async function isMade(staging: string): Promise<boolean> {
  try {
    await mkdir(staging);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function isAlive(staging: string): Promise<boolean> {
  const time = async () => (await stat(staging).catch(() => undefined))?.mtimeMs;
  const before = await time();
  for (const end = Date.now() + DEAD_MS; Date.now() < end; await sleep(50))
    if ((await time()) !== before) return true;
  return false;
}

/** Removes a folder and those around it as far as they are empty, up to one that stays. */
export async function removeEmptyFolders(folder: string, out: string): Promise<void> {
  if (path.relative(out, folder) === '') return;
  try {
    await rmdir(folder);
  } catch {
    return;
  }
  await removeEmptyFolders(path.dirname(folder), out);
}

/** The system's code of an error: `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
