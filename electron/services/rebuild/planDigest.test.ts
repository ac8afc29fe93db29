import { expect, it } from 'vitest';
import { planDigest } from './planDigest.ts';

it('is another one whenever the event, what is replaced or what replaces it is another', () => {
  const plan = { seq: 2, before: { n: { N: '1' } }, after: { n: { N: '2' }, s: { SS: ['a', 'b'] } } };
  const same = { seq: 2, before: { n: { N: '1.0' } }, after: { s: { SS: ['b', 'a'] }, n: { N: '2' } } };
  expect(planDigest(same)).toBe(planDigest(plan));
  const others = [
    { ...plan, seq: 3 },
    { ...plan, before: null },
    { ...plan, before: {} },
    { ...plan, after: plan.before },
    { ...plan, before: plan.after, after: plan.before },
  ];
  expect(new Set([plan, ...others].map(planDigest)).size).toBe(others.length + 1);
});
