import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '#shared/model/attributeValue.ts';
import { builtInLayout } from '../../layouts/streams/testing/streamsOf.ts';
import { sequenceRanges } from './sequenceRanges.ts';

const castoreQuery = () => {
  const [query] = builtInLayout('castore').queriesFor('ACCOUNTS#a') ?? [];
  if (query === undefined) throw new Error('Castore’s streams are found by a query.');
  return query;
};

const bound = (value: AttributeValue | undefined): number | undefined =>
  value !== undefined && 'N' in value ? Number(value.N) : undefined;

describe('ranges of sequences', () => {
  it('leave no number out, and cut none in two', () => {
    const query = castoreQuery();
    fc.assert(
      fc.property(fc.nat(50_000), fc.integer({ min: 100, max: 5000 }), (last, size) => {
        const ranges = sequenceRanges(query, last, size).map(({ values }) => ({
          low: bound(values?.[':low']),
          high: bound(values?.[':high']),
        }));
        expect(ranges[0]?.low).toBeUndefined();
        expect(ranges.at(-1)?.high).toBeUndefined();
        for (const [index, { high }] of ranges.slice(0, -1).entries()) {
          expect(high).toBe(ranges[index + 1]?.low);
          expect((high ?? 0) - (ranges[index]?.low ?? 0)).toBeLessThanOrEqual(size + 1);
        }
      }),
    );
  });

  it('bring every event of sparse and huge numbers, and are bounded in number', () => {
    const query = castoreQuery();
    const number = fc.oneof(
      fc.nat(50_000),
      fc.maxSafeInteger().map(Math.abs),
      fc.constantFrom(1e8, 1e8 + 1, 1e9, Number.MAX_SAFE_INTEGER, 1e30),
    );
    fc.assert(
      fc.property(fc.array(number, { minLength: 1 }), fc.constantFrom(2000, 20_000), (seqs, size) => {
        const ranges = sequenceRanges(query, Math.max(...seqs), size);
        expect(ranges.length).toBeLessThanOrEqual(512);
        for (const seq of seqs) {
          const within = ranges.filter(
            ({ values }) =>
              seq >= (bound(values?.[':low']) ?? -Infinity) && seq <= (bound(values?.[':high']) ?? Infinity),
          );
          // Twice only on a cut.
          const isCut = ranges.some(({ values }) => bound(values?.[':high']) === seq);
          expect(within).toHaveLength(isCut ? 2 : 1);
        }
      }),
    );
  });

  it.each([50_000_000, 1e8, 1e9, Number.MAX_SAFE_INTEGER])('up to %i are few', (last) => {
    expect(sequenceRanges(castoreQuery(), last, 2000).length).toBeLessThanOrEqual(512);
  });

  it('are the query alone where its sort key is not the number', () => {
    const [query] = builtInLayout('equinox').queriesFor('Account-1') ?? [];
    if (query === undefined) throw new Error('Streams of Equinox are found by a query.');
    expect(sequenceRanges(query, 1_000_000, 10)).toHaveLength(1);
  });
});
