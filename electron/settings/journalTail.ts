import { statSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { isMissing } from './fileErrors.ts';

/** Where a reader of a growing file stands: which file (it may be rotated away) and how far. */
export interface Position {
  readonly inode: number;
  readonly offset: number;
}

const sizeOf = async (file: string): Promise<{ inode: number; size: number }> => {
  try {
    const { ino, size } = await stat(file);
    return { inode: ino, size };
  } catch (error) {
    if (isMissing(error)) return { inode: 0, size: 0 };
    throw error;
  }
};

/** The present end of `file`, looked up at once; the start when it does not exist. */
export function endOf(file: string): Position {
  const found = statSync(file, { throwIfNoEntry: false });
  return { inode: found?.ino ?? 0, offset: found?.size ?? 0 };
}

/** The whole lines of `file` from `offset` on, and how many bytes they take. A last line without its end is left for later. */
const linesFrom = async (file: string, offset: number): Promise<{ lines: string[]; bytes: number }> => {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (handle === undefined) return { lines: [], bytes: 0 };
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.max(0, size - offset));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
    const end = buffer.subarray(0, bytesRead).lastIndexOf('\n') + 1;
    return { lines: buffer.subarray(0, end).toString('utf8').split('\n').slice(0, -1), bytes: end };
  } finally {
    await handle.close();
  }
};

/** Every whole line written to `file` since `from`, also those in `rotated` when it was moved there meanwhile. */
export async function linesSince(
  file: string,
  rotated: string,
  from: Position,
): Promise<{ readonly lines: readonly string[]; readonly position: Position }> {
  const { inode } = await sizeOf(file);
  if (inode === from.inode || from.inode === 0) {
    const { lines, bytes } = await linesFrom(file, from.offset);
    return { lines, position: { inode, offset: from.offset + bytes } };
  }
  const old =
    (await sizeOf(rotated)).inode === from.inode ? await linesFrom(rotated, from.offset) : { lines: [] };
  const { lines, bytes } = await linesFrom(file, 0);
  return { lines: [...old.lines, ...lines], position: { inode, offset: bytes } };
}
