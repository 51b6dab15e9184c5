/** One thing that a conversion could not carry over as it was. */
export interface Loss {
  /** The field of the canonical record, such as `dueAt` or `status`. */
  readonly field: string;
  /**
   * - `narrowed`: written as a value that stands for others too, so that it reads back as one of those.
   * - `guessed`: the value read may stand for several, and one was chosen.
   * - `reshaped`: the content is there in another form, which does not read back the same.
   * - `truncated`: a part was cut off.
   * - `dropped`: nothing of it was carried.
   * - `defaulted`: the other side demands a value, and one that the record does not have was put in.
   */
  readonly kind: 'narrowed' | 'guessed' | 'reshaped' | 'truncated' | 'dropped' | 'defaulted';
  /** The reason in a few words, for people. */
  readonly why: string;
  /** What was lost, as it stood before the conversion. It may be personal data, which is why `why` never holds it. */
  readonly value?: unknown;
}

export type Losses = readonly Loss[];

/** The losses of all records that lose nothing: one frozen list, so that such records cost no memory. */
export const noLosses: Losses = /* @__PURE__ */ Object.freeze([]);

/** Gathers the losses of one conversion. */
export class LossCollector {
  #losses: Loss[] | undefined;

  add(field: string, kind: Loss['kind'], why: string, value?: unknown): void {
    const loss: Loss = value === undefined ? { field, kind, why } : { field, kind, why, value };
    if (this.#losses === undefined) this.#losses = [loss];
    else this.#losses.push(loss);
  }

  /** What was gathered; `noLosses` where nothing was. */
  get losses(): Losses {
    return this.#losses ?? noLosses;
  }
}
