import { expect, it } from 'vitest';
import { decideByLog } from './coveredStatus.ts';

const logOf = (...entries: readonly (readonly [type: string, writeId?: string])[]) =>
  entries.map(([type, writeId], index) => ({
    event: { seq: index + 1, key: `EVENT#000${index + 1}`, type, at: '2026-01-02T03:04:05Z' },
    writeId,
  }));

const storedAs = (status: string, writeId: string) => ({ status: { S: status }, write_id: { S: writeId } });

const start = { writeId: 'ours', expectedStatus: 'pending', newStatus: 'running' };

it.each([
  [
    'their failure can only have met our start',
    start,
    storedAs('failed', 'theirs'),
    logOf(['TaskCreated'], ['TaskStarted', 'ours'], ['TaskFailed', 'theirs']),
    'applied',
  ],
  [
    'their retry, several moves on, can only have met what followed our start',
    start,
    storedAs('retrying', 'theirs'),
    logOf(['TaskStarted', 'ours'], ['TaskFailed', 'x'], ['TaskRetryScheduled', 'theirs']),
    'applied',
  ],
  [
    'their retry cannot have met our cancellation',
    { writeId: 'ours', expectedStatus: 'failed', newStatus: 'cancelled' },
    storedAs('retrying', 'theirs'),
    logOf(['TaskFailed'], ['TaskCancelled', 'ours'], ['TaskRetryScheduled', 'theirs']),
    'notApplied',
  ],
  [
    'their cancellation may have met either',
    start,
    storedAs('cancelled', 'theirs'),
    logOf(['TaskCreated'], ['TaskStarted', 'ours'], ['TaskCancelled', 'theirs']),
    'unknown',
  ],
  [
    'a second start after ours may be the one that was met',
    start,
    storedAs('failed', 'theirs'),
    logOf(['TaskStarted', 'ours'], ['TaskStarted', 'rival'], ['TaskFailed', 'theirs']),
    'unknown',
  ],
  [
    'the log does not hold our event',
    start,
    storedAs('failed', 'theirs'),
    logOf(['TaskStarted'], ['TaskFailed', 'theirs']),
    'unknown',
  ],
  [
    'the log does not hold theirs',
    start,
    storedAs('failed', 'by hand'),
    logOf(['TaskStarted', 'ours'], ['TaskFailed', 'theirs']),
    'unknown',
  ],
  [
    'theirs came before ours',
    start,
    storedAs('failed', 'theirs'),
    logOf(['TaskFailed', 'theirs'], ['TaskStarted', 'ours']),
    'unknown',
  ],
  [
    'the projection does not say what their event says',
    start,
    storedAs('succeeded', 'theirs'),
    logOf(['TaskStarted', 'ours'], ['TaskFailed', 'theirs']),
    'unknown',
  ],
  [
    'our event leads elsewhere than our change',
    { ...start, newStatus: 'cancelled' },
    storedAs('failed', 'theirs'),
    logOf(['TaskStarted', 'ours'], ['TaskFailed', 'theirs']),
    'unknown',
  ],
  ['there is no projection', start, undefined, logOf(['TaskStarted', 'ours']), 'unknown'],
] as const)('%s', (_, change, stored, log, decision) => {
  expect(decideByLog(change, stored, log)).toBe(decision);
});
