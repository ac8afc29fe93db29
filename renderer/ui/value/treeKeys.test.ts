import { expect, test } from 'vitest';
import { flatten, NO_MARKS } from './flatten.ts';
import { treeMove } from './treeKeys.ts';

const rows = flatten({ a: { M: { b: { S: '1' }, c: { S: '2' } } }, d: { S: '3' } }, NO_MARKS, {
  toggled: new Set(),
  limits: new Map(),
  openDepth: 1,
});

test('arrows follow the tree pattern', () => {
  expect(rows.map((row) => row.key)).toEqual(['["a"]', '["a","b"]', '["a","c"]', '["d"]']);
  expect(treeMove(rows, 0, 'ArrowRight')).toEqual({ kind: 'focus', index: 1 });
  expect(treeMove(rows, 0, 'ArrowLeft')).toEqual({ kind: 'toggle', key: '["a"]' });
  expect(treeMove(rows, 2, 'ArrowLeft')).toEqual({ kind: 'focus', index: 0 });
  expect(treeMove(rows, 3, 'ArrowDown')).toBeUndefined();
  expect(treeMove(rows, 0, 'End')).toEqual({ kind: 'focus', index: 3 });
  expect(treeMove(rows, 3, 'Enter')).toBeUndefined();
});
