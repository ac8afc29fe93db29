import { decodeItem } from '../../pages/decodeItem.ts';
import { latin1Text } from '../../pages/text.ts';
import type { AuditFinding } from '../auditPass.ts';
import { hashBytes } from './compareBytes.ts';
import type { ItemOrigins } from '../itemOrigins.ts';
import { foldOutcome } from './foldOutcome.ts';
import { judgeItems, type Outcome } from './fullJudge.ts';
import { createItemReader, type ItemReader } from './itemReader.ts';
import { createKeptItems, HEADER, type FilePosition, type Items, type KeptItems } from './keptItems.ts';
import { keyIn, mayBelong, PARTITION_SLOT, type PassRules } from './passRules.ts';
import type { SpillFiles } from './spillFiles.ts';

const BUCKETS = 128;

/** Odd factors of the hash that chooses a bucket, one for each time that a bucket is divided again. */
const FACTORS = [0x27d4eb2f, 0x165667b1, 0x5bd1e995] as const;

/** How much is held, in bytes. */
export interface GroupedLimits {
  /** Of items that wait, until they go to files. */
  readonly waiting: number;
  /** Of a bucket that is judged at a time. */
  readonly bucket: number;
}

/** One stream's items with what they are ordered by. */
interface Member {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly origin: number;
  readonly seq: number;
}

/** Told what came of a bucket. */
export type TellOutcome = (outcome: Outcome) => void;

/**
 * Puts the items of each stream together whatever order they come in: they wait in buckets by the hash of their stream,
 * in memory as long as there is room, and are judged bucket by bucket at the end.
 */
export function createGroupedStreams(
  rules: PassRules,
  origins: ItemOrigins,
  files: SpillFiles,
  limits: GroupedLimits,
  from: readonly (FilePosition | null)[] = [],
) {
  const { judge, shape } = rules;
  const buckets = Array.from({ length: BUCKETS }, (_, index) =>
    createKeptItems(files, from[index] ?? undefined),
  );
  const again = createItemReader(rules.projection, PARTITION_SLOT);
  let waiting = 0;

  const bucketOf = (bytes: Uint8Array, start: number, end: number, level: number): number =>
    hashBytes(bytes, start, end, FACTORS[level] ?? 1) % BUCKETS;

  const ofTask = (task: string, level: number): number => {
    const bytes = Buffer.from(task);
    return bucketOf(bytes, 0, bytes.length, level);
  };

  /** The buckets that the item last read goes to: those of its streams, mostly one. */
  const bucketsFor = (reader: ItemReader, origin: number, level: number): Iterable<number> => {
    if (shape !== undefined) {
      const key = keyIn(reader.found);
      return [bucketOf(reader.bytes, key.from, key.to, level)];
    }
    const item = decodeItem(reader.bytes, reader.from, reader.to);
    if (item === undefined) return [];
    return new Set(
      origins
        .read(item, origin)
        .flatMap((found) => (found.kind === 'bystander' ? [] : [ofTask(found.taskId, level)])),
    );
  };

  const put = (into: readonly KeptItems[], reader: ItemReader, origin: number, level: number): number => {
    let size = 0;
    for (const index of bucketsFor(reader, origin, level)) {
      into[index]?.add(reader.bytes, reader.from, reader.to, origin);
      size += reader.to - reader.from + HEADER;
    }
    return size;
  };

  /** Judges a bucket whose streams can be folded as bytes, each stream in the order of its numbers. */
  const judgeFolded = (bucket: Items, tell: TellOutcome): void => {
    if (shape === undefined) return;
    const streams = new Map<string, Member[]>();
    bucket.each((bytes, start, end, origin = 0) => {
      again.read(bytes, start);
      const { from: keyFrom, to: keyTo } = keyIn(again.found);
      const key = latin1Text(again.bytes, keyFrom, keyTo);
      const member = { bytes, from: start, to: end, origin, seq: shape.orderOf(again) };
      const known = streams.get(key);
      if (known === undefined) streams.set(key, [member]);
      else known.push(member);
    });
    const fold = shape.createFold();
    for (const members of streams.values()) {
      members.sort((a, b) => (a.seq < b.seq ? -1 : a.seq > b.seq ? 1 : 0));
      const items: Items = {
        each: (take) => members.forEach(({ bytes, from: at, to, origin }) => take(bytes, at, to, origin)),
      };
      fold.reset();
      for (const { bytes, from: at } of members) {
        again.read(bytes, at);
        fold.add(again);
        if (fold.isUnsure()) break;
      }
      const [first] = members;
      if (first === undefined) continue;
      again.read(first.bytes, first.from);
      const key = { bytes: again.bytes, ...keyIn(again.found) };
      tell(foldOutcome(fold, shape, key, () => items, again) ?? judgeItems(items, origins.read, judge));
    }
  };

  const judgeBucket = (
    bucket: KeptItems,
    places: readonly number[],
    tell: TellOutcome,
    divisible = true,
  ): void => {
    const level = places.length;
    if (divisible && bucket.size > limits.bucket && level < FACTORS.length) {
      const whole = bucket.size;
      const parts = Array.from({ length: BUCKETS }, () => createKeptItems(files));
      let inMemory = 0;
      bucket.each((bytes, start, _end, origin = 0) => {
        again.read(bytes, start);
        inMemory += put(parts, again, origin, level);
        if (inMemory < limits.bucket) return;
        for (const part of parts) part.spill();
        inMemory = 0;
      });
      bucket.clear();
      parts.forEach((part, index) => {
        // One stream that is nearly all of it cannot be divided.
        judgeBucket(part, [...places, index], tell, part.size < whole * 0.9);
        part.clear();
      });
      return;
    }
    if (shape !== undefined) judgeFolded(bucket, tell);
    else {
      const isWanted = (task: string): boolean => places.every((place, at) => ofTask(task, at) === place);
      tell(judgeItems(bucket, origins.read, judge, isWanted));
    }
  };

  const spill = (): void => {
    for (const bucket of buckets) bucket.spill();
    waiting = 0;
  };

  return {
    /** Takes the item last read, which comes from `origin`. */
    add(reader: ItemReader, origin: number): void {
      if (!mayBelong(reader, shape)) return;
      waiting += put(buckets, reader, origin, 0);
      if (waiting > limits.waiting) spill();
    },
    /** Judges everything, bucket by bucket. */
    end(tell: TellOutcome): void {
      buckets.forEach((bucket, index) => {
        judgeBucket(bucket, [index], tell);
        bucket.clear();
      });
    },
    /** Writes everything to files; where they have come to. */
    positions(): readonly (FilePosition | null)[] {
      spill();
      return buckets.map((bucket) => bucket.position() ?? null);
    },
    clear(): void {
      for (const bucket of buckets) bucket.clear();
    },
  };
}

/** Streams put together whatever order their items come in. */
export type GroupedStreams = ReturnType<typeof createGroupedStreams>;

/** Adds findings to a list one by one: there may be more than a call takes arguments. */
export function pushAll(list: AuditFinding[], findings: readonly AuditFinding[]): void {
  for (const finding of findings) list.push(finding);
}
