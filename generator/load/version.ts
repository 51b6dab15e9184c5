import type { Report } from '../diagnostics.js';
import { isObject } from '../model/document.js';
import { below, Source } from '../source.js';
import { fromSwagger } from './swagger.js';

/** A document of OpenAPI 3, converted if it is one of Swagger 2.0; undefined, after a diagnostic, if it is of no version that is read. */
export function asOpenApi(source: Source, report: Report): Source | undefined {
  const { data } = source;
  const place = { source, pointer: [] };
  if (!isObject(data)) {
    report.add('document/not-openapi', place, {
      reason: source.text.trim() === '' ? 'it is empty' : 'it does not hold an object',
    });
    return undefined;
  }
  const field = ['openapi', 'swagger', 'swaggerVersion'].find((name) => data[name] !== undefined);
  if (field === undefined) {
    const other = ['asyncapi', 'arazzo', 'overlay'].find((name) => typeof data[name] === 'string');
    const reason = other === undefined ? 'it has no "openapi" field' : `it is one of the kind "${other}"`;
    report.add('document/not-openapi', place, { reason });
    return undefined;
  }
  const said = data[field];
  const version = field === 'openapi' ? openApi(said) : field === 'swagger' ? swagger(said) : undefined;
  if (version === undefined) {
    const shown = isObject(said) || Array.isArray(said) ? JSON.stringify(said) : String(said);
    report.add('document/unsupported-version', below(place, field), { version: shown }, VERSION_HELP);
    return undefined;
  }
  if (typeof said !== 'string')
    report.add('document/odd-version', below(place, field), { expected: version });
  if (field === 'swagger') return fromSwagger(source, report);
  return said === version ? source : withVersion(source, { ...data, openapi: version });
}

const VERSION_HELP = 'Versions 3.0, 3.1 and 3.2 of OpenAPI are read, and Swagger 2.0.';

/** What a version means: 3.1 written as a number is as clear as `v3.1`. */
function openApi(said: unknown): string | undefined {
  if (said === 3) return '3.0.0';
  const text = typeof said === 'number' ? String(said) : said;
  const minor = typeof text === 'string' ? /^\s*v?3\.([0-2])(?:[.-]|\s*$)/i.exec(text)?.[1] : undefined;
  if (minor === undefined) return undefined;
  return typeof said === 'string' && /^3\.\d\.\d+$/.test(said) ? said : `3.${minor}.0`;
}

function swagger(said: unknown): string | undefined {
  return said === 2 || (typeof said === 'string' && /^\s*v?2(\.0)*\s*$/i.test(said)) ? '2.0' : undefined;
}

function withVersion(source: Source, data: unknown): Source {
  return new Source(
    source.path,
    source.text,
    data,
    (pointer, part) => source.locate(pointer, part),
    (pointer) => source.trace(pointer),
  );
}
