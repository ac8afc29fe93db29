import { expect, test } from 'vitest';
import { seqOfFinding } from './finding.ts';

test('a gap is looked at from the event before it, where there is one', () => {
  const gap = { kind: 'sequence-gap', severity: 'error', task: 't' } as const;
  expect(seqOfFinding({ ...gap, missing: [7, 8] })).toBe(6);
  expect(seqOfFinding({ ...gap, missing: [[1, 300]] })).toBeUndefined();
});
