import { unwrap } from './at.js';
import { CrosswalkError } from './errors.js';
import type { BatchCall, VendorFacts } from './facts.js';
import { listOf, problem, readFailures, textAt, type Failures } from './failures.js';
import { keyOf, type Sent } from './identity.js';
import type { Outcome } from './outcome.js';
import type { Exchange } from './transport.js';
import { ambiguous } from './verdict.js';

/**
 * Finds for each item of a chunk what the answer says about it.
 *
 * - It has an answer: `ok`. An endpoint that answers without items accepts all of them that it does not name as failed.
 * - A failure names it: `rejected`. With an answer beside it `ambiguous`, since something was stored and something went wrong.
 * - Neither: `ambiguous`. The batch may be under way still, and old servers answer fewer items than they store. Only where the vendor
 *   says that it canceled a batch that is all or nothing, nothing was stored: `unsent`.
 *
 * Answers that belong to no item are left aside, and of two for one item the first counts.
 */
export function correlate<In, T>(
  facts: VendorFacts,
  batch: BatchCall,
  sent: readonly Sent<In>[],
  reply: Exchange,
): readonly Outcome<In, T>[] {
  const state = readState(batch, reply);
  const failures = readFailures(facts, batch, sent, reply);
  const answers = readAnswers(facts, batch, sent, reply, failures, state);
  let missing: CrosswalkError | undefined;
  return sent.map((item): Outcome<In, T> => {
    const { index, input } = item.handed;
    const failure = failures.byItem.get(item);
    if (answers.has(item)) {
      if (failure !== undefined) return ambiguous(item.handed, doubtful(failure), item.trace);
      return { index, input, status: 'ok', value: answers.get(item) as T, via: 'response' };
    }
    if (failure !== undefined) return { index, input, status: 'rejected', error: failure };
    missing ??= unmentioned(facts, reply, failures, state, batch.atomic && answers.size === 0);
    return missing.processed === 'no'
      ? { index, input, status: 'unsent', error: missing }
      : ambiguous(item.handed, missing, item.trace);
  });
}

/** The answers by item. A null says nothing about an item, so it is none. */
function readAnswers<In>(
  facts: VendorFacts,
  batch: BatchCall,
  sent: readonly Sent<In>[],
  reply: Exchange,
  { byItem, unnamed }: Failures<In>,
  { known }: State,
): ReadonlyMap<Sent<In>, unknown> {
  const answers = new Map<Sent<In>, unknown>();
  if (batch.items === undefined) {
    const accepted = known === 'done' && unnamed === undefined;
    for (const item of accepted ? sent : []) if (!byItem.has(item)) answers.set(item, undefined);
    return answers;
  }
  const list = listOf(unwrap(reply.body, batch.items, facts.repeated));
  const find = finder(batch, sent.length, list);
  sent.forEach((item, position) => {
    const answer = find(item, position);
    if (answer !== undefined && answer !== null) answers.set(item, answer);
  });
  return answers;
}

/** Finds an item's answer. By position only if there are as many answers as items: else each could be another's. */
function finder(
  { correlate: by }: BatchCall,
  count: number,
  list: readonly unknown[],
): (item: Sent<unknown>, position: number) => unknown {
  if (by.by === 'position') return (_, position) => (list.length === count ? list[position] : undefined);
  const paths = by.by === 'fields' ? by.fields.map(([, path]) => path) : [[by.field]];
  const byId = new Map<string | undefined, unknown>();
  for (const answer of list) {
    const id = keyOf(answer, paths);
    if (id !== undefined && !byId.has(id)) byId.set(id, answer);
  }
  return (item) => byId.get(item.id);
}

/** The vendor's word on the batch as a whole. A word that is not known says nothing, and the answers speak for themselves. */
interface State {
  readonly known: 'done' | 'pending' | 'canceled';
  readonly word: string | undefined;
}

function readState({ state }: BatchCall, { body }: Exchange): State {
  const word = textAt(body, state?.at);
  if (word !== undefined && state?.pending.includes(word) === true) return { known: 'pending', word };
  if (word !== undefined && state?.canceled.includes(word) === true) return { known: 'canceled', word };
  return { known: 'done', word };
}

/** The error of the items that the answer does not mention. `nothing` says that none can have been stored if the batch was canceled. */
function unmentioned<In>(
  facts: VendorFacts,
  reply: Exchange,
  { unnamed }: Failures<In>,
  { known, word }: State,
  nothing: boolean,
): CrosswalkError {
  if (known === 'canceled' && nothing) {
    return problem(facts, reply, `the batch is ${word}, and nothing was stored`, {
      kind: 'refused',
      processed: 'no',
    });
  }
  const said = ['the answer does not mention this item'];
  if (known !== 'done') said.push(`the batch is ${word}`);
  if (unnamed !== undefined) said.push(`an item that is not named failed (${unnamed.message})`);
  const body = unnamed === undefined ? {} : { body: unnamed.body };
  return problem(facts, reply, said.join('; '), { kind: 'unreadable', processed: 'unknown', ...body });
}

/** The error of an item that the answer names as failed and answers as well. */
function doubtful(failure: CrosswalkError): CrosswalkError {
  return new CrosswalkError({ ...failure.toJSON(), processed: 'unknown' });
}
