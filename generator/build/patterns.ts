import type { Report } from '../diagnostics.js';
import type { OperationPattern } from '../model/manifest.js';
import { below, type Place } from '../source.js';
import { didYouMean, nearest } from '../suggest.js';

/** Whether `tasks.create` is meant by a pattern: a star stands for one whole part. */
export function matches(pattern: OperationPattern, key: string): boolean {
  const wanted = pattern.split('.');
  const given = key.split('.');
  return (
    wanted.length === given.length && wanted.every((part, index) => part === '*' || part === given[index])
  );
}

/** Whether any of several patterns means an operation. */
export function matchesAny(patterns: readonly OperationPattern[], key: string): boolean {
  return patterns.some((pattern) => matches(pattern, key));
}

/** Reports the patterns that mean no operation of the document. `place` is the list, or the one pattern. */
export function checkPatterns(
  rule: string,
  patterns: readonly OperationPattern[],
  place: Place,
  keys: readonly string[],
  report: Report,
): void {
  for (const [index, pattern] of patterns.entries()) {
    if (keys.some((key) => matches(pattern, key))) continue;
    const at = Array.isArray(atPointer(place)) ? below(place, String(index)) : place;
    report.add(
      'manifest/unknown-operation',
      at,
      { rule, operation: pattern },
      didYouMean(nearest(pattern, keys)),
    );
  }
}

function atPointer({ source, pointer }: Place): unknown {
  return pointer.reduce<unknown>(
    (value, token) => (value as Record<string, unknown> | undefined)?.[token],
    source.data,
  );
}
