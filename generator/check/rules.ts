import type { Report } from '../diagnostics.js';
import type { Mapping } from '../model/mapping.js';
import { canonicalAccounted } from './canonical-accounted.js';
import { fieldsAccounted } from './fields-accounted.js';
import { requiredTargets } from './required-targets.js';
import { tablesTotal } from './tables-total.js';
import { typesMeet } from './types-meet.js';

/** A rule looks at one mapping and reports what is wrong with it. */
export type Rule = (mapping: Mapping, report: Report) => void;

/** All rules, in the order in which they are applied. */
export const rules: readonly Rule[] = [
  canonicalAccounted,
  fieldsAccounted,
  requiredTargets,
  tablesTotal,
  typesMeet,
];
