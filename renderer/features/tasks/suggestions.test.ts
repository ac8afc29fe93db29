import { expect, test } from 'vitest';
import type { TaskRow } from '#shared/contract/tasks.ts';
import { reasonFor, suggest } from './suggestions.ts';

const row = (task: string, more: Partial<TaskRow> = {}): TaskRow => ({
  task,
  status: 'failed',
  replayedStatus: 'failed',
  lastSeq: 3,
  events: 3,
  attempts: 1,
  findings: { error: 2, warning: 1 },
  ...more,
});

test('a status that the events deny is the reason before any count', () => {
  expect(reasonFor(row('a', { status: 'succeeded', replayedStatus: 'dead_lettered' }))).toBe(
    'stored succeeded, replay says dead-lettered',
  );
  expect(reasonFor(row('a'))).toBe('2 errors, 1 warning');
  expect(reasonFor(row('a', { events: 0 }))).toBe('a projection without events');
  expect(reasonFor(row('a', { status: undefined }))).toBe('events without a stored status');
  expect(reasonFor(row('a', { status: undefined, replayedStatus: undefined }))).toBe('2 errors, 1 warning');
});

test('the task open longest comes last, once', () => {
  const oldest = { task: 'b', status: 'retrying', changedAt: '2026-01-01T00:00:00Z' };
  expect(suggest([row('a')], oldest).map(({ task }) => task)).toEqual(['a', 'b']);
  expect(suggest([row('b')], oldest)).toHaveLength(1);
  expect(suggest([], null)).toEqual([]);
});
