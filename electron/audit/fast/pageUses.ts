/** Gives back the memory of bytes that nobody reads any more. */
export type FreePage = (page: Uint8Array) => void;

/**
 * Who still reads a page, counted, so that its memory is given back as soon as nobody does: V8 counts pages as a reason
 * to collect, and collects all that a thread holds for a few of them.
 */
export interface PageUses {
  hold(page: Uint8Array): void;
  release(page: Uint8Array): void;
  /** Leaves a page to be collected: what still reads it does not say when it ends. */
  leave(page: Uint8Array): void;
  /** Bytes of all pages that are held. */
  held(): number;
}

/** Begins to count; `free` is called once for each page that was held and is no more. */
export function createPageUses(free: FreePage): PageUses {
  const uses = new Map<Uint8Array, number>();
  const left = new WeakSet<Uint8Array>();
  let held = 0;
  return {
    hold(page) {
      const count = uses.get(page);
      if (count === undefined && left.has(page)) return;
      if (count === undefined) held += page.byteLength;
      uses.set(page, (count ?? 0) + 1);
    },
    release(page) {
      const count = uses.get(page);
      if (count === undefined) return;
      if (count > 1) {
        uses.set(page, count - 1);
        return;
      }
      uses.delete(page);
      held -= page.byteLength;
      free(page);
    },
    leave(page) {
      if (uses.delete(page)) held -= page.byteLength;
      left.add(page);
    },
    held: () => held,
  };
}
