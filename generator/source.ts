/** A stretch of a text, as offsets; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A JSON pointer (RFC 6901) as its unescaped tokens; the root is the empty list. */
export type Pointer = readonly string[];

/** Which part of a member a place means: its name, or what it holds. */
export type Part = 'key' | 'value';

/** Finds a pointer in a text. Given by the reader of the format, called only when a position is asked for. */
export type Locator = (pointer: Pointer, part: Part) => Range | undefined;

/** A line and a column, both counted from one, columns in UTF-16 units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text that was read: its path as people know it, what it says, and where each part of that stands. */
export class Source {
  readonly path: string;
  readonly text: string;
  readonly data: unknown;
  readonly #locator: Locator;
  readonly #trace: ((pointer: Pointer) => Place) | undefined;
  #lineStarts: readonly number[] | undefined;

  /** `trace` is for data that was put together from several sources: it leads to where a part of it was written. */
  constructor(
    path: string,
    text: string,
    data: unknown,
    locator: Locator,
    trace?: (pointer: Pointer) => Place,
  ) {
    this.path = path;
    this.text = text;
    this.data = data;
    this.#locator = locator;
    this.#trace = trace;
  }

  /** The place where what is at a pointer was written, which may be in another source. */
  trace(pointer: Pointer): Place {
    return this.#trace?.(pointer) ?? { source: this, pointer };
  }

  /** Where a pointer stands; of a pointer that is not there, where its nearest parent does. */
  locate(pointer: Pointer, part: Part): Range {
    for (let length = pointer.length; length > 0; length -= 1) {
      const range = this.#locator(pointer.slice(0, length), length === pointer.length ? part : 'key');
      if (range !== undefined) return range;
    }
    return { start: 0, end: 0 };
  }

  /** Line and column of an offset. */
  position(offset: number): Position {
    const starts = this.#lines();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  }

  /** The text of a line, counted from one, without its end. */
  line(number: number): string | undefined {
    const starts = this.#lines();
    const start = starts[number - 1];
    if (start === undefined) return undefined;
    return this.text.slice(start, starts[number] ?? this.text.length).replace(/\r?\n$/, '');
  }

  #lines(): readonly number[] {
    if (this.#lineStarts === undefined) {
      const starts = [0];
      for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1))
        starts.push(at + 1);
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }
}

/** Something in a source that a diagnostic can point at. */
export interface Place {
  readonly source: Source;
  readonly pointer: Pointer;
  readonly part?: Part;
  /** Offsets, where there is no pointer: a text that does not parse. */
  readonly range?: Range;
}

/** Where in its text a place stands. */
export function rangeOf({ source, pointer, part, range }: Place): Range {
  return range ?? source.locate(pointer, part ?? 'value');
}

/** The place of a member below another place. */
export function below(place: Place, ...tokens: readonly string[]): Place {
  return { source: place.source, pointer: [...place.pointer, ...tokens] };
}

/** The same place in the source where it was written. */
export function written(place: Place): Place {
  if (place.range !== undefined) return place;
  const { source, pointer } = place.source.trace(place.pointer);
  return { source, pointer, ...(place.part && { part: place.part }) };
}

/** The same place, meaning the member's name. */
export function keyOf(place: Place): Place {
  return { source: place.source, pointer: place.pointer, part: 'key' };
}

/** A pointer as RFC 6901 writes it in a URI fragment. */
export function fragment(pointer: Pointer): string {
  let text = '#';
  for (const token of pointer)
    text += '/' + (/[~/]/.test(token) ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token);
  return text;
}

/** The tokens of a `#/…` fragment; percent-encoding is undone where it is sound. */
export function parseFragment(text: string): Pointer {
  const bare = text.replace(/^#?\/?/, '');
  if (bare === '') return [];
  return bare.split('/').map((token) => unescapePercent(token).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Undoes percent-encoding; a text that is not soundly encoded stays as it is. */
export function unescapePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
