/** How the two versions say no, and in what else they differ. Several of these texts are all that a client has to go by. */

import { createHash } from 'node:crypto';
import { Refusal } from '../server.js';
import type { JsonObject } from '../shared.js';
import { objects051 } from './fields-0.51.js';
import { objects221 } from './fields-2.21.js';
import type { Field, ObjectType, TwentyObject, TwentyVersion } from './objects.js';

export interface Dialect {
  version: TwentyVersion;
  objects: Record<TwentyObject, ObjectType>;
  depths: readonly number[];
  /** The depth of a read that names none. */
  defaultDepth: number;
  /** The most records of a page. */
  mostListed: number;
  /** The most records of a batch; more are refused. */
  mostStored: number;
  /** The most records that a batch answers, however many it stored. */
  mostAnswered: number;
  refuse(message: string): Refusal;
  /** A fault that has a code of its own. */
  coded(code: string, message: string): Refusal;
  /** The server's own fault, which it puts on the client. */
  crash(message: string): Refusal;
  /** A path or a query that cannot be read. */
  unreadable(message: string): Refusal;
  unknownField(object: ObjectType, name: string): Refusal;
  /** The same in a filter. */
  unknownFilterField(object: ObjectType, name: string): Refusal;
  badOption(field: Field, object: ObjectType, name: string, value: string, where: string): Refusal;
  noRecord(object: ObjectType, id: string, write: boolean): Refusal;
  /** A request without a token that is let in. */
  unauthorized(token: string | undefined, batch: boolean): Refusal;
  badJson(message: string): Refusal;
}

function body(status: number, content: JsonObject): Refusal {
  return new Refusal({ status, body: content });
}

const newer: Dialect = {
  version: '2.21',
  objects: objects221,
  depths: [0, 1],
  defaultDepth: 0,
  mostListed: 200,
  mostStored: 200,
  mostAnswered: 200,
  refuse: (message) => body(400, { statusCode: 400, error: 'BadRequestException', messages: [message] }),
  coded: (code, message) => body(400, { statusCode: 400, error: 'Error', messages: [message], code }),
  crash: (message) => body(400, { statusCode: 400, error: 'TypeError', messages: [message] }),
  unreadable: (message) => newer.refuse(message),
  unknownField: (object, name) => newer.refuse(`Object ${object.singular} doesn't have any "${name}" field.`),
  unknownFilterField: (object, name) => newer.unknownField(object, name),
  badOption: (field, _object, name, value) => {
    const valid = (field.options ?? []).join(', ');
    return newer.refuse(`Invalid value "${value}" for field "${name}". Valid values are: ${valid}`);
  },
  noRecord: () => body(404, { statusCode: 404, error: 'NotFoundException', messages: ['Record not found'] }),
  unauthorized: (token) => {
    const [status, message, error] =
      token === undefined
        ? [403, 'Missing authentication token', 'FORBIDDEN_EXCEPTION']
        : [401, 'Token invalid.', 'UNAUTHENTICATED'];
    return body(Number(status), { statusCode: status, messages: [String(message)], error });
  },
  badJson: (message) => body(400, { message, error: 'Bad Request', statusCode: 400 }),
};

const older: Dialect = {
  version: '0.51',
  objects: objects051,
  depths: [0, 1, 2],
  defaultDepth: 1,
  mostListed: Infinity,
  mostStored: Infinity,
  mostAnswered: 60,
  refuse: (message) => body(400, { statusCode: 400, messages: [message], error: 'Bad Request' }),
  coded: (_code, message) => older.refuse(message),
  crash: (message) => older.refuse(message),
  unreadable: (message) => body(400, { statusCode: 400, message, error: 'Bad Request' }),
  unknownField: (object, name) => {
    const type = `${object.singular.charAt(0).toUpperCase()}${object.singular.slice(1)}CreateInput`;
    return older.refuse(`Field '${name}' is not defined by type '${type}'.`);
  },
  unknownFilterField: (object, name) =>
    older.unreadable(`field '${name}' does not exist in '${object.singular}' object`),
  badOption: (_field, object, name, value, where) => {
    const title = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
    const type = `${title(object.singular)}${title(name)}Enum`;
    return older.refuse(
      `Invalid value '${value}' at '${where}.${name}'; Value '${value}' does not exist in '${type}' enum.`,
    );
  },
  noRecord: (object, id, write) => {
    if (!write) return older.refuse('Record not found');
    const where = `{\n    "where": {\n        "id": "${id}"\n    }\n}`;
    const message = `Could not find any entity of type "${object.singular}" matching: ${where}`;
    return body(400, { statusCode: 400, error: 'EntityNotFoundError', messages: [message] });
  },
  unauthorized: (_token, batch) =>
    batch
      ? body(400, {
          statusCode: 400,
          messages: ['missing authentication token'],
          error: 'FORBIDDEN_EXCEPTION',
        })
      : body(403, { statusCode: 403, message: 'Forbidden resource', error: 'Forbidden' }),
  badJson: (message) => older.unreadable(message),
};

export const dialects: Record<TwentyVersion, Dialect> = { '2.21': newer, '0.51': older };

/** The name of a constraint says nothing: a hash of table and column. */
export function constraintName(table: string, column: string): string {
  return `FK_${createHash('sha1').update(`${table}.${column}`).digest('hex').slice(0, 27)}`;
}
