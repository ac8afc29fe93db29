import type { UndecodableEvent } from '#shared/model/taskEvent.ts';
import { firstIndex } from './bisect.ts';

/** The items of a stream that cannot be read, by key; their numbers are taken all the same. */
export interface Unreadable {
  readonly byKey: ReadonlyMap<string, UndecodableEvent>;
  /** Takes items; returns those that were not known like this before. */
  add(batch: readonly UndecodableEvent[]): readonly UndecodableEvent[];
  /** Forgets an item that has become readable; returns whether there was one. */
  heal(key: string): boolean;
  /** How many different numbers from `from` up to, not including, `to` are taken by them. */
  taken(from: number, to: number): number;
}

/** None yet. */
export function createUnreadable(): Unreadable {
  const byKey = new Map<string, UndecodableEvent>();
  let seqs: readonly number[] | undefined = [];

  const numbers = (): readonly number[] => (seqs ??= seqsOf(byKey));
  const countBelow = (limit: number): number => {
    const all = numbers();
    return firstIndex(all.length, (index) => (all[index] ?? limit) >= limit);
  };

  return {
    byKey,
    add(batch) {
      const fresh = batch.filter((item) => {
        const old = byKey.get(item.key);
        return old?.reason !== item.reason || old.seq !== item.seq;
      });
      for (const item of fresh) byKey.set(item.key, item);
      if (fresh.length > 0) seqs = undefined;
      return fresh;
    },
    heal(key) {
      const had = byKey.delete(key);
      if (had) seqs = undefined;
      return had;
    },
    taken: (from, to) => (byKey.size === 0 ? 0 : countBelow(to) - countBelow(from)),
  };
}

/** The numbers of unreadable items, each once, in order. */
function seqsOf(items: ReadonlyMap<string, UndecodableEvent>): readonly number[] {
  const seqs = new Set<number>();
  for (const { seq } of items.values()) if (seq !== undefined) seqs.add(seq);
  return [...seqs].sort((a, b) => a - b);
}
