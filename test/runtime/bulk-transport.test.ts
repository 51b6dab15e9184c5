import { describe, expect, it } from 'vitest';
import { bulk } from '../../templates/runtime/bulk.js';
import type { BatchCall } from '../../templates/runtime/facts.js';
import { clientOf } from '../support/client.js';
import { fakeClock } from '../support/clock.js';
import { byId, notes, settle, type Note } from '../support/stub.js';

describe('over a transport', () => {
  /** A vendor that answers its calls in turn, and a client of it. */
  function vendor(...answers: ((items: readonly Note[]) => Response | Promise<Response>)[]) {
    const clock = fakeClock();
    const bodies: string[] = [];
    const fetch = async (_: string, init: RequestInit): Promise<Response> => {
      bodies.push(String(init.body));
      const answer = answers[bodies.length - 1] ?? answers.at(-1);
      const aborted = new Promise<never>((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
      });
      return Promise.race([aborted, answer?.(JSON.parse(String(init.body)) as Note[]) ?? aborted]);
    };
    return { clock, bodies, transport: clientOf('https://api.acme.test', { fetch, clock }) };
  }
  const stored = (items: readonly Note[]) => Response.json({ data: { createNotes: items } }, { status: 201 });
  const busy = () => Response.json({ message: 'slow down' }, { status: 429 });
  const down = () => new Response('Bad gateway', { status: 502 });
  const refused = () => Response.json({ message: 'duplicate' }, { status: 400 });
  const silence = () => new Promise<never>(() => undefined);
  const create: BatchCall = { ...byId, repeatable: false };

  async function ended(batch: BatchCall, ...answers: Parameters<typeof vendor>) {
    const { clock, transport, bodies } = vendor(...answers);
    const { outcomes } = await clock.run(bulk(transport, batch, notes(1)), 300_000);
    return [outcomes[0]?.status, new Set(bodies).size, bodies.length];
  }

  it('repeats what may be repeated, with the same ids', async () => {
    expect(await ended(byId, busy, down, stored)).toEqual(['ok', 1, 3]);
    expect(await ended(create, busy, busy, stored)).toEqual(['ok', 1, 3]);
    expect(await ended(create, busy)).toEqual(['unsent', 1, 4]);
    expect(await ended(create, busy, refused)).toEqual(['rejected', 1, 2]);
  });

  it('never calls an item lost that may have been stored', async () => {
    expect(await ended(create, down)).toEqual(['ambiguous', 1, 1]);
    expect(await ended(create, busy, down)).toEqual(['ambiguous', 1, 2]);
    expect(await ended(byId, down, refused)).toEqual(['ambiguous', 1, 2]);
    expect(await ended(byId, silence)).toEqual(['ambiguous', 1, 1]);
    expect(await ended(create, () => new Response('<html>', { status: 201 }))).toEqual(['ambiguous', 1, 1]);
  });

  it('tells what an abort cut off from what it kept back', async () => {
    const { transport } = vendor(stored, silence);
    const controller = new AbortController();
    const call = bulk(transport, create, notes(9), { signal: controller.signal, concurrency: 1 });
    const report = call.then(({ counts }) => counts);
    await settle();
    controller.abort();
    expect(await report).toEqual({ ok: 3, ambiguous: 3, canceled: 3, rejected: 0, unsent: 0 });
  });

  it('ends when the client is closed', async () => {
    const { clock, transport } = vendor(stored, silence);
    const report = bulk(transport, create, notes(9), { concurrency: 1 }).then(({ counts }) => counts);
    await settle();
    await clock.run(transport.close({ deadlineMs: 100 }));
    expect(await report).toEqual({ ok: 3, ambiguous: 3, canceled: 0, rejected: 0, unsent: 3 });
  });
});
