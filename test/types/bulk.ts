/** Bulk calls: what goes in, what an outcome may be asked for, and how one is told from another. */

import type { Attio } from '../../generated/attio/index.js';
import type { HubSpot, Task as HubSpotTask, TaskCreate } from '../../generated/hubspot/index.js';
import type { Bulk, BulkReport, CrosswalkError, Outcome, Trace } from '../../generated/runtime/index.js';
import type {
  Task as TwentyTask,
  TaskCreate as TwentyTaskCreate,
  Twenty,
} from '../../generated/twenty/index.js';
import { same } from './proof.js';

const due = { hs_timestamp: '2026-03-01T09:00:00.000Z' } as const;

async function* stream(): AsyncGenerator<TaskCreate> {
  yield await Promise.resolve({ properties: due });
}

export async function items(hubspot: HubSpot, attio: Attio, twenty: Twenty): Promise<void> {
  await hubspot.tasks.createMany([{ properties: due }], { maxItems: 50, concurrency: 2 });
  await hubspot.tasks.createMany(new Set([{ properties: due }]));
  await hubspot.tasks.createMany(stream(), { signal: AbortSignal.timeout(1_000) });
  await twenty.tasks.createMany([{}], { query: { upsert: true } });
  await attio.tasks.deleteMany(['1', '2']);
  // @ts-expect-error -- items are checked as single ones are
  await hubspot.tasks.createMany([{ properties: {} }]);
  // @ts-expect-error -- one item is no list
  await hubspot.tasks.createMany({ properties: due });
  // @ts-expect-error -- no such option
  await hubspot.tasks.createMany([], { size: 50 });
  // @ts-expect-error -- the query is the endpoint's
  await twenty.tasks.createMany([], { query: { upsert: 'yes' } });
  // @ts-expect-error -- these are ids
  await attio.tasks.deleteMany([{ id: '1' }]);
}

export async function reports(twenty: Twenty): Promise<void> {
  const bulk: Bulk<TwentyTaskCreate, TwentyTask> = twenty.tasks.createMany([]);
  const report = await bulk;
  same<typeof report, BulkReport<TwentyTaskCreate, TwentyTask>>(true);
  same<typeof report.counts.ambiguous, number>(true);
  // @ts-expect-error -- no such outcome
  void report.counts.failed;
  // @ts-expect-error -- a report is read
  report.counts.ok = 0;
  for await (const outcome of bulk) same<typeof outcome, Outcome<TwentyTaskCreate, TwentyTask>>(true);
}

export function narrowing(outcome: Outcome<TaskCreate, HubSpotTask>): string | undefined {
  same<typeof outcome.index, number>(true);
  same<typeof outcome.input, TaskCreate>(true);
  // @ts-expect-error -- only an outcome that is ok has a value
  void outcome.value;
  // @ts-expect-error -- only one that is not has an error
  void outcome.error;
  switch (outcome.status) {
    case 'ok':
      same<typeof outcome.value, HubSpotTask>(true);
      same<typeof outcome.via, 'response' | 'reconciled' | 'existing'>(true);
      return outcome.value.id;
    case 'ambiguous':
      same<typeof outcome.trace, Trace>(true);
      return outcome.trace.clientId;
    case 'rejected':
    case 'unsent':
    case 'canceled':
      same<typeof outcome.error, CrosswalkError>(true);
      // @ts-expect-error -- only an ambiguous one leaves a trace
      void outcome.trace;
      return outcome.error.code;
  }
}
