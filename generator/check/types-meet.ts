import type { Located, OpenApiDocument } from '../model/document.js';
import type { ConversionKind, Mapping, Row, Target, Verb } from '../model/mapping.js';
import { enumValues, isOpenEnum, itemsOf, typesOf } from '../model/schema.js';
import { holdsReferences, isRichText } from './library-types.js';
import type { Rule } from './rule.js';

/** A row that names no conversion joins two fields of one type; one that names a conversion gives it what it can work on. */
export const typesMeet: Rule = (mapping, report) => {
  for (const row of mapping.rows) {
    for (const verb of ['read', 'create', 'update'] as const) {
      const target = row.targets[verb];
      const problem = target && mismatch(mapping, row, verb, target);
      if (problem === undefined) continue;
      const { help, ...values } = problem;
      report.add('mapping/no-conversion', row.place, values, help);
      break;
    }
  }
};

/** What a conversion works on: the JSON type of the vendor's value, and what each canonical field has to be. */
interface WorksOn {
  readonly theirs?: string;
  /** Where it is written as another type than it is read. */
  readonly written?: string;
  readonly ours: readonly Ours[];
}

/** A kind of canonical field, how it is called, and how to tell it. */
interface Ours {
  readonly type: string;
  readonly help: string;
  readonly fits: (document: OpenApiDocument, field: Located) => boolean;
}

const TEXT: Ours = {
  type: 'string',
  help: '',
  fits: (document, field) => isOnly(typesOf(document, field), 'string') && !isClosed(document, field),
};
const LISTED: Ours = {
  type: 'string',
  help: '',
  fits: (document, field) => isOnly(typesOf(document, field), 'string'),
};
const TEXTS: Ours = {
  type: 'array',
  help: 'It has to be a list of texts.',
  fits: (document, field) => {
    const item = itemsOf(document, field);
    return item !== undefined && TEXT.fits(document, item);
  },
};
const RICH: Ours = {
  type: 'object',
  help: 'A formatted text is an object that requires "format", one of html, markdown, plain and blocknote, and "text".',
  fits: isRichText,
};
const REFERENCES: Ours = {
  type: 'array',
  help: 'A reference is an object that requires "vendor", "type" and "id", each a text.',
  fits: holdsReferences,
};

const WORKS_ON: Readonly<Record<Exclude<ConversionKind, 'same'>, WorksOn>> = {
  table: { ours: [LISTED] },
  instant: { theirs: 'string', ours: [TEXT] },
  list: { theirs: 'string', ours: [TEXTS] },
  'list.epochMillis': { theirs: 'string', ours: [TEXTS] },
  richtext: { theirs: 'string', ours: [RICH] },
  'text.titleAndBody': { theirs: 'string', ours: [TEXT, RICH] },
  'ref.one': { theirs: 'string', ours: [REFERENCES] },
  'ref.list': { theirs: 'array', ours: [REFERENCES] },
  'ref.grouped': { theirs: 'object', written: 'array', ours: [REFERENCES] },
  'ref.typed': { theirs: 'array', ours: [REFERENCES] },
  'ref.column': { theirs: 'array', ours: [REFERENCES] },
};

interface Mismatch {
  readonly from: string;
  readonly to: string;
  readonly help: string;
}

function mismatch({ api, entity }: Mapping, row: Row, verb: Verb, target: Target): Mismatch | undefined {
  const theirs = typesOf(api.document, target.schema);
  const fields = row.fields.map((field) => entity.fields.get(field)!.schema);
  const ours = fields.map((field) => typesOf(entity.document, field));
  const names = row.fields.map((field, index) => label(`${entity.name}.${field}`, ours[index]));
  const problem = { from: label(target.path.join('.'), theirs), to: names.join(' and ') };
  const { conversion } = row;
  if (conversion.kind === 'same') {
    const [from, to] = verb === 'read' ? [theirs, ours[0]] : [ours[0], theirs];
    const help = 'Name a conversion with "as", or a table with "values".';
    return isWithin(from, to) ? undefined : { ...problem, help };
  }
  const wanted = WORKS_ON[conversion.kind];
  const plain = conversion.kind === 'table' ? typeof conversion.table.values[0]?.[1] : wanted.theirs;
  const type = verb === 'read' ? plain : (wanted.written ?? plain);
  if (type !== undefined && !(verb === 'read' ? isOnly(theirs, type) : isWithin(new Set([type]), theirs)))
    return { ...problem, help: `The conversion works on the vendor's ${type}.` };
  if (type === 'array' && !hasRecords(api.document, target.schema, verb, conversion.kind))
    return { ...problem, help: 'The document has to say what the items of the list are.' };
  const odd = wanted.ours.find(({ fits }, index) => !fits(entity.document, fields[index]!));
  if (odd === undefined) return undefined;
  const makes = `The conversion makes ${wanted.ours.map((our) => our.type).join(' and ')} of it.`;
  const isOfType = ours[wanted.ours.indexOf(odd)]?.has(odd.type) === true;
  return { ...problem, help: isOfType && odd.help !== '' ? odd.help : makes };
}

/** Whether a list is one of objects. A list that is written may have several forms, of which one conversion knows its own. */
function hasRecords(document: OpenApiDocument, list: Located, verb: Verb, kind: ConversionKind): boolean {
  const item = itemsOf(document, list);
  if (item === undefined) return verb !== 'read' && kind === 'ref.typed';
  return typesOf(document, item)?.has('object') === true;
}

/** Whether every value that one side may have is of a type that the other takes; what may be anything fits only what takes anything. */
function isWithin(from: ReadonlySet<string> | undefined, to: ReadonlySet<string> | undefined): boolean {
  if (to === undefined) return true;
  return (
    from !== undefined && [...from].every((type) => type === 'null' || to.has(type) || isNumber(type, to))
  );
}

/** Whole numbers are numbers like all others. */
function isNumber(type: string, types: ReadonlySet<string>): boolean {
  return (type === 'integer' && types.has('number')) || (type === 'number' && types.has('integer'));
}

function isOnly(types: ReadonlySet<string> | undefined, wanted: string): boolean {
  if (types === undefined || types.size === (types.has('null') ? 1 : 0)) return false;
  return [...types].every((type) => type === 'null' || type === wanted || isNumber(type, new Set([wanted])));
}

/** Whether a text may only be one of a list. */
function isClosed(document: OpenApiDocument, field: Located): boolean {
  return enumValues(document, field).length > 0 && !isOpenEnum(document, field);
}

function label(name: string, types: ReadonlySet<string> | undefined): string {
  return types === undefined ? `${name} (anything)` : `${name} (${describe(types)})`;
}

function describe(types: ReadonlySet<string>): string {
  return [...types].filter((type) => type !== 'null').join(' or ') || 'null';
}
