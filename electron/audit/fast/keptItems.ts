import { appendFileSync, closeSync, mkdirSync, openSync, readSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { SpillFiles } from './spillFiles.ts';

/** How much of a file is read at a time. */
const CHUNK = 1 << 20;

/** Told of an item: its bytes, as a server writes them, and where it comes from; 0 unless told. */
export type TakeItem = (bytes: Uint8Array, from: number, to: number, origin?: number) => void;

/** Items that can be gone through, in the order in which they came, as often as one likes. */
export interface Items {
  each(take: TakeItem): void;
}

/** Bytes before an item: its length, and its origin. */
export const HEADER = 5;

/** Item bytes, each behind its length and origin, in memory up to a limit and in a file beyond it. */
export interface KeptItems extends Items {
  /** Bytes, in memory and in the file. */
  readonly size: number;
  readonly inMemory: number;
  readonly add: TakeItem;
  /** Writes what is in memory to the file. */
  spill(): void;
  /** Forgets everything, and lets go of the file. */
  clear(): void;
  /** Where the file has come to; undefined without one. */
  position(): FilePosition | undefined;
}

/** A file up to a length. */
export interface FilePosition {
  readonly file: string;
  readonly length: number;
}

/** Makes a list of items, empty or with those of a file. */
export function createKeptItems({ folder, drop }: SpillFiles, from?: FilePosition): KeptItems {
  let memory = Buffer.alloc(0);
  let used = 0;
  let file = from?.file;
  let written = from?.length ?? 0;
  // What was written after the position was told is not a part of it.
  if (from !== undefined) truncateSync(from.file, from.length);

  const room = (more: number): void => {
    if (used + more <= memory.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(memory.length * 2, used + more, 1024));
    memory.copy(larger, 0, 0, used);
    memory = larger;
  };

  const eachIn = (bytes: Buffer, length: number, take: TakeItem): number => {
    let at = 0;
    while (at + HEADER <= length) {
      const end = at + HEADER + bytes.readUInt32LE(at);
      if (end > length) break;
      take(bytes, at + HEADER, end, bytes[at + 4]);
      at = end;
    }
    return at;
  };

  return {
    get size() {
      return written + used;
    },
    get inMemory() {
      return used;
    },
    add: (bytes, start, end, origin = 0) => {
      room(end - start + HEADER);
      memory.writeUInt32LE(end - start, used);
      memory[used + 4] = origin;
      memory.set(bytes.subarray(start, end), used + HEADER);
      used += end - start + HEADER;
    },
    each(take) {
      if (file !== undefined && written > 0) {
        const handle = openSync(file, 'r');
        try {
          let rest = Buffer.alloc(0);
          for (let at = 0; at < written;) {
            const chunk = Buffer.allocUnsafeSlow(rest.length + Math.min(CHUNK, written - at));
            rest.copy(chunk);
            const got = readSync(handle, chunk, rest.length, chunk.length - rest.length, at);
            if (got === 0) break;
            at += got;
            const length = rest.length + got;
            const done = eachIn(chunk, length, take);
            rest = chunk.subarray(done, length);
          }
        } finally {
          closeSync(handle);
        }
      }
      eachIn(memory, used, take);
    },
    spill() {
      if (used === 0) return;
      mkdirSync(folder, { recursive: true });
      file ??= join(folder, randomUUID());
      appendFileSync(file, memory.subarray(0, used));
      written += used;
      used = 0;
      memory = Buffer.alloc(0);
    },
    clear() {
      if (file !== undefined) drop(file);
      file = undefined;
      written = 0;
      used = 0;
      memory = Buffer.alloc(0);
    },
    position: () => (file === undefined ? undefined : { file, length: written }),
  };
}
