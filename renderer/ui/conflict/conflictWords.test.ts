import { describe, expect, test } from 'vitest';
import { attributeMap } from '#shared/model/attributeValue.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import {
  conflictTitle,
  expectedWords,
  foundWords,
  noWinnerWords,
  payloadGist,
  triedWords,
} from './conflictWords.ts';
import { stateRows } from './stateRows.ts';

const lostAppend: Conflict = {
  id: 'c1',
  at: '2026-11-01T10:00:00.000Z',
  table: 'tasks',
  taskId: 'ord-1',
  evidence: 'recorded',
  attempt: { kind: 'append', expectedSeq: 19, event: { type: 'TaskSucceeded', at: '2026-11-01T10:00:00Z' } },
  winner: { type: 'TaskFailed', at: '2026-11-01T09:59:59Z', seq: 19, key: 'EVENT#0019' },
  seenState: { status: { S: 'running' } },
  actualState: { status: { S: 'failed' }, last_error: { S: 'E_5XX' } },
  actualSeq: 20,
};

describe('a lost append in words', () => {
  test('names sequence, condition and what was there', () => {
    expect(conflictTitle(lostAppend)).toBe('EVENT#0019 was already taken');
    expect(triedWords(lostAppend)).toBe('to append TaskSucceeded as EVENT#0019');
    expect(expectedWords(lostAppend)).toBe('that no EVENT#0019 exists; the last event seen was 18');
    expect(foundWords(lostAppend)).toBe('TaskFailed under EVENT#0019; the last event was 20');
  });

  test('stays one of the sequence when the stored status is told besides', () => {
    expect(conflictTitle({ ...lostAppend, actualStatus: 'failed' })).toBe('EVENT#0019 was already taken');
  });

  test('in a transaction that lost on the status tells of the status', () => {
    const conflict: Conflict = {
      ...lostAppend,
      attempt: {
        kind: 'append',
        expectedSeq: 19,
        event: { type: 'TaskSucceeded', at: '2026-11-01T10:00:00Z' },
        project: true,
        expectedStatus: 'running',
      },
      actualStatus: 'cancelled',
    };
    expect(conflictTitle(conflict)).toBe('The stored status was no longer running');
    expect(foundWords(conflict)).toBe('the stored status cancelled; the last event was 20');
    expect(expectedWords(conflict)).toContain('that the stored status is running');
  });
});

test('a lost status change tells what it met, or that it was not told', () => {
  const conflict: Conflict = {
    ...lostAppend,
    attempt: { kind: 'status', expected: 'running', wanted: 'cancelled', seenSeq: 18 },
    actualStatus: 'unknown',
  };
  expect(triedWords(conflict)).toBe('to set the stored status to cancelled');
  expect(foundWords(conflict)).toContain('did not tell');
  expect(noWinnerWords(conflict)).toContain('without an event');
  expect(noWinnerWords({ ...conflict, incomplete: 'The line was cut.' })).toBe('The line was cut.');
});

test('the gist is short and knows structures', () => {
  expect(payloadGist({ data: { error: { M: { code: { S: 'E' } } }, worker: { S: 'w-7' } } })).toBe(
    'error: 1 attribute · worker: w-7',
  );
  expect(payloadGist({ data: { note: { S: 'x'.repeat(500) } } }, 20)).toBe(`note: ${'x'.repeat(14)}…`);
  expect(payloadGist({})).toBe('');
});

test('states are compared field by field, differences first', () => {
  const seen = { attempts: { N: '1' }, status: { S: 'running' }, note: { S: 'x' } };
  const actual = attributeMap([
    ['attempts', { N: '1' }],
    ['status', { S: 'failed' }],
    ['__proto__', { S: 'kept' }],
  ]);
  expect(stateRows(seen, actual).map(({ field, differs }) => [field, differs])).toEqual([
    ['status', true],
    ['note', true],
    ['__proto__', true],
    ['attempts', false],
  ]);
});

describe('a lost write on one item in words', () => {
  const lost: Conflict = {
    ...lostAppend,
    table: 'requests',
    taskId: 'req-1',
    attempt: {
      kind: 'item',
      layout: 'request',
      key: 'req-1',
      action: 'approve it',
      lock: 'updated_at',
      expected: '2026-11-01T10:00:00.000000001Z',
      met: '2026-11-01T10:00:00.000000002Z',
      wanted: { status: { S: 'approved' } },
    },
    actualState: { id: { S: 'req-1' }, updated_at: { S: '2026-11-01T10:00:00.000000002Z' } },
    actualSeq: 0,
  };
  const { winner: _none, ...unknown } = lost;

  test('names lock, expectation and what was met', () => {
    expect(conflictTitle(lost)).toBe('updated_at was no longer 2026-11-01T10:00:00.000000001Z');
    expect(triedWords(lost)).toBe('to approve it');
    expect(expectedWords(lost)).toBe('that updated_at of req-1 is 2026-11-01T10:00:00.000000001Z');
    expect(foundWords(lost)).toBe('the item with updated_at 2026-11-01T10:00:00.000000002Z');
    expect(noWinnerWords(unknown)).toContain('does not tell who');
  });

  test('tells an item that is gone, one that was there already, and one that could not be read', () => {
    if (lost.attempt.kind !== 'item') throw new Error('of an item');
    const gone: Conflict = { ...lost, attempt: { ...lost.attempt, met: null }, actualState: {} };
    expect(conflictTitle(gone)).toBe('req-1 was no longer there');
    expect(foundWords(gone)).toBe('no such item');
    expect(conflictTitle({ ...lost, attempt: { ...lost.attempt, expected: null } })).toBe(
      'req-1 was there already',
    );
    expect(foundWords({ ...gone, incomplete: 'no line' })).toContain('did not tell');
  });
});
