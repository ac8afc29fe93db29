import fc from 'fast-check';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTime } from '#shared/model/times.ts';
import { createTimeReader } from './eventTimes.ts';
import { createKeptItems, type Items } from './keptItems.ts';
import { createSpillFiles } from './spillFiles.ts';
import { createHashSet } from './streamSet.ts';

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

describe('times in bytes', () => {
  const times = fc.oneof(
    fc
      .date({
        min: new Date('0000-01-01T00:00:00Z'),
        max: new Date('9999-12-31T23:59:59Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString()),
    fc.constantFrom(
      ...[
        '2026-03-11T09:00:00Z',
        '2026-03-11T09:00:00.1Z',
        '2026-03-11T23:59:60.000Z',
        '2026-02-30T00:00:00.000Z',
      ],
      ...[
        '2026-03-11T24:00:00.000Z',
        '2026-03-11T09:60:00.000Z',
        '2026-03-11 09:00:00.000Z',
        '2026-03-11t09:00:00.000z',
      ],
      ...[
        '2026-03-11T09:00:00+02:00',
        '2026-03-11T0a:00:00.000Z',
        '2026-03-11T09:0a:00.000Z',
        '2026-03-11T09:00:0a.000Z',
        '2026-03-11T09:00:00.0/0Z',
        '2026-03-11T09:00:00.00:Z',
        '2026-03-11T09:00:00.00/Z',
        '',
        'yesterday',
        'ü'.repeat(12),
      ],
    ),
    fc.string({ minLength: 24, maxLength: 24, unit: fc.constantFrom(...'0123456789-:.TZ'.split('')) }),
  );

  it('are read as in text, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 8 }), (texts) => {
        const read = createTimeReader();
        for (const text of texts) {
          const bytes = bytesOf(`"${text}"`);
          expect(read(bytes, 1, bytes.length - 1)).toBe(parseTime(text));
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a set of hashes', () => {
  const half = fc.oneof(fc.nat(3), fc.integer({ min: 0, max: 0xffffffff }));

  it('holds what was added, also when it is made again from its list', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(half, half), { maxLength: 3000 }),
        fc.tuple(half, half),
        fc.nat(5000),
        (pairs, other, expected) => {
          const set = createHashSet();
          // 0 and 0 stand for no place: that one hash is told as another.
          const keyOf = ([high, low]: readonly [number, number]): string =>
            high === 0 && low === 0 ? '0,1' : `${high},${low}`;
          const model = new Set<string>();
          for (const pair of pairs) {
            expect(set.add(...pair)).toBe(!model.has(keyOf(pair)));
            model.add(keyOf(pair));
          }
          const again = createHashSet(set.list(), expected);
          expect([set.size, again.size]).toEqual([model.size, model.size]);
          for (const pair of [...pairs, other]) expect(again.has(...pair)).toBe(model.has(keyOf(pair)));
          set.clear();
          expect([set.size, set.list()]).toEqual([0, new Uint32Array()]);
          expect(pairs.some((pair) => set.has(...pair))).toBe(false);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('kept items', () => {
  const listed = (items: Items): readonly string[] => {
    const all: string[] = [];
    items.each((bytes, from, to) => all.push(Buffer.from(bytes.subarray(from, to)).toString()));
    return all;
  };

  it('come back in their order, from memory and file, and from where a file had come to', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dynascope-kept-'));
    const steps = fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.string({ maxLength: 60 }) },
        { weight: 1, arbitrary: fc.constant(undefined) },
      ),
      { maxLength: 30 },
    );
    try {
      fc.assert(
        fc.property(steps, steps, (first, second) => {
          const kept = createKeptItems(createSpillFiles(folder));
          const put = (into: typeof kept, list: readonly (string | undefined)[]): void => {
            for (const text of list) {
              if (text === undefined) into.spill();
              else into.add(bytesOf(`x${text}`), 1, bytesOf(text).length + 1);
            }
          };
          const texts = first.filter((text) => text !== undefined);
          put(kept, first);
          expect(listed(kept)).toEqual(texts);
          kept.spill();
          const position = kept.position();
          put(kept, second);
          kept.spill();
          expect(listed(kept)).toEqual([...texts, ...second.filter((text) => text !== undefined)]);
          const again = createKeptItems(createSpillFiles(folder), position);
          if (position !== undefined) expect(listed(again)).toEqual(texts);
          kept.clear();
        }),
      );
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('may be longer than what is read at a time', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dynascope-kept-'));
    try {
      const kept = createKeptItems(createSpillFiles(folder));
      const texts = [3, 1_500_000, 0, 2_100_000, 7].map((length, index) => String(index).repeat(length));
      for (const text of texts) kept.add(bytesOf(text), 0, text.length);
      kept.spill();
      expect(listed(kept).map((text) => [text.length, text[0]])).toEqual(
        texts.map((text) => [text.length, text[0]]),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
