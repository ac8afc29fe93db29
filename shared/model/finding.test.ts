import { expect, test } from 'vitest';
import { seqOfFinding } from './finding.ts';

test('a gap is looked at from the event behind it, which is there also where the first ones are missing', () => {
  const gap = { kind: 'sequence-gap', severity: 'error', task: 't' } as const;
  expect(seqOfFinding({ ...gap, missing: [7, 8, 9, 14] })).toBe(10);
  expect(seqOfFinding({ ...gap, missing: [[7, 200], 201, [203, 300]] })).toBe(202);
  expect(seqOfFinding({ ...gap, missing: [[1, 300]] })).toBe(301);
});

test('other findings are looked at where they say, or at the whole', () => {
  const common = { severity: 'error', task: 't' } as const;
  expect(seqOfFinding({ ...common, kind: 'sequence-overflow', seq: 10_000 })).toBe(10_000);
  const drift = {
    ...common,
    kind: 'projection-drift',
    class: 'diverged',
    fields: [],
    equalsReplayAt: 2,
  } as const;
  expect(seqOfFinding({ ...drift, fields: [], firstDivergentSeq: 3 })).toBe(3);
  expect(seqOfFinding({ ...drift, fields: [], firstDivergentSeq: null })).toBeUndefined();
  expect(seqOfFinding({ ...common, kind: 'orphan-events' })).toBeUndefined();
});
