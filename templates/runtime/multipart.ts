import type { PartStyle } from './facts.js';
import { styledMembers } from './query.js';

/** A body as `fetch` takes it. */
export interface EncodedBody {
  readonly body: BodyInit | undefined;
  /** The content type; undefined where the platform adds its own, with the boundary in it. */
  readonly type: string | undefined;
}

/** One part of a body of several parts. */
interface Part {
  readonly name: string;
  readonly value: string | Blob;
  /** What the part says that it is; a text that says nothing is plain text. */
  readonly type: string | undefined;
}

/**
 * A body of several parts, which is a form with files most of the time: a list repeats its name, files stay as they are, objects are sent
 * as JSON, undefined and null are left out. The platform writes it where it can; it cannot give a text a content type of its own.
 */
export function multipart(
  body: object,
  type: string,
  styles: Readonly<Record<string, PartStyle>>,
  json: (value: unknown) => string,
): EncodedBody {
  const parts = Object.entries(body).flatMap(([name, value]: [string, unknown]) =>
    partsOf(name, value, styles[name], json),
  );
  const typed = parts.some(({ value, type: own }) => typeof value === 'string' && own !== undefined);
  if (typed || !/^multipart\/form-data\b/i.test(type)) return written(parts, type);
  const form = new FormData();
  for (const { name, value, type: own } of parts)
    form.append(name, typeof value === 'string' ? value : ofType(value, own));
  return { body: form, type: undefined };
}

function partsOf(
  name: string,
  value: unknown,
  style: PartStyle | undefined,
  json: (value: unknown) => string,
): readonly Part[] {
  const type = concrete(style?.contentType);
  const asJson = type !== undefined && /[/+]json\b/i.test(type);
  // A style that is said goes before a content type (OpenAPI 3.1.1, section 4.8.15.1.2).
  if (style?.style !== undefined && !(value instanceof Blob))
    return styledMembers(name, value, style).map(([key, text]) => ({
      name: key,
      value: text,
      type: undefined,
    }));
  // A list that is said to be JSON is one part.
  const items: readonly unknown[] = Array.isArray(value) && !asJson ? value : [value];
  return items.flatMap((item): Part[] => {
    if (item === undefined || item === null) return [];
    if (item instanceof Blob) return [{ name, value: item, type }];
    if (ArrayBuffer.isView(item) || item instanceof ArrayBuffer)
      return [{ name, value: new Blob([item as ArrayBuffer]), type }];
    if (item instanceof Date) return [{ name, value: item.toISOString(), type }];
    return [{ name, value: asJson || typeof item === 'object' ? json(item) : String(item), type }];
  });
}

/** A content type that is one, and not a choice of several. */
function concrete(type: string | undefined): string | undefined {
  return type === undefined || /[*,]/.test(type) || /^text\/plain$/i.test(type) ? undefined : type;
}

/** A file with its type, where it brings none. */
function ofType(file: Blob, type: string | undefined): Blob {
  if (type === undefined || file.type !== '') return file;
  return file instanceof File
    ? new File([file], file.name, { type, lastModified: file.lastModified })
    : new Blob([file], { type });
}

/** The body as RFC 2046 and RFC 7578 have it. */
function written(parts: readonly Part[], type: string): EncodedBody {
  const boundary = `crosswalk-${crypto.randomUUID()}`;
  const pieces = parts.flatMap(({ name, value, type: own }): BlobPart[] => {
    const contentType =
      typeof value === 'string' ? own : ofType(value, own).type || 'application/octet-stream';
    const file = value instanceof File ? value.name : value instanceof Blob ? 'blob' : undefined;
    const disposition = [
      `content-disposition: form-data; name="${quoted(name)}"`,
      ...(file === undefined ? [] : [`filename="${quoted(file)}"`]),
    ].join('; ');
    const headers = [disposition, ...(contentType === undefined ? [] : [`content-type: ${contentType}`])];
    return [`--${boundary}\r\n${headers.join('\r\n')}\r\n\r\n`, value, '\r\n'];
  });
  const whole = type.replace(/;\s*boundary=[^;]*/i, '');
  return { body: new Blob([...pieces, `--${boundary}--\r\n`]), type: `${whole}; boundary=${boundary}` };
}

/** A name within quotes, as the HTML standard writes it. */
function quoted(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '%0D%0A').replaceAll('"', '%22');
}
