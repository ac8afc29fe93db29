import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSpillFiles } from './spillFiles.ts';
import { createToldPartitions, type ToldPartitions } from './toldPartitions.ts';

const LIMIT = 8;

describe('told partitions', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dynascope-told-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const half = fc.integer({ min: 0, max: 0xffffffff });
  const hashes = fc.uniqueArray(fc.record({ high: half, low: fc.integer({ min: 1, max: 0xffffffff }) }), {
    maxLength: 60,
    selector: ({ high, low }) => `${high},${low}`,
  });

  /** Tells of them, and goes on from a checkpoint after `before` of them. */
  const told = (all: readonly { readonly high: number; readonly low: number }[], before: number) => {
    const files = createSpillFiles(folder);
    let partitions: ToldPartitions = createToldPartitions(files, LIMIT);
    all.forEach((hash, index) => {
      if (index === before) partitions = createToldPartitions(files, LIMIT, partitions.state());
      partitions.add(hash);
    });
    return partitions;
  };

  it('are each told once, though few are held', () => {
    fc.assert(
      fc.property(hashes, fc.nat(60), (all, before) => {
        const partitions = told(all, before);
        expect([partitions.isEmpty, partitions.isHeld]).toEqual([all.length === 0, all.length < LIMIT]);
        expect(all.slice(all.length - (all.length % LIMIT)).every((hash) => partitions.has(hash))).toBe(true);
        partitions.confirm();
      }),
      { numRuns: 30 },
    );
  });

  it('are found when one is told twice, however far apart', () => {
    fc.assert(
      fc.property(
        hashes.filter((all) => all.length > LIMIT),
        fc.nat(60),
        fc.nat(),
        (all, before, which) => {
          const [again] = all.slice(which % (all.length - LIMIT));
          const partitions = told(again === undefined ? all : [...all, again], before);
          expect(() => partitions.confirm()).toThrow('far from each other');
        },
      ),
      { numRuns: 30 },
    );
  });
});
