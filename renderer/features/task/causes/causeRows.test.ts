import { expect, it } from 'vitest';
import type { CauseRow } from '#shared/contract/causation.ts';
import { namesTask, rowTarget, rowWords } from './causeRows.ts';

const event = (task: string, seq: number, relation: CauseRow['relation'] = 'effect'): CauseRow => ({
  kind: 'event',
  depth: 0,
  relation,
  task,
  seq,
  type: 'Paid',
  at: '',
});

it('names the task of a line where it is another than that of the line above', () => {
  const rows = [event('a', 1, 'cause'), event('a', 2, 'self'), event('b', 1), event('b', 2)];
  expect(rows.map((_, index) => namesTask(rows, index))).toEqual([true, false, true, false]);
});

it('leads to events only', () => {
  expect(rowTarget(event('b', 2))).toEqual({ task: 'b', seq: 2 });
  expect(rowTarget({ kind: 'outside', depth: 0, relation: 'cause', text: 'web-1' })).toBeUndefined();
});

it('says what is a circle, what is missing, and what was never an event', () => {
  const at = { depth: 0, relation: 'cause' } as const;
  expect(rowWords({ kind: 'cycle', ...at, task: 'a', seq: 1, type: 'Paid' })).toMatch(/circle/);
  expect(rowWords({ kind: 'missing', ...at, text: 'a@9' })).toMatch(/not there/);
  expect(rowWords({ kind: 'outside', ...at, text: 'web-1' })).toMatch(/no event of this table/);
});
