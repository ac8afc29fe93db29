import { expect, test } from 'vitest';
import { idsIn, looksLikeSeveral, takenApart } from './ids.ts';

test('a line is an id, whatever it holds', () => {
  expect(idsIn(' a \r\n\nb, c\na\norder 1;2')).toEqual(['a', 'b, c', 'order 1;2']);
  expect(['a', 'a:b', 'TASK#1/2', 'a,b', 'a b', 'a;b', 'a\tb'].map(looksLikeSeveral)).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
    true,
  ]);
});

test('lines are taken apart where the reader says so', () => {
  expect(takenApart('a, b;c\nd')).toBe('a\nb\nc\nd');
  expect(takenApart('a  b\tc')).toBe('a  b\nc');
  expect(takenApart('a  b')).toBe('a\nb');
  expect(takenApart('order 1, order 2,, order 1')).toBe('order 1\norder 2');
  expect(idsIn(takenApart(' , '))).toEqual([]);
});
