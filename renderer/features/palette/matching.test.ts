import { expect, it } from 'vitest';
import { eventNumber, matchesWords } from './matching.ts';

it('matches words in any order and case', () => {
  expect(matchesWords('Go to the conflicts', 'CONF go')).toBe(true);
  expect(matchesWords('Go to the conflicts', 'tasks')).toBe(false);
  expect(matchesWords('Anything', '')).toBe(true);
});

it('reads a sequence after #', () => {
  expect(eventNumber(' #123 ')).toBe(123);
  expect(eventNumber('123')).toBeUndefined();
  expect(eventNumber('#12a')).toBeUndefined();
});
