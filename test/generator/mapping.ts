import path from 'node:path';
import { buildApi } from '../../generator/build/api.js';
import { buildCanonical } from '../../generator/build/canonical.js';
import { buildMappings } from '../../generator/build/mapping/mapping.js';
import { rules } from '../../generator/check/rules.js';
import { Report } from '../../generator/diagnostics.js';
import { loadProject } from '../../generator/load/project.js';
import { requestFromSpecs } from '../../generator/load/request.js';
import type { Mapping } from '../../generator/model/mapping.js';
import { folder, pointedAt } from './support.js';

const canonical = `openapi: 3.1.0
info: { title: Canonical, version: '1' }
components:
  schemas:
    Job:
      type: object
      properties:
        ref: { $ref: '#/components/schemas/Ref', readOnly: true }
        title: { type: [string, 'null'] }
        body: { anyOf: [{ $ref: '#/components/schemas/RichText' }, { type: 'null' }] }
        dueAt: { type: [string, 'null'], format: date-time }
        state: { anyOf: [{ $ref: '#/components/schemas/State' }, { type: 'null' }] }
        urgent: { type: [boolean, 'null'] }
        people: { type: array, items: { $ref: '#/components/schemas/Ref' } }
        createdAt: { type: [string, 'null'], format: date-time, readOnly: true }
    State: { type: string, enum: [open, waiting, done] }
    RichText: { type: object, required: [format, text], properties: { format: { enum: [html, markdown, plain, blocknote] }, text: { type: string } } }
    Ref: { type: object, required: [vendor, type, id], properties: { vendor: { type: string }, type: { type: string }, id: { type: string } } }
    Loose: { type: object, properties: { name: { type: string } } }
`;

const document = `openapi: 3.1.0
info: { title: Acme, version: '1' }
paths:
  /jobs:
    post: { operationId: jobs.create, requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/JobCreate' } } } } }
  /jobs/{id}:
    get: { operationId: jobs.get, responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Job' } } } } } }
    patch: { operationId: jobs.update, requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/JobUpdate' } } } } }
  /links:
    post: { operationId: links.create, requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Link' } } } } }
  /ping:
    post: { operationId: ping.send }
components:
  schemas:
    Job:
      type: object
      required: [id]
      properties:
        id: { type: string }
        made: { type: string, format: date-time }
        name: { type: string }
        note: { type: string }
        due: { type: [string, 'null'], format: date-time }
        seen: { type: [string, 'null'], format: date-time }
        phase: { type: string, enum: [NEW, RUNNING, CLOSED] }
        hot: { type: boolean }
        crew: { type: array, items: { $ref: '#/components/schemas/Member' } }
        owner: { type: string }
    JobCreate:
      type: object
      required: [name]
      properties:
        name: { type: string, maxLength: 80 }
        note: { type: string }
        due: { type: [string, 'null'], format: date-time }
        phase: { type: string, enum: [NEW, RUNNING, CLOSED] }
        hot: { type: boolean }
        crew: { type: array, items: { $ref: '#/components/schemas/Member' } }
        owner: { type: string }
        source: { type: string }
    JobUpdate:
      type: object
      properties:
        name: { type: string }
        note: { type: string }
        phase: { type: string }
        hot: { type: boolean }
        crew: { type: array, items: { $ref: '#/components/schemas/Member' } }
    Member: { type: object, properties: { kind: { type: string }, id: { type: string }, jobId: { type: string } } }
    Link: { type: object, properties: { job: { type: string }, member: { type: string } } }
`;

const manifest = `name: Acme
document: openapi.yaml
batch: [{ fanOut: '*.create', method: createMany, source: test, date: 2026-01-01 }]
record: { id: id, createdAt: made, source: test, date: 2026-01-01 }
`;

const sound = `entity: Job
resource: jobs
fields:
  title: { at: name, missing: { use: none, why: it has to be called something } }
  body: { at: note, as: richtext.plain }
  dueAt: { at: due, as: instant, update: { absent: it can't be moved } }
  state:
    at: phase
    values: { open: NEW, waiting: RUNNING, done: CLOSED }
  urgent: hot
  people: { at: crew, as: ref.list, to: Person, id: id, set: { kind: person } }
set:
  create: { source: crosswalk }
ignore:
  seen: { why: nobody asks }
  owner: { why: nobody asks }
`;

/** What a set of files is changed by: a text that stands once in one of them, and what stands there instead. */
export type Change = readonly [from: string, to: string];

/** Files of an invented vendor, a small canonical model and the mapping between them, some texts of which are changed. */
export function specs(changes: readonly Change[] = []): Record<string, string> {
  const files: Record<string, string> = {
    'specs/canonical/openapi.yaml': canonical,
    'specs/acme/openapi.yaml': document,
    'specs/acme/vendor.yaml': manifest,
    'specs/acme/mappings/job.yaml': sound,
  };
  for (const [from, to] of changes) {
    const names = Object.keys(files).filter((name) => files[name]!.includes(from));
    const [name] = names;
    if (name === undefined || names.length > 1 || files[name]!.split(from).length !== 2)
      throw new Error(`"${from}" does not stand in one place.`);
    files[name] = files[name]!.replace(from, () => to);
  }
  return files;
}

/** Builds and checks the mappings of such files. */
export async function check(changes: readonly Change[] = [], more: Readonly<Record<string, string>> = {}) {
  const root = await folder({ ...specs(changes), ...more });
  const report = new Report();
  const request = await requestFromSpecs(path.join(root, 'specs'), root, root, path.join(root, 'specs'));
  const project = await loadProject(request.project, report);
  const canonicalModel = project.canonical && buildCanonical(project.canonical.document, 'x');
  const mappings = project.vendors.flatMap((vendor): readonly Mapping[] =>
    buildMappings(buildApi(vendor, report), vendor.mappings, canonicalModel, report),
  );
  for (const mapping of mappings) for (const rule of rules) rule(mapping, report);
  return { report, mapping: mappings[0], mappings };
}

/** What was reported: the code, the text that is pointed at, the message and the help. */
export function faults(report: Report): readonly (readonly [string, string, string, string | undefined])[] {
  return report.diagnostics.map((fault) => [fault.code, pointedAt(fault), fault.message, fault.help]);
}

/** What is said of the sound mapping after some changes: code, text pointed at, message, help. */
export async function said(...changes: readonly Change[]) {
  return faults((await check(changes)).report);
}
