/** One answer to a question for rows. `version` rises when the rows behind it have changed. */
export interface RangeAnswer<T> {
  readonly total: number;
  readonly version: number;
  readonly rows: readonly T[];
}

/** Asks the host for rows `from` up to, not including, `to`. */
export type FetchRange<T> = (from: number, to: number, signal: AbortSignal) => Promise<RangeAnswer<T>>;

/** Rows by index, fetched by page when they are looked at; kept outside of React's and the stores' state. */
export interface RangeCache<T> {
  /** How many rows there are; undefined before the first answer. */
  readonly total: () => number | undefined;
  /** Of the list that the last answer was about; 0 before the first. */
  readonly version: () => number;
  /** The row, possibly of an older version while the fresh one is on its way; undefined when not here yet. */
  readonly at: (index: number) => T | undefined;
  /**
   * Forgets the rows about `index` if they are stale and nobody looks at them: they may be of any age, and what is done
   * with a row must not be done with another.
   */
  readonly forgetOld: (index: number) => void;
  /** Fetches what is missing or stale of `from` up to, not including, `to`. */
  readonly ensure: (from: number, to: number) => void;
  /** Marks all rows stale. They stay readable until fresh ones replace them, so nothing jumps. */
  readonly invalidate: () => void;
  /** What the last failed fetch threw; cleared by the next success. */
  readonly error: () => unknown;
  /** Changes whenever something readable has changed. */
  readonly revision: () => number;
  readonly subscribe: (listener: () => void) => () => void;
  /** Aborts what is under way; the cache then stays as it is. */
  readonly dispose: () => void;
}

interface Page<T> {
  rows: readonly T[];
  epoch: number;
}

/** Creates a cache of pages of `pageSize` rows; at most `maxPages` are kept, the least lately wanted go first. */
export function createRangeCache<T>(
  fetch: FetchRange<T>,
  { pageSize = 100, maxPages = 40 }: { readonly pageSize?: number; readonly maxPages?: number } = {},
): RangeCache<T> {
  const pages = new Map<number, Page<T>>();
  const pending = new Map<number, number>();
  const listeners = new Set<() => void>();
  const abort = new AbortController();
  let total: number | undefined;
  let version = 0;
  let error: unknown;
  let epoch = 0;
  let revision = 0;
  let wanted: readonly [number, number] = [0, 0];

  const changed = (): void => {
    revision += 1;
    listeners.forEach((listener) => listener());
  };
  const trim = (): void => {
    for (const page of pages.keys()) {
      if (pages.size <= maxPages) return;
      pages.delete(page);
    }
  };
  const load = async (page: number): Promise<void> => {
    const asked = epoch;
    pending.set(page, asked);
    try {
      const answer = await fetch(page * pageSize, (page + 1) * pageSize, abort.signal);
      if (abort.signal.aborted || pending.get(page) !== asked) return;
      total = answer.total;
      version = answer.version;
      pages.delete(page);
      pages.set(page, { rows: answer.rows, epoch: asked });
      error = undefined;
      trim();
    } catch (thrown) {
      if (abort.signal.aborted || pending.get(page) !== asked) return;
      error = thrown;
    }
    pending.delete(page);
    changed();
  };
  const ensure = (from: number, to: number): void => {
    if (abort.signal.aborted) return;
    wanted = [from, to];
    const last = Math.max(from, Math.min(to, total ?? to) - 1);
    for (let page = Math.floor(from / pageSize); page <= Math.floor(last / pageSize); page += 1) {
      const held = pages.get(page);
      if (held !== undefined) {
        pages.delete(page);
        pages.set(page, held);
      }
      if (held?.epoch !== epoch && pending.get(page) !== epoch) void load(page);
    }
  };

  return {
    total: () => total,
    version: () => version,
    at: (index) =>
      total !== undefined && index >= total
        ? undefined
        : pages.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    forgetOld: (index) => {
      const page = Math.floor(index / pageSize);
      const [from, to] = wanted;
      const isWanted = page >= Math.floor(from / pageSize) && page <= Math.floor((to - 1) / pageSize);
      if (!isWanted && pages.get(page)?.epoch !== epoch) pages.delete(page);
    },
    ensure,
    invalidate: () => {
      epoch += 1;
      const [from, to] = wanted;
      ensure(from, Math.max(to, from + 1));
    },
    error: () => error,
    revision: () => revision,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => abort.abort(),
  };
}
