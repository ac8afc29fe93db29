import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError, throwIfCancelled } from '#shared/errors/appError.ts';
import type { AuditPieces } from './auditPiece.ts';

/** About how many bytes are handed over at a time. */
const PIECE = 512 * 1024;

/** An item is at most 400 KB, and a byte of it at most six in JSON: a longer line is none. */
const LONGEST_LINE = 16 * 1024 * 1024;

const LINE_END = 0x0a;

const isGzip = (start: Uint8Array): boolean => start[0] === 0x1f && start[1] === 0x8b;

const isZlibFault = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');

/** Chunks of a file or standard input, unpacked when they begin as gzip does. @throws `CorruptFile` */
async function* unpacked(name: string, source: Readable): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks: AsyncIterator<unknown> = source[Symbol.asyncIterator]();
  let start: Uint8Array = new Uint8Array();
  // A pipe may bring a single byte; what it is can be told by two.
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    start = Buffer.concat([start, bytesOf(next.value)]);
    if (start.length >= 2) break;
  }
  async function* all(): AsyncGenerator<Uint8Array, void, undefined> {
    if (start.length > 0) yield start;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
      yield bytesOf(next.value);
    }
  }
  if (!isGzip(start)) {
    yield* all();
    return;
  }
  const { Readable: Streams } = await import('node:stream');
  const gunzip = createGunzip({ chunkSize: 128 * 1024 });
  const packed = Streams.from(all(), { objectMode: false });
  packed.on('error', (error) => gunzip.destroy(error));
  packed.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield bytesOf(chunk);
  } catch (error) {
    if (!isZlibFault(error)) throw error;
    throw new AppError('CorruptFile', {
      message: `${name} begins as a gzip file and cannot be unpacked to its end.`,
      nextStep: 'Get the file again: it may have been cut off on its way.',
      cause: error,
    });
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
}

const bytesOf = (chunk: unknown): Uint8Array =>
  chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk), 'utf8');

/** A longer line than any item has. */
const tooLong = (name: string): AppError =>
  new AppError('CorruptFile', {
    message: `${name} has a line of more than ${LONGEST_LINE / 1024 / 1024} MB.`,
    nextStep: 'Give one item a line, in DynamoDB JSON.',
  });

/**
 * Whole lines of a file or of standard input, some hundred KB at a time, gzip or not: never more than a piece is held.
 * A last line without its end is one too.
 * @throws `CorruptFile` for a broken gzip file or an endless line
 */
export async function* linePieces(
  source: Readable,
  {
    name,
    segment,
    table,
    signal,
  }: {
    readonly name: string;
    readonly segment: number;
    /** What a pass is told of the table that they come from. */
    readonly table?: string | undefined;
    readonly signal: AbortSignal;
  },
): AuditPieces {
  let held: Uint8Array[] = [];
  let length = 0;
  const stop = (): void => void source.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of unpacked(name, source)) {
      throwIfCancelled(signal);
      held.push(chunk);
      length += chunk.length;
      if (length < PIECE) continue;
      const all = Buffer.concat(held);
      const end = all.lastIndexOf(LINE_END) + 1;
      if (end === 0 && length > LONGEST_LINE) throw tooLong(name);
      // What is given away is copied, since the rest goes on to be used.
      if (end > 0)
        yield { kind: 'lines', segment, bytes: Uint8Array.prototype.slice.call(all, 0, end), table };
      held = [all.subarray(end)];
      length = all.length - end;
    }
    throwIfCancelled(signal);
    if (length > 0) yield { kind: 'lines', segment, bytes: new Uint8Array(Buffer.concat(held)), table };
  } catch (error) {
    throwIfCancelled(signal);
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    source.destroy();
  }
}
