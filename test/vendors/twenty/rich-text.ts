/** Rich text is kept twice, as blocks and as markdown; who sends one form gets the other made. */

import { at, isObject, listOf, textOf, type Json, type JsonObject, type Random } from '../shared.js';
import type { Place } from './values.js';

export function richTextOf(sent: Json, place: Place): JsonObject {
  const { dialect, name, random } = place;
  if (sent === null) throw dialect.crash("Cannot read properties of null (reading 'blocknote')");
  if (!isObject(sent)) {
    throw dialect.refuse(`Invalid object value ${JSON.stringify(sent)} for field "${name}"`);
  }
  const unknown = Object.keys(sent).find((part) => part !== 'blocknote' && part !== 'markdown');
  if (unknown !== undefined) {
    throw dialect.refuse(`Invalid subfield ${unknown} for rich text field "${name}"`);
  }
  const blocknote = textOf(sent['blocknote']);
  const markdown = textOf(sent['markdown']);
  if (dialect.version === '0.51' && blocknote === undefined) {
    throw dialect.refuse(missingBlocks(sent['blocknote']));
  }
  return {
    blocknote: blocknote ?? (markdown === undefined || markdown === '' ? null : blocksOf(markdown, random)),
    markdown: markdown ?? markdownOf(blocknote),
  };
}

/** 0.51 wants the blocks, and says so with the issue list of its validator as text. */
function missingBlocks(received: Json | undefined): string {
  const kind = received === undefined ? 'undefined' : received === null ? 'null' : typeof received;
  const issue = {
    code: 'invalid_type',
    expected: 'string',
    received: kind,
    path: ['blocknote'],
    message: 'Required',
  };
  return JSON.stringify([issue], null, 2).replaceAll('"', "'");
}

const props = { backgroundColor: 'default', textColor: 'default', textAlignment: 'left' };

/** A block for each line that is not empty: headings, list items and paragraphs, the rest is text. */
function blocksOf(markdown: string, random: Random): string {
  const lines = markdown.split('\n').filter((line) => line.trim() !== '');
  const blocks = lines.map((line) => {
    const [, marks = '', text = line] = /^(#{1,3}|[*-]|\d+\.) +(.*)$/.exec(line) ?? [];
    const id = random.uuid();
    const content = [{ type: 'text', text, styles: {} }];
    if (marks.startsWith('#')) {
      return {
        id,
        type: 'heading',
        props: { ...props, level: marks.length, isToggleable: false },
        content,
        children: [],
      };
    }
    const item = marks.endsWith('.') ? 'numberedListItem' : 'bulletListItem';
    return { id, type: marks === '' ? 'paragraph' : item, props, content, children: [] };
  });
  return JSON.stringify(blocks);
}

function markdownOf(blocknote: string | undefined): string {
  return listOf(parsed(blocknote))
    .map((block) => {
      const text = listOf(at(block, 'content'))
        .map((part) => textOf(at(part, 'text')) ?? '')
        .join('');
      const level = at(block, 'props', 'level');
      const type = at(block, 'type');
      const marks =
        typeof level === 'number' && type === 'heading' ? '#'.repeat(level) : bullets[String(type)];
      return `${marks === undefined ? '' : `${marks} `}${text}\n`;
    })
    .join('\n');
}

const bullets: Record<string, string> = { bulletListItem: '*', numberedListItem: '1.' };

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
}
