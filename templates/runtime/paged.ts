import { unwrap } from './at.js';
import { CrosswalkError, requestOf } from './errors.js';
import type { Call, Paging } from './facts.js';
import type { CallOptions } from './options.js';
import type { Exchange, Transport } from './transport.js';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** What asks for the next page: a cursor, an offset or a page number. Undefined on the last page. */
  readonly next?: string | number;
  /** How many records there are in all, where the vendor says so. */
  readonly total?: number;
}

/**
 * A list that comes in pages. Await it for the first page, or walk it for every record: `for await (const task of …)`. Nothing is sent
 * before that, and the first page is sent for once, however often it is asked for. Leaving a loop sends nothing more.
 */
export interface Paged<T> extends PromiseLike<Page<T>>, AsyncIterable<T> {
  /** The pages one by one. */
  pages(): AsyncIterable<Page<T>>;
}

/** A list of a vendor. It begins where the call's query (or body) says, so that an app can go on from a cursor that it kept. */
export function paged<T>(transport: Transport, call: Call, paging: Paging, options?: CallOptions): Paged<T> {
  return new PagedCall<T>(new Pager(transport, call, paging), options);
}

type Mark = string | number;

class PagedCall<T> implements Paged<T> {
  readonly #pager: Pager;
  readonly #options: CallOptions | undefined;
  #first: Promise<Page<T>> | undefined;

  constructor(pager: Pager, options: CallOptions | undefined) {
    this.#pager = pager;
    this.#options = options;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- to be awaited is what it is for
  then<A = Page<T>, B = never>(
    onPage?: ((page: Page<T>) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#firstPage().then(onPage, onError);
  }

  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const seen = new Set<unknown>([this.#pager.start]);
    let page = await this.#firstPage();
    for (;;) {
      yield page;
      if (page.next === undefined) return;
      if (seen.has(page.next))
        throw this.#pager.fault('sent the same cursor twice, so that the list would never end');
      seen.add(page.next);
      page = await this.#pager.read<T>(page.next, this.#options);
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }

  #firstPage(): Promise<Page<T>> {
    this.#first ??= this.#pager.read<T>(undefined, this.#options);
    return this.#first;
  }
}

/** Sends for one page, and reads what stands on it. */
class Pager {
  readonly #transport: Transport;
  readonly #call: Call;
  readonly #paging: Paging;

  constructor(transport: Transport, call: Call, paging: Paging) {
    this.#transport = transport;
    this.#call = call;
    this.#paging = paging;
  }

  /** The cursor, offset or page that the caller begins with, if any. */
  get start(): unknown {
    return this.#asked(this.#paging.send);
  }

  async read<T>(mark: Mark | undefined, options: CallOptions | undefined): Promise<Page<T>> {
    const { kind } = this.#paging;
    const { body } = await this.#transport.exchange(
      mark === undefined ? this.#call : this.#callFor(mark),
      options,
    );
    const items = this.#items<T>(body);
    const total = this.#at(body, this.#paging.total);
    const next = kind === 'cursor' ? this.#cursor(body) : this.#count(body, mark, items.length, total);
    return {
      items,
      ...(next !== undefined && { next }),
      ...(typeof total === 'number' && { total }),
    };
  }

  fault(what: string): CrosswalkError {
    const { facts } = this.#transport;
    const fields = { kind: 'unreadable', processed: 'yes', attempts: 1 } as const;
    return new CrosswalkError({
      ...fields,
      vendor: facts.id,
      message: `${facts.name} ${what}`,
      request: requestOf(this.#call),
    });
  }

  #callFor(mark: Mark): Call {
    const { in: place, send } = this.#paging;
    return { ...this.#call, [place]: { ...(this.#call[place] as object | undefined), [send]: mark } };
  }

  #items<T>(body: unknown): readonly T[] {
    if (body === undefined) return [];
    const items = this.#at(body, this.#paging.items);
    if (items === null) return [];
    if (!Array.isArray(items))
      throw this.fault(`sent a page that has no list at ${this.#paging.items.join('.')}`);
    return items as T[];
  }

  #cursor(body: unknown): Mark | undefined {
    const { next, more } = this.#paging;
    const says = this.#at(body, more);
    if (says === false) return undefined;
    const cursor = this.#at(body, next);
    if ((typeof cursor === 'string' && cursor !== '') || typeof cursor === 'number') return cursor;
    // Whoever asks for pages of nothing has all of it.
    const nothing = this.#paging.size !== undefined && Number(this.#asked(this.#paging.size)) === 0;
    if (says === true && !nothing)
      throw this.fault('says that there is more, and sends no cursor to ask for it');
    return undefined;
  }

  /**
   * The next offset or page number. Whether there is one the vendor says best itself; where it does not, the total tells, and else a
   * page with fewer records than were asked for is the last. An empty page always is.
   */
  #count(body: unknown, mark: Mark | undefined, length: number, total: unknown): Mark | undefined {
    const { kind, more, size, defaultSize = 1, firstPage = 1 } = this.#paging;
    const here = Number(mark ?? this.start ?? (kind === 'page' ? firstPage : 0));
    const perPage = Number((size === undefined ? undefined : this.#asked(size)) ?? defaultSize);
    const before = kind === 'page' ? (here - firstPage) * perPage : here;
    const says = this.#at(body, more);
    const isMore =
      typeof says === 'boolean'
        ? says
        : typeof total === 'number'
          ? before + length < total
          : length >= perPage;
    if (length === 0 && says === true)
      throw this.fault('says that there is more, and sends a page with nothing on it');
    if (!isMore || length === 0) return undefined;
    return kind === 'page' ? here + 1 : here + length;
  }

  /** What the caller asked for in a parameter. */
  #asked(name: string): unknown {
    return (this.#call[this.#paging.in] as Record<string, unknown> | undefined)?.[name] ?? undefined;
  }

  #at(body: Exchange['body'], path: Paging['items'] | undefined): unknown {
    return path === undefined ? undefined : unwrap(body, path, this.#transport.facts.repeated);
  }
}
