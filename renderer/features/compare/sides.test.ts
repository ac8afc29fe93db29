import { expect, test } from 'vitest';
import { missingEndWords, sidesWithoutEvents, type NamedSide } from './sides.ts';

const side = (task: string, seq?: number): NamedSide => ({
  kind: 'events',
  ref: { connection: 'c', table: 't', task },
  seq,
});
const stored: NamedSide = { kind: 'stored', ref: { connection: 'c', table: 't', task: 'a' } };
const none = { same: 0, changed: 0, left: 0, right: 0 };

test('a side of which nothing is stored is told', () => {
  const [a, b] = [side('a'), side('b')];
  const summary = { rows: { ...none, left: 3 }, complete: true };
  expect(sidesWithoutEvents({ left: a, right: b }, summary)).toEqual([b]);
  expect(sidesWithoutEvents({ left: a, right: b }, { rows: none, complete: true })).toEqual([a, b]);
  expect(sidesWithoutEvents({ left: a, right: b }, { ...summary, complete: false })).toEqual([]);
  expect(sidesWithoutEvents({ left: a, right: b }, { ...summary, rows: { ...none, same: 1 } })).toEqual([]);
});

test('neither before the first event nor the stored projection has events', () => {
  const summary = { rows: { ...none, left: 3 }, complete: true };
  expect(sidesWithoutEvents({ left: side('a'), right: side('a', 0) }, summary)).toEqual([]);
  expect(sidesWithoutEvents({ left: side('a'), right: stored }, summary)).toEqual([]);
});

test('an event that is not there is told with what the task has', () => {
  const had = { events: 11, firstSeq: 3, lastSeq: 14 };
  expect(missingEndWords(99, had)).toBe('has no event 99: it has 11 events, the last one is 14.');
  expect(missingEndWords(1, had)).toBe('has no event 1: it has 11 events, the first one is 3.');
  expect(missingEndWords(7, had)).toBe('has no event 7: it is missing, or cannot be read.');
});
