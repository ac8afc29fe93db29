/** The last few results of a costly question, by its key. */
export interface Recent<T> {
  /** The result for `key`: the one kept, or else what `make` returns, then kept. What `make` throws is not kept. */
  get(key: string, make: () => T): T;
  has(key: string): boolean;
  forget(key: string): void;
  clear(): void;
}

/** Keeps up to `size` results; the one unused for longest goes first. */
export function createRecent<T>(size: number): Recent<T> {
  const kept = new Map<string, T>();
  return {
    get(key, make) {
      const known = kept.get(key);
      const value = known ?? make();
      kept.delete(key);
      kept.set(key, value);
      for (const oldest of kept.keys()) {
        if (kept.size <= size) break;
        kept.delete(oldest);
      }
      return value;
    },
    has: (key) => kept.has(key),
    forget: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
