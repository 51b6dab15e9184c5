import type { BulkMethod, Operation, Parameter, Resource } from '../model/api.js';
import type { Located } from '../model/document.js';
import type {
  PlannedBulk,
  PlannedMethod,
  PlannedParameter,
  PlannedQuery,
  PlannedResource,
} from '../model/plan.js';
import { camelCase, isInherited, pascalCase, RESERVED } from '../words.js';
import { deservesName } from './inline.js';
import type { Names } from './names.js';
import type { TypeCollector } from './types.js';

/** What is taken already, and where inline types go. */
export interface Scope {
  readonly names: Names;
  readonly files: Set<string>;
  readonly properties: Set<string>;
  readonly collector: TypeCollector;
}

/** The class of a resource, its module and its methods. */
export function planResource(resource: Resource, scope: Scope): PlannedResource {
  const property = unused(resource.name, scope.properties);
  const wanted = pascalCase(resource.name);
  const className = scope.names.take(scope.names.has(wanted) ? `${wanted}Resource` : wanted);
  // What stands around the methods is called after the resource: a class that made way for a type adds nothing to such a name.
  const methods = resource.operations.map((operation) => planMethod(operation, wanted, scope));
  const taken = new Set(methods.map(({ name }) => name));
  const bulk = resource.bulk.map((method) => planBulk(method, methods, wanted, taken, scope));
  return { resource, property, className, file: unused(property, scope.files), methods, bulk };
}

function unused(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 0; taken.has(free.toLowerCase()) || taken.has(free); number += 1) {
    free = number === 0 ? `${name}Resource` : `${name}Resource${number}`;
  }
  taken.add(free.toLowerCase());
  taken.add(free);
  return free;
}

function planMethod(operation: Operation, owner: string, scope: Scope): PlannedMethod {
  const stem = owner + pascalCase(operation.method);
  const locals = new Set(['input', 'query', 'params', 'options', ...CALLED, ...RESERVED]);
  const path = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .map((parameter): PlannedParameter => ({ parameter, name: local(parameter.name, locals) }));
  const input = operation.body && named(operation.body.schema, `${stem}Input`, scope);
  const output = operation.paging ? operation.paging.item : operation.answer.schema;
  const query = planQuery(operation, stem, scope);
  for (const { schema } of operation.body?.others ?? []) named(schema, `${stem}Form`, scope);
  for (const { schema } of operation.answer.others) named(schema, `${stem}Answer`, scope);
  for (const schema of operation.answer.more) named(schema, `${stem}Result`, scope);
  return {
    name: operation.method,
    operation,
    path,
    input,
    output: output && named(output, operation.paging ? `${stem}Item` : `${stem}Result`, scope),
    query,
    optionsType: query?.inOptions === true ? scope.names.take(`${stem}Options`) : undefined,
  };
}

function named(schema: Located, name: string, { collector }: Scope): Located {
  if (deservesName(schema)) collector.hoist(name, schema);
  return schema;
}

function planQuery(operation: Operation, stem: string, { names }: Scope): PlannedQuery | undefined {
  const parameters = operation.parameters.filter((parameter) => parameter.in !== 'path');
  if (parameters.length === 0) return undefined;
  // A query is sent as it is given, unless a name in it has to be another one for the app.
  const isBare = parameters.every((parameter) => parameter.in === 'query' && !isInherited(parameter.name));
  const argument = isBare ? 'query' : 'params';
  const required = parameters.some((parameter) => parameter.required);
  const taken = new Set<string>();
  return {
    typeName: names.take(stem + (argument === 'query' ? 'Query' : 'Params')),
    argument,
    parameters: parameters.map((parameter): PlannedParameter => ({
      parameter,
      name: memberName(parameter, taken),
    })),
    required,
    inOptions: operation.body !== undefined && !required,
  };
}

/** In the object of parameters names stay the vendor's. Two of one name say where they go, and so does what every object has anyway. */
function memberName({ name, in: location }: Parameter, taken: Set<string>): string {
  const free = taken.has(name) || isInherited(name) ? `${location}:${name}` : name;
  taken.add(free);
  return free;
}

function local(name: string, taken: Set<string>): string {
  const wanted = camelCase(name, 'value');
  let free = wanted;
  for (let number = 0; taken.has(free); number += 1)
    free = number === 0 ? `${wanted}Value` : `${wanted}Value${number}`;
  taken.add(free);
  return free;
}

/** Functions of the runtime that methods call. */
const CALLED = ['path', 'styled', 'bulk', 'paged', 'fanOut', 'events', 'lines', 'call'];

function planBulk(
  bulk: BulkMethod,
  methods: readonly PlannedMethod[],
  owner: string,
  taken: Set<string>,
  scope: Scope,
): PlannedBulk {
  const single = methods.find(({ operation }) => operation === bulk.operation)!;
  const name = unused(bulk.name, taken);
  if (bulk.batch !== undefined) named(bulk.batch.input, `${owner}${pascalCase(name)}Item`, scope);
  if (bulk.batch?.output !== undefined) named(bulk.batch.output, `${owner}${pascalCase(name)}Result`, scope);
  const parts = single.path.length + (single.input === undefined ? 0 : 1);
  const needsItem = bulk.batch === undefined && parts > 1;
  return {
    bulk: { ...bulk, name },
    constant: `${camelCase(name)}Batch`,
    single,
    shared: bulk.batch?.shared === true,
    itemName: needsItem ? scope.names.take(`${owner}${pascalCase(name)}Item`) : undefined,
    optionsType:
      bulk.batch !== undefined && (bulk.batch.shared || single.query?.inOptions === true)
        ? scope.names.take(`${owner}${pascalCase(name)}Options`)
        : undefined,
  };
}
