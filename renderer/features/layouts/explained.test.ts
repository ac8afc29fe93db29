import { expect, it } from 'vitest';
import { explainedAt } from './explained.ts';

const rule = (sort: string, type: string) => ({
  match: { partition: 'ORDER#{id}', sort, where: [] },
  stream: '{id}',
  sequence: { sum: [{ from: { part: 'seq' }, times: 1 }], offset: 0 },
  event: { type },
});

const proposed = rule('EVT#{seq:digits}', 'type');
const other = { match: { sort: 'LOG' }, stream: '{@a}', sequence: { sum: [] }, event: { type: 'kind' } };

it('the rule itself is found wherever it was moved', () => {
  expect(explainedAt([proposed, other], proposed)).toBe(0);
  expect(explainedAt([rule('EVT#{seq:digits}', 'type'), other, proposed], proposed)).toBe(2);
});

it('a rule that was read anew, and changed, is still that one', () => {
  expect(explainedAt([other, rule('EVT#{seq:digits}', 'type')], proposed)).toBe(1);
  expect(explainedAt([other, rule('EVENT#{seq:digits}', 'kind')], proposed)).toBe(1);
});

it('guesses go with a rule that was taken out, and those about none stand at the first', () => {
  expect(explainedAt([other], proposed)).toBeUndefined();
  expect(explainedAt([], proposed)).toBeUndefined();
  expect(explainedAt([other], undefined)).toBe(0);
});
