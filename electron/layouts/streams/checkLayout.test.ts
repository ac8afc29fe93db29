import { expect, it } from 'vitest';
import { readLayout } from './checkLayout.ts';

const rule = { match: {}, stream: '{@p}', sequence: { sum: [{ from: { path: 'n' } }] }, event: {} };

const saidOf = (patch: object): readonly (readonly [string, string])[] => {
  const file = {
    dynascopeLayout: 1,
    name: 'x',
    key: { partition: { name: 'p', type: 'S' } },
    events: [rule],
  };
  const read = readLayout({ ...file, ...patch });
  return read.layout === undefined ? read.problems.map(({ path, says }) => [path, says]) : [];
};

it('says what a member must be in words, not in those of the schema', () => {
  expect(saidOf({})).toEqual([]);
  expect(saidOf({ name: 'No Name' })).toEqual([
    [
      'name',
      'This must be small letters, digits and hyphens, 63 at most, and begin with a letter or a digit.',
    ],
  ]);
  expect(saidOf({ events: [] })).toEqual([['events', 'There must be one at least.']]);
  expect(saidOf({ events: [{ ...rule, stream: '' }] })).toEqual([
    ['events[0].stream', 'This must not be empty.'],
  ]);
  const padded = (padding: number) => ({ events: [{ ...rule, sequence: { ...rule.sequence, padding } }] });
  expect([...saidOf(padded(0)), ...saidOf(padded(21))]).toEqual([
    ['events[0].sequence.padding', 'This must be at least 1.'],
    ['events[0].sequence.padding', 'This must be at most 20.'],
  ]);
  expect(saidOf({ events: [{ ...rule, event: { type: 7 } }] })).toEqual([
    ['events[0].event.type', 'This has none of the forms that it may have.'],
  ]);
});
