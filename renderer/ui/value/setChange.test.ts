import { expect, test } from 'vitest';
import { flatten, marksOf } from './flatten.ts';
import { setChange } from './setChange.ts';

test('a set is told by the members that came and went, numbers by their value', () => {
  expect(setChange({ SS: ['a', 'b'] }, { SS: ['c', 'b'] })).toEqual({
    added: [{ S: 'c' }],
    removed: [{ S: 'a' }],
    kept: 1,
  });
  expect(setChange({ NS: ['1', '2'] }, { NS: ['2.0', '3'] })).toEqual({
    added: [{ N: '3' }],
    removed: [{ N: '1' }],
    kept: 1,
  });
  expect(setChange({ SS: ['1'] }, { NS: ['1'] })).toBeUndefined();
});

test('the tree marks the members of a changed set, and keeps those that went', () => {
  const after = { SS: ['b', 'c'] };
  const marks = marksOf([{ op: 'change', path: ['tags'], before: { SS: ['a', 'b'] }, after }]);
  const rows = flatten({ tags: after }, marks, { toggled: new Set(), limits: new Map(), openDepth: 0 });
  const told = rows.flatMap((row) => (row.kind === 'value' ? [[row.value, row.mark]] : []));
  expect(told).toEqual([
    [after, 'change'],
    [{ S: 'b' }, undefined],
    [{ S: 'c' }, 'add'],
    [{ S: 'a' }, 'remove'],
  ]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});

test('what lies in a removed entry has keys of its own, beside the entry that took its index', () => {
  const entry = (text: string) => ({ M: { id: { S: text } } });
  const marks = marksOf([
    { op: 'remove', path: ['l', 0], before: entry('x') },
    { op: 'remove', path: ['l', 0], before: entry('y') },
  ]);
  const rows = flatten({ l: { L: [entry('z')] } }, marks, {
    toggled: new Set(),
    limits: new Map(),
    openDepth: 5,
  });
  expect(rows).toHaveLength(7);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});
