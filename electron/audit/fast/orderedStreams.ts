import type { AuditFinding } from '../auditPass.ts';
import { hashBytes } from './compareBytes.ts';
import { foldOutcome } from './foldOutcome.ts';
import { judgeItems, type Outcome } from './fullJudge.ts';
import { createItemReader, type ItemReader } from './itemReader.ts';
import type { TakeItem } from './keptItems.ts';
import type { KeyHash, Partition, Partitions } from './partition.ts';
import { keyIn, mayBelong, PARTITION_SLOT, type PassRules } from './passRules.ts';
import type { StreamFold } from './streamShape.ts';
import { cameBack, type ToldPartitions } from './toldPartitions.ts';

/** Odd factors of the two halves of a hash. */
const HIGH = 0x01000193;
const LOW = 0x9e3779b1;

/** The hash of the partition key of the item last read, its type included. */
export function keyHashOf({ bytes, found }: ItemReader): KeyHash {
  const { from, to } = keyIn(found);
  const tag = found.tags[PARTITION_SLOT] ?? 0;
  return {
    high: hashBytes(bytes, from, to, HIGH ^ (tag << 8)),
    low: hashBytes(bytes, from, to, LOW ^ (tag << 8)),
  };
}

/** A partition that has been judged, whose findings are not told yet. */
export interface Judged {
  readonly partition: Partition;
  readonly outcome: Outcome;
}

/** One in the window; `held`: what it was counted with, since a checkpoint may write its items to a file meanwhile. */
interface Waiting extends Judged {
  readonly held: number;
}

/** A partition whose items come. */
interface Open {
  readonly partition: Partition;
  readonly tag: number;
  readonly fold: StreamFold | undefined;
}

/** How much is held, in bytes. */
export interface OrderedLimits {
  /** Of partitions that have been judged: one that comes back within as much is judged again, whole. */
  readonly window: number;
  /** Of the pages that any of them lies in: a table may have few items of streams in each. */
  readonly pages: number;
  /** Of one partition, until it goes to a file. */
  readonly partition: number;
}

/**
 * Judges partitions as soon as another one begins in their segment, which is right as long as items of a partition come
 * together. That is checked, by the hashes of all partitions there were: findings are told only once a window of
 * further partitions has passed, and what comes back before is given up to whoever can put it together.
 */
export function createOrderedStreams(
  rules: PassRules,
  partitions: Partitions,
  limits: OrderedLimits,
  told: ToldPartitions,
) {
  const { shape, judge, readItem } = rules;
  const again = createItemReader(rules.projection, PARTITION_SLOT);
  const open = new Map<number, Open>();
  const window: Waiting[] = [];
  /** Partitions that are open or in the window, by 53 bits of their hash. */
  const pending = new Set<number>();
  const spareFolds: StreamFold[] = [];
  let oldest = 0;
  let held = 0;
  let ready: AuditFinding[] = [];
  let tasks = 0;
  let events = 0;

  const numberOf = ({ high, low }: KeyHash): number => (high & 0x1fffff) * 0x1_0000_0000 + low;

  const release = (limit: number): void => {
    while ((held > limit || partitions.pinned() > limits.pages) && oldest < window.length) {
      const judged = window[oldest];
      oldest += 1;
      if (judged === undefined) break;
      const { partition, outcome } = judged;
      held -= judged.held;
      told.add(partition);
      pending.delete(numberOf(partition));
      partitions.clear(partition);
      for (const finding of outcome.findings) ready.push(finding);
    }
    if (oldest > 1024) {
      window.splice(0, oldest);
      oldest = 0;
    }
  };

  const keep = ({ partition, outcome }: Judged): void => {
    window.push({ partition, outcome, held: partition.held });
    held += partition.held;
  };

  const judgeOpen = ({ partition, fold }: Open): Outcome =>
    (fold === undefined || shape === undefined
      ? undefined
      : foldOutcome(fold, shape, partition.key, () => partitions.itemsOf(partition), again)) ??
    judgeItems(partitions.itemsOf(partition), (item) => readItem(item), judge);

  const close = (segment: number): void => {
    const ended = open.get(segment);
    if (ended === undefined) return;
    open.delete(segment);
    const outcome = judgeOpen(ended);
    if (ended.fold !== undefined) spareFolds.push(ended.fold);
    tasks += outcome.tasks;
    events += outcome.events;
    keep({ partition: ended.partition, outcome });
    release(limits.window);
  };

  const isSame = ({ partition: { key }, tag }: Open, { bytes, found }: ItemReader): boolean => {
    if (found.tags[PARTITION_SLOT] !== tag) return false;
    const from = found.from[PARTITION_SLOT] ?? 0;
    const length = key.to - key.from;
    if ((found.to[PARTITION_SLOT] ?? 0) - from !== length) return false;
    for (let at = 0; at < length; at += 1) {
      if (bytes[from + at] !== key.bytes[key.from + at]) return false;
    }
    return true;
  };

  const begin = (reader: ItemReader, partition: Partition): Open => {
    const fold = shape === undefined ? undefined : (spareFolds.pop() ?? shape.createFold());
    fold?.reset();
    return { partition, tag: reader.found.tags[PARTITION_SLOT] ?? 0, fold };
  };

  const addTo = (current: Open, reader: ItemReader): void => {
    const { partition, fold } = current;
    partitions.add(partition, reader.bytes, reader.from, reader.to);
    fold?.add(reader);
    // What the fold keeps of a spilled partition are places in its pages, which stay alive as long as it needs them.
    if (partition.held > limits.partition) partitions.spill(partition);
  };

  return {
    /** Takes the item last read; false when its partition was there before, and everything is to be given up. */
    add(segment: number, reader: ItemReader): boolean {
      const current = open.get(segment);
      if (current !== undefined && isSame(current, reader)) {
        addTo(current, reader);
        return true;
      }
      close(segment);
      if (!mayBelong(reader, shape)) return true;
      const hash = keyHashOf(reader);
      if (pending.has(numberOf(hash))) return false;
      if (told.has(hash)) throw cameBack();
      pending.add(numberOf(hash));
      const key = { bytes: reader.bytes, ...keyIn(reader.found) };
      const next = begin(reader, partitions.begin(hash, key));
      open.set(segment, next);
      addTo(next, reader);
      return true;
    },
    endSegment: close,
    /** Ends all segments and tells everything. @throws AppError `AnswerUnreadable` when a partition had come back */
    end(): void {
      for (const segment of [...open.keys()]) close(segment);
      release(-1);
      told.confirm();
    },
    /** Findings that nothing can change any more, each once. */
    drain(): readonly AuditFinding[] {
      const found = ready;
      ready = [];
      return found;
    },
    totals: () => ({ tasks, events }),
    /** Gives all items up whose findings have not been told, as if they had never come. */
    surrender(take: TakeItem): void {
      for (const { partition, outcome } of window.slice(oldest)) {
        tasks -= outcome.tasks;
        events -= outcome.events;
        partitions.each(partition, take);
        partitions.clear(partition);
      }
      for (const { partition } of open.values()) {
        partitions.each(partition, take);
        partitions.clear(partition);
      }
      window.length = 0;
      oldest = 0;
      held = 0;
      open.clear();
      pending.clear();
    },
    /** What is held, for a checkpoint. */
    state: () => ({
      window: window.slice(oldest),
      open: [...open].map(([segment, { partition }]) => ({ segment, partition })),
      ready,
      tasks,
      events,
    }),
    /** Takes back what {@link state} told: totals, findings, judged partitions. Open ones are added item by item. */
    restore(before: {
      readonly window: readonly Judged[];
      readonly ready: readonly AuditFinding[];
      readonly tasks: number;
      readonly events: number;
    }): void {
      tasks = before.tasks;
      events = before.events;
      ready = [...before.ready];
      for (const judged of before.window) {
        keep(judged);
        pending.add(numberOf(judged.partition));
      }
    },
    clear(): void {
      for (const { partition } of window) partitions.clear(partition);
      for (const { partition } of open.values()) partitions.clear(partition);
      window.length = 0;
      open.clear();
    },
  };
}

/** Partitions in the order of a scan. */
export type OrderedStreams = ReturnType<typeof createOrderedStreams>;
