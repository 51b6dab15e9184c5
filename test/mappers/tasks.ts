/** Canonical tasks that are the same in every run: of all fields those values at which conversions tend to break. */

import type { Ref, RichText, Task } from '../../generated/canonical.js';
import type { Random } from '../runtime/codecs/random.js';
import { FIELDS } from './laws.js';

const LONG = 'Every word of this is meant, and none of it can be left out without a loss. '.repeat(30);

const TITLES = [
  null,
  '',
  'Call Ann',
  'Two\nlines',
  'Two\n\nblocks',
  'Größe ☕ 🙂',
  ' with space ',
  'x'.repeat(2001),
];

export const BODIES: readonly (RichText | null)[] = [
  null,
  { format: 'html', text: '<p>one</p>' },
  { format: 'html', text: '<p>one <strong>two</strong></p><p>three</p>' },
  { format: 'html', text: '<ul><li>a</li><li>b</li></ul>' },
  { format: 'html', text: '<p><a href="https://example.com/a?b=1&amp;c=2">a link</a></p>' },
  { format: 'html', text: '<table><tr><td>a</td><td>b</td></tr></table>' },
  { format: 'html', text: '<p style="color: red">red</p><img src="https://example.com/a.png">' },
  { format: 'html', text: `<p>${LONG}</p>` },
  { format: 'markdown', text: 'plain words' },
  { format: 'markdown', text: '# Title\n\n* a\n* b\n\n[a link](https://example.com)' },
  { format: 'markdown', text: '**bold** and `code`' },
  { format: 'plain', text: 'one\n\ntwo' },
  { format: 'plain', text: '\nbegins with an empty line' },
  { format: 'plain', text: '* not a list\n<b>not bold</b> & so on' },
  { format: 'plain', text: LONG },
  {
    format: 'blocknote',
    text: '[{"type":"paragraph","content":[{"type":"text","text":"one","styles":{}}]}]',
  },
];

const INSTANTS = [
  '1969-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00.000Z',
  '2026-03-29T01:00:00.000Z',
  '2028-02-29T12:30:45.001Z',
  '9999-12-31T23:59:59.999Z',
];

/** Values of vendors' own, which a vendor without a word for them may refuse. */
export const OWN_STATUSES = ['hubspot:BLOCKED', 'twenty:WAITING_FOR_REPLY', 'attio:x', 'acme:ON_HOLD'];
const STATUSES = [null, 'open', 'in_progress', 'waiting', 'deferred', 'done', ...OWN_STATUSES];
const PRIORITIES = [null, 'none', 'low', 'medium', 'high', 'hubspot:URGENT', 'acme:P0'];
const TYPES = [null, 'todo', 'call', 'email', 'hubspot:LINKED_IN_MESSAGE', 'acme:VISIT'];
const QUEUES = ['1', '22', 'a;b', ' ', ' 3 '];
const VENDORS = ['hubspot', 'attio', 'twenty', 'acme'];

function some<T>(random: Random, most: number, make: () => T): T[] {
  return Array.from({ length: random.integer(most + 1) }, make);
}

function ref(random: Random, types: readonly string[]): Ref {
  return { vendor: random.pick(VENDORS), type: random.pick(types), id: String(random.integer(4)) };
}

/** A task; each of its fields may be left out. */
export function randomTask(random: Random): Task {
  const whole: Required<Omit<Task, 'ref' | 'createdAt' | 'updatedAt'>> = {
    title: random.pick(TITLES),
    body: random.pick(BODIES),
    dueAt: random.pick([null, ...INSTANTS]),
    status: random.pick(STATUSES),
    completedAt: random.pick([null, ...INSTANTS]),
    priority: random.pick(PRIORITIES),
    type: random.pick(TYPES),
    assignees: some(random, 3, () => ref(random, ['Member'])),
    links: some(random, 4, () => ref(random, ['Person', 'Company', 'Deal', 'Project'])),
    reminders: some(random, 3, () => random.pick(INSTANTS)),
    queues: some(random, 2, () => random.pick(QUEUES)),
  };
  const said = FIELDS.filter(() => random.integer(5) > 0);
  return Object.fromEntries(said.map((field) => [field, whole[field]])) as Task;
}

/** A change of one to three fields. */
export function randomPatch(random: Random, fields: readonly (keyof Task)[]): Task {
  const chosen = new Set(some(random, 2, () => random.pick(fields)).concat(random.pick(fields)));
  for (;;) {
    const task = randomTask(random);
    if ([...chosen].every((field) => field in task)) {
      return Object.fromEntries([...chosen].map((field) => [field, task[field]])) as Task;
    }
  }
}
