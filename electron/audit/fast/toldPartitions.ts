import { AppError } from '#shared/errors/appError.ts';
import { hashesIn, hashText, type FastCheckpoint } from './fastCheckpoint.ts';
import { createKeptItems, type FilePosition } from './keptItems.ts';
import type { KeyHash } from './partition.ts';
import type { SpillFiles } from './spillFiles.ts';
import { createHashSet } from './streamSet.ts';

const BUCKETS = 128;

/** Bytes of a hash in a file. */
const PAIR = 8;

/** The error of a partition that comes back after its findings have been told. */
export const cameBack = (): AppError =>
  new AppError('AnswerUnreadable', {
    message: 'Items of one partition came in two places of the scan, far from each other.',
    nextStep: 'Export the table to a file and audit that: the items of a file may come in any order.',
  });

/** Told partitions as a checkpoint keeps them. */
type ToldState = Pick<FastCheckpoint, 'told' | 'earlier'>;

/** The partitions whose findings have been told, by their hashes. */
export interface ToldPartitions {
  readonly isEmpty: boolean;
  /** Whether all of them are held in memory, so that {@link ToldPartitions.has} knows each. */
  readonly isHeld: boolean;
  /** Whether it is one of those held in memory. */
  has(hash: KeyHash): boolean;
  add(hash: KeyHash): void;
  /** Looks through all of them. @throws AppError {@link cameBack} where one was told twice */
  confirm(): void;
  state(): ToldState;
}

/**
 * Holds the last `limit` partitions in memory; earlier ones go to files, in buckets by their hash, and are looked
 * through at the end: what is held is bounded whatever the table's size.
 */
export function createToldPartitions(files: SpillFiles, limit: number, from?: ToldState): ToldPartitions {
  const bucketsFrom = (positions: readonly (FilePosition | null)[]) =>
    Array.from({ length: BUCKETS }, (_, index) => createKeptItems(files, positions[index] ?? undefined));
  // All the memory that it may take from the beginning on: an audit takes no more the longer it goes on.
  const held = createHashSet(from === undefined ? undefined : hashesIn(from.told), limit);
  let earlier = from?.earlier === undefined ? undefined : bucketsFrom(from.earlier);
  const pair = Buffer.alloc(PAIR);

  const putAside = (): void => {
    const buckets = (earlier ??= bucketsFrom([]));
    const list = held.list();
    for (let at = 0; at + 1 < list.length; at += 2) {
      const high = list[at] ?? 0;
      pair.writeUInt32LE(high, 0);
      pair.writeUInt32LE(list[at + 1] ?? 0, 4);
      buckets[high % BUCKETS]?.add(pair, 0, PAIR);
    }
    for (const bucket of buckets) bucket.spill();
    held.clear();
  };

  return {
    get isEmpty() {
      return held.size === 0 && earlier === undefined;
    },
    get isHeld() {
      return earlier === undefined;
    },
    has: ({ high, low }) => held.has(high, low),
    add({ high, low }) {
      held.add(high, low);
      if (held.size >= limit) putAside();
    },
    confirm() {
      if (earlier === undefined) return;
      putAside();
      for (const bucket of earlier) {
        const seen = createHashSet();
        bucket.each((bytes, at) => {
          const { buffer, byteOffset } = bytes;
          const view = new DataView(buffer, byteOffset + at, PAIR);
          if (!seen.add(view.getUint32(0, true), view.getUint32(4, true))) throw cameBack();
        });
      }
    },
    state: () => ({
      told: hashText(held.list()),
      ...(earlier === undefined ? {} : { earlier: earlier.map((bucket) => bucket.position() ?? null) }),
    }),
  };
}
