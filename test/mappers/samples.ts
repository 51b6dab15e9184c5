import { readFileSync } from 'node:fs';

/** A recorded task of a vendor, and what is special about it. */
export interface Sample {
  readonly about: string;
  readonly record: object;
}

export function samplesOf(vendor: string): readonly Sample[] {
  const file = new URL(`../../specs/${vendor}/samples/tasks.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Sample[];
}
