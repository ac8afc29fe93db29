import { describe, expect, it } from 'vitest';
import { ageWords } from './AgeBars.tsx';
import { openStatuses } from './selectors.ts';

describe('open tasks by age', () => {
  it.each([
    ['under 1 min', 1, '1 open task unchanged for under 1 minute'],
    ['1 min to 1 h', 2, '2 open tasks unchanged for 1 minute to 1 hour'],
    ['1 d to 7 d', 4, '4 open tasks unchanged for 1 to 7 days'],
    ['over 7 d', 3, '3 open tasks unchanged for over 7 days'],
    ['age unknown', 1, '1 open task without a time of change'],
  ])('names %j', (label, count, words) => {
    expect(ageWords({ label, count, upToMs: null })).toBe(words);
  });

  it('counts unknown statuses as open', () => {
    const byStatus = ['pending', 'succeeded', 'odd'].map((status) => ({ status, count: 1 }));
    expect(openStatuses({ byStatus })).toEqual(['pending', 'odd']);
  });
});
