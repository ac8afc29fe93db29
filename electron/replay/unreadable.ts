import type { UndecodableEvent } from '#shared/model/taskEvent.ts';
import { firstIndex } from './bisect.ts';

/** The items of a stream that cannot be read, by key; their numbers are taken all the same. */
export interface Unreadable {
  readonly byKey: ReadonlyMap<string, UndecodableEvent>;
  /** Takes items; returns those that were not known like this before. */
  add(batch: readonly UndecodableEvent[]): readonly UndecodableEvent[];
  /** Forgets an item that has become readable; returns whether there was one. */
  heal(key: string): boolean;
  /** Whether an event of this number may take the place of one of them. */
  mayHeal(seq: number): boolean;
  /** How many different numbers from `from` up to, not including, `to` are taken by them. */
  taken(from: number, to: number): number;
}

/** The numbers of unreadable items, each once, in order, and whether there are items without one. */
interface Numbers {
  readonly seqs: readonly number[];
  readonly someLack: boolean;
}

const NO_NUMBERS: Numbers = { seqs: [], someLack: false };

/** None yet. */
export function createUnreadable(): Unreadable {
  const byKey = new Map<string, UndecodableEvent>();
  let known: Numbers | undefined = NO_NUMBERS;

  const numbers = (): Numbers => (known ??= numbersOf(byKey));
  const countBelow = (limit: number): number => {
    const all = numbers().seqs;
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
      if (fresh.length > 0) known = undefined;
      return fresh;
    },
    heal(key) {
      const had = byKey.delete(key);
      if (had) known = undefined;
      return had;
    },
    mayHeal: (seq) => byKey.size > 0 && (numbers().someLack || countBelow(seq + 1) > countBelow(seq)),
    taken: (from, to) => (byKey.size === 0 ? 0 : countBelow(to) - countBelow(from)),
  };
}

function numbersOf(items: ReadonlyMap<string, UndecodableEvent>): Numbers {
  const seqs = new Set<number>();
  let someLack = false;
  for (const { seq } of items.values()) {
    if (seq === undefined) someLack = true;
    else seqs.add(seq);
  }
  return { seqs: [...seqs].sort((a, b) => a - b), someLack };
}
