import type { TaskItem } from '#shared/model/taskItem.ts';
import type { StreamQuery } from '../../layouts/streams/compiledLayout.ts';
import type { ReadOptions } from '../taskEvents/taskEventStore.ts';
import { distinct, isBehind, isOfEvents, lastSeq } from './streamItems.ts';
import type { StreamPages } from './streamPages.ts';
import type { WideNumbers } from './wideNumbers.ts';

/** Items that the end of a stream is looked for in at a time. */
const END = 4;

/** Most items asked for at a time in search of what lies behind a number. */
const BEHIND = 100;

/** Whether what was read of a query is enough. */
type Enough = (items: readonly TaskItem[]) => boolean;

/** The ends of streams, read backwards. Undefined where nothing but reading everything tells them. */
interface StreamEnds {
  /** Whether the end is read without everything before it. */
  readonly inOrder: (stream: string) => boolean;
  /** The last number; 0 without events. */
  last(stream: string, options: ReadOptions | undefined): Promise<number | undefined>;
  /** The last number, and about `count` of the last events. */
  tail(
    stream: string,
    count: number,
    options: ReadOptions | undefined,
    enough: Enough,
  ): Promise<{ readonly items: readonly TaskItem[]; readonly last: number } | undefined>;
  /** Everything behind `seq`; `expected`: how many events are known to be. */
  after(
    stream: string,
    seq: number,
    expected: number | undefined,
    options: ReadOptions,
  ): Promise<readonly TaskItem[] | undefined>;
}

/** Reads the ends of streams. `queries`: what finds the events of one; none where a scan does. */
export function streamEnds(
  pages: StreamPages,
  wide: WideNumbers,
  queries: (stream: string) => readonly StreamQuery[],
): StreamEnds {
  const inOrder: StreamEnds['inOrder'] = (stream) => {
    const searched = queries(stream);
    return searched.length > 0 && searched.every(({ ordered }) => ordered);
  };

  /** The last number whose key sorts as it counts. */
  const risesUpTo = (stream: string): number =>
    Math.min(...queries(stream).map((query) => query.risesUpTo ?? Number.POSITIVE_INFINITY));

  /** The last items with events of each query, in the order of their keys; none where that is never theirs. */
  const byKey = async (
    stream: string,
    count: number,
    options: ReadOptions | undefined,
    enough: Enough,
  ): Promise<readonly TaskItem[] | undefined> => {
    const found: TaskItem[] = [];
    if (!inOrder(stream)) return undefined;
    for (const query of queries(stream)) {
      const mine: TaskItem[] = [];
      for await (const page of pages.ofQuery(stream, query, { ...options, descending: true, limit: count })) {
        mine.push(...page.items.filter(isOfEvents));
        if (enough(mine)) break;
      }
      found.push(...mine);
    }
    return found.reverse();
  };

  /** The last number, where `tail` are the last items by key. */
  const lastOf = async (
    stream: string,
    tail: readonly TaskItem[],
    options: ReadOptions | undefined,
  ): Promise<number | undefined> => {
    const last = lastSeq(tail);
    return last < risesUpTo(stream) ? last : wide.last(stream, last, last, options);
  };

  return {
    inOrder,

    async last(stream, options) {
      const tail = await byKey(stream, END, options, (items) => lastSeq(items) > 0);
      return tail && lastOf(stream, tail, options);
    },

    async tail(stream, count, options, enough) {
      const items = await byKey(stream, count, options, enough);
      const last = items && (await lastOf(stream, items, options));
      if (items === undefined || last === undefined) return undefined;
      if (last <= risesUpTo(stream)) return { items, last };
      const found = await wide.between(stream, Math.max(1, last - count + 1), last, options);
      return found && { items: found, last };
    },

    async after(stream, seq, expected, options) {
      if (!inOrder(stream)) return undefined;
      const rises = risesUpTo(stream);
      let padded: readonly TaskItem[] = [];
      if (seq < rises) {
        // One more: the first that does not lie behind it ends the search.
        const count = Math.min(BEHIND, (expected ?? BEHIND) + 1);
        const ends: Enough = (items) => items.some((item) => !isBehind(item, seq));
        const found = await byKey(stream, count, options, ends);
        if (found === undefined) return undefined;
        padded = found.filter((item) => isBehind(item, seq));
        if (lastSeq(padded) < rises) return padded;
      }
      const from = Math.max(seq, rises);
      const known = expected === undefined ? undefined : Math.max(0, seq + expected - from);
      const found = await wide.behind(stream, from, known, options);
      return found && distinct([...padded, ...found]);
    },
  };
}
