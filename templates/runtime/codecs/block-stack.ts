import { maxDepth, type Block } from './document.js';

type Frame =
  | { readonly kind: 'root' | 'quote' | 'item'; readonly blocks: Block[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly start: number; readonly items: Block[][] };

/**
 * Puts blocks together from openings and closings that need not match: what is left open is closed with its parent, and a closing
 * without an opening does nothing.
 */
export class BlockStack {
  readonly #frames: Frame[] = [{ kind: 'root', blocks: [] }];
  /** Openings beyond the depth that is kept; their closings are passed over. */
  readonly #ignored = { quote: 0, list: 0 };
  #exact = true;

  /** No level was left out. */
  get exact(): boolean {
    return this.#exact;
  }

  /** Adds a block to what is open. Directly in a list it gets an item of its own. */
  add(block: Block): void {
    if (this.#top.kind === 'list') this.openItem();
    if (this.#top.kind !== 'list') this.#top.blocks.push(block);
  }

  openQuote(): void {
    if (this.#isTooDeep('quote')) return;
    if (this.#top.kind === 'list') this.openItem();
    this.#frames.push({ kind: 'quote', blocks: [] });
  }

  closeQuote(): void {
    if (this.#ignored.quote > 0) this.#ignored.quote--;
    else this.#closeTo('quote');
  }

  openList(ordered: boolean, start: number): void {
    if (this.#isTooDeep('list')) return;
    if (this.#top.kind === 'list') this.#nest();
    const kept = Number.isInteger(start) && start >= 0 && start <= 999_999_999;
    if (!kept) this.#exact = false;
    this.#frames.push({ kind: 'list', ordered, start: kept ? start : 1, items: [] });
  }

  closeList(): void {
    if (this.#ignored.list > 0) this.#ignored.list--;
    else this.#closeTo('list');
  }

  /** Opens an item of the list that is open, and a list where there is none. */
  openItem(): void {
    const list = this.#frames.findLastIndex(({ kind }) => kind === 'list' || kind === 'quote');
    if (this.#frames[list]?.kind === 'list') while (this.#frames.length > list + 1) this.#close();
    else this.openList(false, 1);
    this.#frames.push({ kind: 'item', blocks: [] });
  }

  closeItem(): void {
    this.#closeTo('item');
  }

  /** Closes everything. */
  end(): readonly Block[] {
    while (this.#frames.length > 1) this.#close();
    return this.#top.kind === 'list' ? [] : this.#top.blocks;
  }

  get #top(): Frame {
    return this.#frames[this.#frames.length - 1] as Frame;
  }

  #isTooDeep(kind: 'quote' | 'list'): boolean {
    if (this.#frames.length < 2 * maxDepth) return false;
    this.#ignored[kind]++;
    this.#exact = false;
    return true;
  }

  /** A list directly in a list, as some editors nest them, belongs to the item before it. */
  #nest(): void {
    const list = this.#top;
    const last = list.kind === 'list' ? list.items.pop() : undefined;
    this.#frames.push({ kind: 'item', blocks: last ?? [] });
  }

  #closeTo(kind: Frame['kind']): void {
    const at = this.#frames.findLastIndex((frame) => frame.kind === kind);
    if (at > 0) while (this.#frames.length > at) this.#close();
  }

  #close(): void {
    const frame = this.#frames.pop();
    if (frame?.kind === 'item' && this.#top.kind === 'list') this.#top.items.push(frame.blocks);
    if (frame?.kind === 'quote') this.add({ kind: 'quote', blocks: frame.blocks });
    if (frame?.kind === 'list' && frame.items.length > 0) this.add(frame);
  }
}
