import fc from 'fast-check';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { linePieces } from './linePieces.ts';

const NEVER = new AbortController().signal;

const read = async (chunks: readonly Buffer[], signal = NEVER): Promise<readonly string[]> => {
  const pieces: string[] = [];
  const source = Readable.from(chunks, { objectMode: false });
  for await (const piece of linePieces(source, { name: 'The file', segment: 0, signal })) {
    pieces.push(Buffer.from(piece.bytes).toString('utf8'));
  }
  return pieces;
};

const cut = (bytes: Buffer, sizes: readonly number[]): readonly Buffer[] => {
  const chunks: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
};

describe('lines of a file', () => {
  it('come whole, whatever the chunks, packed or not', async () => {
    const lines = fc.array(
      fc.string({ unit: 'grapheme', maxLength: 40 }).map((line) => line.replaceAll('\n', ' ')),
    );
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        fc.boolean(),
        async (all, sizes, packed, ended) => {
          const text = all.join('\n') + (ended ? '\n' : '');
          const bytes = packed ? gzipSync(text) : Buffer.from(text);
          expect((await read(cut(bytes, sizes))).join('')).toBe(text);
        },
      ),
    );
  });

  it('come in pieces that end with a line each, and hold little more than half a megabyte', async () => {
    const line = `${'x'.repeat(1000)}\n`;
    const pieces = await read(cut(Buffer.from(line.repeat(3000)), [60_000]));
    expect(pieces.length).toBeGreaterThan(4);
    for (const piece of pieces) {
      expect(piece.endsWith('\n')).toBe(true);
      expect(piece.length).toBeLessThan(700_000);
    }
  });

  it('end when nobody wants them any longer', async () => {
    const gone = new AbortController();
    gone.abort();
    await expect(read([Buffer.from('a\n')], gone.signal)).rejects.toMatchObject({ code: 'Cancelled' });
  });

  it('are refused where one never ends', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    await expect(read(Array.from({ length: 18 }, () => chunk))).rejects.toMatchObject({
      code: 'CorruptFile',
    });
  });
});
