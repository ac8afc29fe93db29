import { expect, test } from 'vitest';
import { gistSpan } from './gistSpan.ts';

test('tells the first and the last gist of a group apart in few words', () => {
  expect(gistSpan('31 % rows 1–250', '74 % rows 9–10')).toEqual({ first: '31 %', last: '74 %' });
  expect(gistSpan('person 3', 'person 7')).toEqual({ first: 'person 3', last: '7' });
  expect(gistSpan('w-7', 'w-7')).toEqual({ first: 'w-7', last: undefined });
  expect(gistSpan('', 'late')).toEqual({ first: '', last: 'late' });
  expect(gistSpan('a b', 'a')).toEqual({ first: 'a b', last: 'a' });
});
