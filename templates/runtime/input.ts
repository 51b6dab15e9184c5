/** What a bulk call takes: a list, a generator, the rows of a database as they come. */
export type Items<In> = Iterable<In> | AsyncIterable<In>;

/** An item that was read, and its place in the input, from 0. */
export interface Handed<In> {
  readonly index: number;
  readonly input: In;
}

/**
 * Tells what can be gone through from what cannot, such as a single record. A text is refused too: it can be gone through, letter by
 * letter, and nobody who hands in one id means that.
 */
export function isItems(value: unknown): value is Items<unknown> {
  return (
    typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value)
  );
}

/**
 * The input of a bulk call, read a chunk at a time and never ahead of what was asked for.
 *
 * What counts as handed in: an array is there whole, so all of it; of anything else, what has been read. So an input without an end can
 * be stopped, and an array is accounted for to its last item.
 */
export class Input<In> {
  readonly #items: Items<In>;
  readonly #late: (item: Handed<In>) => void;
  #iterator: Iterator<In> | AsyncIterator<In> | undefined;
  #next = 0;
  #over = false;
  #turn: Promise<unknown> = Promise.resolve();
  /** Lets go of the step that is waited for, while there is one. */
  #release: (() => void) | undefined;
  /** What the input threw. It ended there; what was read before is as good as any. */
  fault: { readonly error: unknown } | undefined;

  /** `late` is given an item that the input comes up with after it was stopped. */
  constructor(items: Items<In>, late: (item: Handed<In>) => void) {
    this.#items = items;
    this.#late = late;
  }

  /** The next `size` items: fewer at the end, none after it. Several callers take turns. Never rejects: see `fault`. */
  take(size: number): Promise<readonly Handed<In>[]> {
    const chunk = this.#turn.then(() => this.#read(size));
    this.#turn = chunk;
    return chunk;
  }

  /**
   * Ends the input and has it clean up. A step that is waited for is let go, since a slow source must not hold up a caller who has
   * stopped. Gives what is left of an array.
   */
  stop(): readonly Handed<In>[] {
    if (this.#over) return [];
    this.#over = true;
    if (this.#release === undefined) this.#turn = this.#turn.then(() => this.#close());
    else {
      void this.#close(); // It waits behind the step, so it is not waited for.
      this.#release();
    }
    const items: unknown = this.#items;
    return Array.isArray(items) ? items.slice(this.#next).map((input: In) => this.#hand(input)) : [];
  }

  async #read(size: number): Promise<readonly Handed<In>[]> {
    const chunk: Handed<In>[] = [];
    try {
      while (chunk.length < size && !this.#over) {
        this.#iterator ??= iterate(this.#items);
        const step = this.#iterator.next();
        const { done, value } = 'then' in step ? await this.#wait(step) : step;
        if (done === true) this.#over = true;
        else chunk.push(this.#hand(value));
      }
    } catch (error) {
      this.#over = true;
      this.fault = { error };
    }
    return chunk;
  }

  /** Waits for a step until it comes or is let go. `Promise.race` would keep a listener for each of a million steps. */
  #wait(step: PromiseLike<IteratorResult<In>>): Promise<IteratorResult<In>> {
    return new Promise((resolve, reject) => {
      let released = false;
      this.#release = () => {
        released = true;
        resolve({ done: true, value: undefined });
      };
      step.then(
        (result) => {
          this.#release = undefined;
          if (released && result.done !== true) this.#late(this.#hand(result.value));
          resolve(result);
        },
        (error: unknown) => {
          this.#release = undefined;
          reject(error);
        },
      );
    });
  }

  #hand(input: In): Handed<In> {
    return { index: this.#next++, input };
  }

  async #close(): Promise<void> {
    try {
      await this.#iterator?.return?.();
    } catch (error) {
      this.fault ??= { error };
    }
  }
}

function iterate<In>(items: Items<In>): Iterator<In> | AsyncIterator<In> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}
