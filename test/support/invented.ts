/*
 * The case `invented-vendors` as modules that run: what it expects, bundled with the runtime as it lies in templates/.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Bulk, BulkOptions } from '../../templates/runtime/bulk.js';
import type { Converted, Residue } from '../../templates/runtime/convert.js';
import type { CallOptions, ClientOptions } from '../../templates/runtime/options.js';
import type { Paged } from '../../templates/runtime/paged.js';
import type { Ids, Ref } from '../../templates/runtime/refs.js';

export interface Chore {
  readonly uid: string;
  readonly made: string;
  readonly label: string;
  readonly text?: string | null;
  readonly by?: string | null;
  readonly phase: string;
  readonly tags: string;
  readonly crew: readonly { readonly role: string; readonly hand: string }[];
  readonly depth?: number | null;
}

export type NewChore = Partial<Chore> & { readonly label: string; readonly phase: string };

interface Errand {
  readonly ref?: Ref;
  readonly subject?: string | null;
  readonly details?: { readonly format: string; readonly text: string } | null;
  readonly due?: string | null;
  readonly stage?: string | null;
  readonly labels?: readonly string[];
  readonly helpers?: readonly Ref[];
  readonly createdAt?: string | null;
}

export interface TidelineErrand {
  readonly key: { readonly id: string; readonly realm?: string };
  readonly written: string;
  readonly attributes: object;
}

interface Quarry {
  readonly chores: {
    all(query?: object, options?: CallOptions): Paged<Chore>;
    store(input: NewChore): Promise<Chore>;
    storeAll(items: Iterable<NewChore>, options?: BulkOptions): Bulk<NewChore, Chore>;
  };
}

interface Tideline {
  readonly errands: {
    list(): Paged<TidelineErrand>;
    createMany(items: Iterable<object>): Bulk<object, TidelineErrand>;
  };
}

/** What is used of the modules. */
export interface Modules {
  readonly Quarry: new (options: ClientOptions) => Quarry;
  readonly Tideline: new (options: ClientOptions) => Tideline;
  key(token: string | undefined): ClientOptions['auth'];
  token(token: string | undefined): ClientOptions['auth'];
  isQuarryError(error: unknown, status?: number): boolean;
  readonly ofQuarry: Mappers<Chore, NewChore>;
  readonly ofTideline: Mappers<TidelineErrand, object>;
  errandFromQuarryToTideline(chore: Chore, ids: Ids): Converted<object>;
  errandFromTidelineToQuarry(errand: TidelineErrand, ids: Ids): Converted<NewChore>;
}

interface Mappers<Read, Write> {
  toErrand(record: Read): Converted<Errand>;
  fromErrand(errand: Errand, ids: Ids, given?: { readonly residue?: Residue | undefined }): Converted<Write>;
  patchErrand(patch: Errand, ids: Ids): Converted<object>;
  refsOfErrand(record: Read): readonly Ref[];
}

const here = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** Bundles the expected output and the runtime, and imports them. */
export async function inventedVendors(): Promise<Modules> {
  const root = await mkdtemp(path.join(tmpdir(), 'crosswalk-invented-'));
  try {
    await cp(here('cases/invented-vendors/expected'), path.join(root, 'src'), { recursive: true });
    await cp(here('../templates/runtime'), path.join(root, 'src/runtime'), { recursive: true });
    const contents = `
      export * from './quarry/index.ts';
      export { Tideline, token } from './tideline/index.ts';
      export * as ofQuarry from './quarry/mappers.ts';
      export * as ofTideline from './tideline/mappers.ts';
      export * from './map/quarry-tideline.ts';
      export * from './map/tideline-quarry.ts';`;
    const outfile = path.join(root, 'all.mjs');
    const stdin = { contents, resolveDir: path.join(root, 'src'), loader: 'ts' } as const;
    await build({ stdin, bundle: true, format: 'esm', platform: 'neutral', outfile, logLevel: 'error' });
    return (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as Modules;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** A vendor without a network: it keeps what it is sent, and answers what it is told to. */
export function vendor(
  answer: (url: URL, body: never) => { readonly status?: number; readonly body: unknown },
) {
  const calls: { readonly call: string; readonly headers: Headers; readonly text: string }[] = [];
  const fetch = async (address: string, init: RequestInit): Promise<Response> => {
    const url = new URL(address);
    const text = typeof init.body === 'string' ? init.body : '';
    calls.push({
      call: `${init.method} ${url.pathname}${url.search}`,
      headers: new Headers(init.headers),
      text,
    });
    const { status = 200, body } = answer(url, (text === '' ? undefined : JSON.parse(text)) as never);
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  };
  return { calls, fetch };
}
