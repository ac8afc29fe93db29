import { open } from 'node:fs/promises';

/**
 * Adds one line to a file that may not exist yet, and waits for the disk. A line that a crash has left unended is ended
 * first. Gives the file's size in bytes.
 */
export async function appendLine(file: string, line: string): Promise<number> {
  const handle = await open(file, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(1);
    const torn = size > 0 && (await handle.read(tail, 0, 1, size - 1)).bytesRead === 1 && tail[0] !== 0x0a;
    const text = `${torn ? '\n' : ''}${line}\n`;
    await handle.appendFile(text);
    await handle.sync();
    return size + Buffer.byteLength(text);
  } finally {
    await handle.close();
  }
}
