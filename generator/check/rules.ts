import { canonicalAccounted } from './canonical-accounted.js';
import { fieldsAccounted } from './fields-accounted.js';
import { linksFit } from './links-fit.js';
import { recordFacts } from './record-facts.js';
import { requiredTargets } from './required-targets.js';
import type { Rule } from './rule.js';
import { saidOnce } from './said-once.js';
import { tablesTotal } from './tables-total.js';
import { typesMeet } from './types-meet.js';

/** All rules, in the order in which they are applied. */
export const rules: readonly Rule[] = [
  canonicalAccounted,
  fieldsAccounted,
  saidOnce,
  requiredTargets,
  tablesTotal,
  typesMeet,
  recordFacts,
  linksFit,
];
