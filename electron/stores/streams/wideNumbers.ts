import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { existingItems } from '../../dynamo/wholeBatch.ts';
import type { CompiledLayout, StreamQuery } from '../../layouts/streams/compiledLayout.ts';
import { lastFound } from '../taskEvents/lastFound.ts';
import type { ReadOptions } from '../taskEvents/taskEventStore.ts';
import { isOfEvents, itemsOf, lastSeq, seqOf } from './streamItems.ts';
import type { StreamPages } from './streamPages.ts';
import { keyRanges } from './wideRanges.ts';

/** How many numbers behind the one that is expected to be the last are read along with it. */
const AHEAD = 8;

/** How many numbers may be missing without hiding what follows them. */
const GAP = 48;

/**
 * Events whose numbers have outgrown the padding of their keys: their keys sort among the padded ones, so that no end of
 * the answer is the stream's. The last one is looked for by its key, those before it are ranges of keys. Undefined
 * where keys do not follow from numbers.
 */
export interface WideNumbers {
  /** The last number beyond `from`, up to a gap of 48 numbers or more; `hint`: about where it is. */
  last(
    stream: string,
    from: number,
    hint: number,
    options: ReadOptions | undefined,
  ): Promise<number | undefined>;
  /** What there is of the events numbered `first` to `last`, in no order. */
  between(
    stream: string,
    first: number,
    last: number,
    options: ReadOptions | undefined,
  ): Promise<readonly TaskItem[] | undefined>;
  /** What there is of the events behind `seq`, of which `expected` are known of, if any. */
  behind(
    stream: string,
    seq: number,
    expected: number | undefined,
    options: ReadOptions | undefined,
  ): Promise<readonly TaskItem[] | undefined>;
}

/** Looks for wide numbers in the streams of one table. */
export function wideNumbers(
  dynamo: Dynamo,
  table: string,
  layout: CompiledLayout,
  pages: StreamPages,
): WideNumbers {
  const keysOf = (stream: string, seq: number): readonly AttributeMap[] | undefined => {
    const places = layout.eventPlacesOf(stream, seq);
    return places === undefined || places.length === 0 ? undefined : places.map(({ key }) => key);
  };

  const between: WideNumbers['between'] = async (stream, first, end, options) => {
    const ranges = keyRanges((seq) => keysOf(stream, seq), layout.file.key, first, end);
    if (ranges === undefined) return undefined;
    const readRange = async (range: StreamQuery): Promise<readonly TaskItem[]> => {
      const items: TaskItem[] = [];
      for await (const page of pages.ofQuery(stream, range, options)) items.push(...page.items);
      return items;
    };
    const found = (await Promise.all(ranges.map(readRange))).flat();
    // Narrower numbers sort among them.
    return found.filter((item) => {
      const seq = seqOf(item) ?? 0;
      return isOfEvents(item) && seq >= first && seq <= end;
    });
  };

  const thereOf =
    (stream: string, options: ReadOptions | undefined) =>
    async (seqs: readonly number[]): Promise<ReadonlySet<number>> => {
      const keys = seqs.flatMap((seq) => keysOf(stream, seq) ?? []);
      const batch = await dynamo.batchGet(table, keys, { ...options, consistent: true });
      const found = itemsOf(layout, stream, existingItems(table, batch));
      return new Set(found.map((item) => seqOf(item) ?? 0));
    };

  const last: WideNumbers['last'] = async (stream, from, hint, options) => {
    if (keysOf(stream, from) === undefined) return undefined;
    let end = await lastFound(from, hint, thereOf(stream, options));
    for (;;) {
      // What has ended at a gap goes on behind it.
      const more = await between(stream, end + 1, end + GAP, options);
      if (more === undefined || more.length === 0) return end;
      const reached = lastSeq(more);
      end = await lastFound(reached, reached, thereOf(stream, options));
    }
  };

  return {
    last,
    between,
    async behind(stream, seq, expected, options) {
      const known = seq + (expected ?? 0);
      if (expected !== undefined) {
        const found = await between(stream, seq + 1, known + AHEAD, options);
        if (found === undefined) return undefined;
        const reached = lastSeq(found);
        if (reached >= known && reached < known + AHEAD) return found;
      }
      const end = await last(stream, seq, known, options);
      if (end === undefined) return undefined;
      return end === seq ? [] : between(stream, seq + 1, end, options);
    },
  };
}
