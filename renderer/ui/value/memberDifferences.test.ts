import { expect, test } from 'vitest';
import { memberDifferences } from './memberDifferences.ts';

test('a map is told by the members that differ, and anything else as it is', () => {
  const stored = { M: { phase: { S: 'open' }, seats: { N: '2' }, at: { M: { 'a b': { N: '1' } } } } };
  const replayed = { M: { phase: { S: 'closed' }, seats: { N: '2.0' }, at: { M: {} }, v: { N: '5' } } };
  expect(memberDifferences({ field: 'view', stored, replayed })).toEqual([
    { field: 'view.phase', stored: { S: 'open' }, replayed: { S: 'closed' } },
    { field: 'view.at."a b"', stored: { N: '1' }, replayed: undefined },
    { field: 'view.v', stored: undefined, replayed: { N: '5' } },
  ]);
  const odd = { field: 'a-b', stored: { S: 'x' }, replayed: { M: {} } };
  expect(memberDifferences(odd)).toEqual([odd]);
});
