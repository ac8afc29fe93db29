import { expect, it } from 'vitest';
import { sharedPrefixLength } from './commonPrefix.ts';

it('ends at the last separator that is shared', () => {
  expect(sharedPrefixLength('ord-20260311-0042', ['ord-20260311-0043', undefined])).toBe(
    'ord-20260311-'.length,
  );
  expect(sharedPrefixLength('ord-20260311-0042', ['ord-20260312-0043'])).toBe('ord-'.length);
});

it('takes the neighbour that shares more', () => {
  expect(sharedPrefixLength('a-b-1', ['x-1', 'a-b-2'])).toBe('a-b-'.length);
});

it('dims nothing where nothing is shared or no separator is', () => {
  expect(sharedPrefixLength('abc1', ['abc2'])).toBe(0);
  expect(sharedPrefixLength('a-1', ['b-1'])).toBe(0);
  expect(sharedPrefixLength('a-1', [])).toBe(0);
});

it('does not dim a whole id that a longer one begins with', () => {
  expect(sharedPrefixLength('a-1', ['a-1-2'])).toBe('a-'.length);
});
