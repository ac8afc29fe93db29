import { describe, expect, it } from 'vitest';
import { createUnitSamples } from './unitSamples.ts';

const KB = 1024;

/** A page as DynamoDB counts it: half a unit for each begun 4 KB; on the wire everything is a fourth larger. */
const pageOf = (segment: number, size: number) => ({
  segment,
  body: new Uint8Array(Math.round(size * 1.25)),
  units: Math.ceil(size / 4096) / 2,
});

/** Reads a segment after another, each one page long. */
function read(sizes: readonly number[]) {
  const samples = createUnitSamples();
  const pages = sizes.map((size, segment) => {
    const asked = samples.tellsUnits(segment);
    const page = pageOf(segment, size);
    return { asked, real: page.units, ...samples.take({ ...page, units: asked ? page.units : 0 }) };
  });
  const sum = (name: 'real' | 'units') => pages.reduce((total, page) => total + page[name], 0);
  return {
    asked: pages.filter(({ asked }) => asked).length,
    estimated: pages.map(({ estimated }) => estimated),
    units: pages.map(({ units }) => units),
    ratio: sum('units') / sum('real'),
  };
}

describe('samples of units', () => {
  it('take the first pages of a large table and then a sixteenth, and are as good as exact', () => {
    const { asked, ratio, estimated, units } = read(
      Array.from({ length: 256 }, (_, index) => (700 + ((index * 37) % 300)) * KB),
    );
    expect(asked).toBe(3 + 15);
    expect(estimated.filter(Boolean)).toHaveLength(256 - asked);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
    expect(units.every((each) => Number.isInteger(each * 2))).toBe(true);
  });

  it.each([
    ['a small table', Array.from({ length: 64 }, () => 20 * KB)],
    ['many small pages', Array.from({ length: 1000 }, () => 90 * KB)],
  ])('are not taken of %s: all of it tells', (_, sizes) => {
    expect(read(sizes)).toMatchObject({ asked: sizes.length, ratio: 1 });
  });

  it('go by what a segment was asked as it began, for all of its pages', () => {
    const { tellsUnits, take } = createUnitSamples();
    expect([0, 1].map(tellsUnits)).toEqual([true, true]);
    take(pageOf(0, 2000 * KB));
    expect(tellsUnits(2)).toBe(false);
    // The second page of the first segment.
    expect(take(pageOf(0, 400))).toEqual({ units: 0.5, estimated: false });
    expect(take(pageOf(1, 100 * KB)).estimated).toBe(false);
    expect(take({ ...pageOf(2, 1000 * KB), units: 0 }).estimated).toBe(true);
    expect(tellsUnits(16)).toBe(true);
  });
});
