import type { Report } from '../diagnostics.js';
import type { Mapping } from '../model/mapping.js';

/** A rule looks at one mapping and reports what is wrong with it. */
export type Rule = (mapping: Mapping, report: Report) => void;
