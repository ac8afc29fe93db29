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
import type { SpillFiles } from './spillFiles.ts';

/** Items side by side in bytes of a page, with a comma between. */
type Run = Span;

/** The items of one partition, where they lie in their pages; those of a large one in a file. */
export interface Partition extends Items {
  readonly high: number;
  readonly low: number;
  readonly key: Span;
  /** Bytes of pages that are held. */
  readonly held: number;
  /** Takes the item in bytes `from` to `to`, behind the one before. */
  add(bytes: Uint8Array, from: number, to: number): void;
  /** Writes to the file what is held. */
  spill(): void;
  clear(): void;
  position(): FilePosition | undefined;
}

/** The hash of a partition's key, in two halves. */
export interface KeyHash {
  readonly high: number;
  readonly low: number;
}

function eachIn({ bytes, from, to }: Run, take: TakeItem): void {
  for (let at = from; at < to;) {
    const end = skipExtent(bytes, at);
    if (end === IRREGULAR) return;
    take(bytes, at, end);
    at = skipSpace(bytes, end);
    if (bytes[at] === BYTE.comma) at = skipSpace(bytes, at + 1);
  }
}

/** Begins a partition; `from`: what of it lies in a file. */
export function createPartition(
  { high, low }: KeyHash,
  key: Span,
  files: SpillFiles,
  from?: FilePosition,
): Partition {
  let runs: Run[] = [];
  let held = 0;
  let file: KeptItems | undefined = from === undefined ? undefined : createKeptItems(files, from);
  return {
    high,
    low,
    key,
    get held() {
      return held;
    },
    add(bytes, start, end) {
      held += end - start;
      const last = runs[runs.length - 1];
      // Between two items of one page lies nothing but a comma and white space.
      if (last?.bytes === bytes && last.to < start) last.to = end;
      else runs.push({ bytes, from: start, to: end });
    },
    each(take) {
      file?.each(take);
      for (const run of runs) eachIn(run, take);
    },
    spill() {
      file ??= createKeptItems(files);
      const kept = file;
      for (const run of runs) eachIn(run, kept.add);
      kept.spill();
      runs = [];
      held = 0;
    },
    clear() {
      file?.clear();
      file = undefined;
      runs = [];
      held = 0;
    },
    position: () => file?.position(),
  };
}
