import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Pair,
} from 'yaml';
import type { Report } from '../diagnostics.js';
import { Source, type Locator, type Part, type Pointer, type Range } from '../source.js';

/**
 * Reads YAML 1.2 with the core schema. Faults are reported at their place; duplicate keys are a fault of their own. Aliases may be
 * used, up to a number that keeps a small file from unfolding into a huge one.
 */
export function readYaml(path: string, text: string, report: Report): Source | undefined {
  const document = parseDocument(text, {
    uniqueKeys: true,
    lineCounter: new LineCounter(),
    prettyErrors: false,
  });
  const source = new Source(path, text, undefined, () => undefined);
  for (const fault of document.errors) {
    const [start, end] = fault.pos;
    const place = { source, pointer: [], range: { start, end } };
    if (fault.code === 'DUPLICATE_KEY') {
      const key = text.slice(start, end).split(':', 1)[0] ?? '';
      report.add(
        'source/duplicate-key',
        { ...place, range: { start, end: start + key.length } },
        { key },
        'Keep one of the two.',
      );
    } else {
      report.add('source/syntax', place, { format: 'YAML', reason: sentence(fault.message) });
    }
  }
  if (document.errors.length > 0) return undefined;
  return withData(path, text, document, source, report);
}

function withData(
  path: string,
  text: string,
  document: Document.Parsed,
  bare: Source,
  report: Report,
): Source | undefined {
  try {
    return new Source(path, text, document.toJS({ maxAliasCount: 1000 }), locator(document));
  } catch (error) {
    const reason = sentence(error instanceof Error ? error.message : String(error));
    report.add('source/syntax', { source: bare, pointer: [] }, { format: 'YAML', reason });
    return undefined;
  }
}

function sentence(message: string): string {
  const line = message.split('\n', 1)[0]!.replace(/[.:]$/, '');
  return line.charAt(0).toLowerCase() + line.slice(1);
}

function locator(document: Document.Parsed): Locator {
  return (pointer: Pointer, part: Part): Range | undefined => {
    let node: unknown = document.contents;
    let pair: Pair | undefined;
    for (const token of pointer) {
      if (isAlias(node)) node = node.resolve(document);
      pair = undefined;
      if (isMap(node)) {
        pair = node.items.find(
          (item) => isPair(item) && String(isScalar(item.key) ? item.key.value : item.key) === token,
        );
        node = pair?.value;
        if (pair === undefined) return undefined;
      } else if (isSeq(node)) {
        node = node.items[Number(token)];
        if (node === undefined) return undefined;
      } else {
        return undefined;
      }
    }
    const target =
      (part === 'key' && pair !== undefined) || node === null || node === undefined ? pair?.key : node;
    return rangeOf(target as Node | undefined);
  };
}

function rangeOf(node: Node | undefined): Range | undefined {
  return node?.range ? { start: node.range[0], end: node.range[1] } : undefined;
}
