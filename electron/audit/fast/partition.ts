import { BYTE, skipSpace } from '../../pages/bytes.ts';
import { IRREGULAR, skipExtent } from '../../pages/skip.ts';
import type { Span } from './compareBytes.ts';
import {
  createKeptItems,
  type FilePosition,
  type Items,
  type KeptItems,
  type TakeItem,
} from './keptItems.ts';
import type { PageUses } from './pageUses.ts';
import type { SpillFiles } from './spillFiles.ts';

/** Items side by side in bytes of a page, with a comma between; `next`: those that came behind them. */
interface Run extends Span {
  next: Run | undefined;
}

/** The hash of a partition's key, in two halves. */
export interface KeyHash {
  readonly high: number;
  readonly low: number;
}

/**
 * The items of one partition, where they lie in their pages; those of a large one in a file. A table has millions of
 * them: they are data without functions of their own, which would be a third of what an audit leaves to be collected.
 * What may change is changed by {@link createPartitions} alone.
 */
export interface Partition extends KeyHash {
  /** Of its first item, in that one's page. */
  key: Span;
  /** Bytes of pages that are held. */
  held: number;
  file: KeptItems | undefined;
  first: Run | undefined;
  last: Run | undefined;
}

const NOWHERE: Span = { bytes: new Uint8Array(0), from: 0, to: 0 };

function eachIn({ bytes, from, to }: Run, take: TakeItem): void {
  for (let at = from; at < to;) {
    const end = skipExtent(bytes, at);
    if (end === IRREGULAR) return;
    take(bytes, at, end);
    at = skipSpace(bytes, end);
    if (bytes[at] === BYTE.comma) at = skipSpace(bytes, at + 1);
  }
}

function eachHeld({ first }: Partition, take: TakeItem): void {
  for (let run = first; run !== undefined; run = run.next) eachIn(run, take);
}

/**
 * What is done with partitions. `files`: where large ones go; `uses`: told which pages are still read. A partition that
 * was written to a file has been folded from its pages before, and the fold may go on reading there: those are left.
 */
export function createPartitions(files: SpillFiles, uses: PageUses) {
  const letGo = (partition: Partition): void => {
    partition.first = undefined;
    partition.last = undefined;
    partition.held = 0;
  };

  const each = (partition: Partition, take: TakeItem): void => {
    partition.file?.each(take);
    eachHeld(partition, take);
  };

  return {
    /** Begins a partition; `from`: what of it lies in a file. */
    begin({ high, low }: KeyHash, key: Span, from?: FilePosition): Partition {
      const file = from === undefined ? undefined : createKeptItems(files, from);
      return { high, low, key, held: 0, file, first: undefined, last: undefined };
    },
    /** Adds the item in bytes `from` to `to` of a page, behind the one before. */
    add(partition: Partition, bytes: Uint8Array, from: number, to: number): void {
      const { last } = partition;
      partition.held += to - from;
      // Between two items of one page lies nothing but a comma and white space.
      if (last?.bytes === bytes && last.to < from) {
        last.to = to;
        return;
      }
      uses.hold(bytes);
      const run: Run = { bytes, from, to, next: undefined };
      if (last === undefined) partition.first = run;
      else last.next = run;
      partition.last = run;
    },
    /** Goes through the items in the order in which they came, as often as one likes. */
    each,
    /** The items for what goes through items of any kind. */
    itemsOf: (partition: Partition): Items => ({ each: (take) => each(partition, take) }),
    /** Writes to a file what is held. */
    spill(partition: Partition): void {
      const kept = (partition.file ??= createKeptItems(files));
      eachHeld(partition, kept.add);
      kept.spill();
      for (let run = partition.first; run !== undefined; run = run.next) uses.leave(run.bytes);
      letGo(partition);
    },
    /** Forgets the items and the key, and lets go of the file. */
    clear(partition: Partition): void {
      // It may be referred to for a while, and is not to keep a page alive.
      partition.key = NOWHERE;
      partition.file?.clear();
      partition.file = undefined;
      for (let run = partition.first; run !== undefined; run = run.next) uses.release(run.bytes);
      letGo(partition);
    },
    /** Bytes of the pages that items lie in, which may be far more than the items'. */
    pinned: () => uses.held(),
    /** Where the file has come to; undefined without one. */
    position: ({ file }: Partition): FilePosition | undefined => file?.position(),
  };
}

/** What is done with partitions. */
export type Partitions = ReturnType<typeof createPartitions>;
