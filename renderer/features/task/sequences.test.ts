import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settle, step, type Sequences } from './sequences.ts';

const stream: Sequences = {
  first: 1,
  last: 20,
  holes: [
    { from: 7, to: 9 },
    { from: 10, to: 10 },
    { from: 15, to: 15 },
  ],
};

describe('moving through a stream with holes', () => {
  test('steps over what is missing, in both directions', () => {
    expect(step(stream, 6, 1)).toBe(11);
    expect(step(stream, 11, -1)).toBe(6);
    expect(step(stream, 5, 10)).toBe(20);
    expect(step(stream, 20, 1)).toBe(20);
    expect(step(stream, 1, -5)).toBe(1);
  });

  test('settles on an event', () => {
    expect(settle(stream, 8)).toBe(6);
    expect(settle(stream, 8, 1)).toBe(11);
    expect(settle(stream, 99)).toBe(20);
  });

  test('a hole at the end leads back into the stream', () => {
    expect(settle({ first: 1, last: 9, holes: [{ from: 8, to: 9 }] }, 9, 1)).toBe(7);
    expect(step({ first: 1, last: 9, holes: [{ from: 8, to: 9 }] }, 7, 1)).toBe(7);
  });

  test('always ends, and within the stream', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: -30, max: 30 }), (seq, by) => {
        const at = step(stream, settle(stream, seq), by);
        expect(at).toBeGreaterThanOrEqual(1);
        expect(at).toBeLessThanOrEqual(20);
        expect(stream.holes.some((hole) => hole.from <= at && at <= hole.to)).toBe(false);
      }),
    );
  });
});
