import { expect, it } from 'vitest';
import type { AuditCause } from '#shared/model/audit.ts';
import { canGoOn, causeWords, costOf, findingWords, unitsAndCost, unitsTitle } from './words.ts';

const cause = (more: Partial<AuditCause>): AuditCause => ({
  key: 'k',
  kind: 'projection-drift',
  severity: 'error',
  fields: [],
  findings: 212,
  tasks: 212,
  example: { task: 't' },
  ...more,
});

it.each([
  [cause({ class: 'diverged', type: 'TaskRetryScheduled' }), 'diverge at TaskRetryScheduled'],
  [cause({ class: 'diverged', type: 'TaskRetryScheduled', tasks: 1 }), 'diverges at TaskRetryScheduled'],
  [cause({ class: 'diverged' }), 'differ in what no event ever set'],
  [cause({ class: 'lagging', type: 'TaskStarted' }), 'lag behind, first missed: TaskStarted'],
  [cause({ class: 'missing' }), 'have no stored status'],
  [
    cause({
      kind: 'illegal-transition',
      type: 'TaskStarted',
      move: { from: 'dead_lettered', to: 'running' },
    }),
    'move illegally from dead-lettered to running at TaskStarted',
  ],
  [cause({ kind: 'something-new' }), 'something-new'],
])('words for %#', (given, words) => {
  expect(causeWords(given)).toBe(words);
});

const consumed = (units: number, pricePerMillion: number) => ({ units, options: { pricePerMillion } });

it('tells what it costs as the estimate that it is', () => {
  expect(costOf(0, 0.125)).toBe('less than $0.01');
  expect(costOf(79_999, 0.125)).toBe('less than $0.01');
  expect(costOf(80_000, 0.125)).toBe('about $0.01');
  expect(costOf(4_000_000, 0.125)).toBe('about $0.50');
  expect(costOf(1e9, 0.125)).toBe('about $125.00');
  expect(unitsAndCost(consumed(4_000_000, 0.125), 'read unit')).toBe('4,000,000 read units, about $0.50');
});

it('says nothing of money where units cost none', () => {
  expect(costOf(4_000_000, 0)).toBeUndefined();
  expect(unitsAndCost(consumed(12, 0), 'read unit')).toBe('12 read units');
  expect(unitsAndCost(consumed(1, 0), 'read unit')).toBe('1 read unit');
  expect(unitsTitle(consumed(12, 0))).toBeUndefined();
});

it('says of units that are estimated that they are', () => {
  const run = { ...consumed(9040.5, 0), unitsEstimated: true };
  expect(unitsAndCost(run, 'unit')).toBe('about 9,041 units');
  expect(unitsTitle(run)).toMatch(/^Only some pages were asked/);
  expect(unitsTitle({ ...run, ...consumed(1, 0.125) })).toMatch(/an estimate\. Only some pages/);
});

it('offers to go on from what is not damaged', () => {
  const failed = (code: 'CorruptFile' | 'Unreachable') => ({ error: { code, message: '' } });
  expect([{}, failed('Unreachable'), failed('CorruptFile')].map(canGoOn)).toEqual([true, true, false]);
});

it('tells one missing event from several', () => {
  const gap = { kind: 'sequence-gap', severity: 'error', task: 't' } as const;
  expect(findingWords({ ...gap, missing: [7] })).toBe('misses event 7');
  expect(findingWords({ ...gap, missing: [[1, 300]] })).toBe('misses events 1–300');
});
