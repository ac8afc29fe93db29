import { describe, expect, it } from 'vitest';
import type { IdempotencyRecord } from '#shared/model/idempotency.ts';
import { idempotencyLaneSchema, type LaneRequest } from '#shared/model/idempotencyLane.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { idempotencyLane } from './idempotencyLane.ts';
import { countRequests, keyedRuns, type KeyedStream } from './keyedRuns.ts';
import { taskReducer } from './taskReducer.ts';
import { createTaskStream } from './taskStream.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 11, 9);
const time = (minute: number): string => new Date(START + minute * MINUTE).toISOString();
const seconds = (minute: number): number => (START + minute * MINUTE) / 1000;

/** Events one minute apart from minute 1 on; the key of each, where it has one. */
const eventsOf = (...keys: readonly (string | undefined)[]): readonly TaskEvent[] =>
  keys.map((idempotencyKey, index) => ({
    seq: index + 1,
    key: `EVENT#${index + 1}`,
    type: 'TaskProgressed',
    at: time(index + 1),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  }));

const streamOf = (events: readonly TaskEvent[]): KeyedStream => {
  const stream = createTaskStream(taskReducer);
  stream.addEvents(events);
  return stream.view();
};

const record = (eventSeq: number, expiresMinute: number, more: Partial<IdempotencyRecord> = {}) => ({
  ...{ key: 'k', status: 'COMPLETED', taskId: 't', eventSeq, expiresAt: seconds(expiresMinute) },
  ...more,
});

const requestOf = (
  events: readonly TaskEvent[],
  found: IdempotencyRecord | undefined,
  nowMinute = 1000,
): LaneRequest | undefined =>
  idempotencyLane({
    taskId: 't',
    keyed: keyedRuns(streamOf(events), 100),
    records: found === undefined ? [] : [found],
    nowMs: START + nowMinute * MINUTE,
  }).requests[0];

const roles = (request: LaneRequest | undefined): readonly string[] =>
  request?.runs.map(({ seq, role, evidence }) => `${seq} ${role} ${evidence}`) ?? [];

describe('the idempotency lane', () => {
  it('tells what a record is worth now', () => {
    const events = eventsOf('k');
    expect(requestOf(events, record(1, 60), 59)?.state).toBe('completed');
    expect(requestOf(events, record(1, 60), 60)?.state).toBe('expired');
    expect(requestOf(events, record(1, 60, { status: 'IN_PROGRESS' }), 5)?.state).toBe('inProgress');
    expect(requestOf(events, record(1, 60, { status: undefined }), 5)?.state).toBe('inProgress');
    expect(requestOf(events, record(1, 60, { expiresAt: undefined }))?.state).toBe('completed');
    expect(requestOf(events, undefined)?.state).toBe('absent');
  });

  it('names the run that the record holds, and the repeats answered from it', () => {
    const replayedAt = [time(2), time(3)];
    const request = requestOf(eventsOf(undefined, 'k'), record(2, 60, { replayedAt, createdAt: time(2) }), 5);
    expect(roles(request)).toEqual(['2 run recorded']);
    expect(request).toMatchObject({ replays: replayedAt, createdAt: time(2), expiresAt: time(60) });
    expect(roles(requestOf(eventsOf('k'), undefined))).toEqual(['1 run inferred']);
    expect(roles(requestOf(eventsOf('k'), record(7, 60)))).toEqual(['1 run inferred']);
  });

  it.each([
    [
      'a repeat after the expiry of the record ran again',
      record(1, 2),
      ['1 run recorded', '3 ranAgain recorded'],
    ],
    ['a repeat at the very expiry, too', record(1, 3), ['1 run recorded', '3 ranAgain recorded']],
    ['a repeat before it ran twice', record(1, 4), ['1 run recorded', '3 ranTwice recorded']],
    [
      'a repeat beside a record that never expires ran twice',
      record(1, 0, { expiresAt: undefined }),
      ['1 run recorded', '3 ranTwice recorded'],
    ],
    [
      'a record that names the repeat has replaced the one before',
      record(3, 60),
      ['1 run inferred', '3 ranAgain inferred'],
    ],
    ['without a record, all is concluded', undefined, ['1 run inferred', '3 ranAgain inferred']],
    [
      'a record of another task names none of these',
      record(1, 60, { taskId: 'other' }),
      ['1 run inferred', '3 ranAgain inferred'],
    ],
    [
      'a record without a task is taken for this one’s',
      record(1, 2, { taskId: undefined }),
      ['1 run recorded', '3 ranAgain recorded'],
    ],
  ] as const)('%s', (_, found, expected) => {
    expect(roles(requestOf(eventsOf('k', undefined, 'k'), found))).toEqual(expected);
  });

  it('draws no conclusion from a time that cannot be read', () => {
    const events = eventsOf('k', 'k').map((event) => ({ ...event, at: 'yesterday' }));
    expect(roles(requestOf(events, record(1, 60)))).toEqual(['1 run recorded', '2 ranAgain inferred']);
  });

  it('tells when the record is another task’s, and survives an expiry that no calendar holds', () => {
    const request = requestOf(eventsOf('k'), record(1, 60, { taskId: 'other', expiresAt: 1e300 }));
    expect(request).toMatchObject({ otherTask: 'other', state: 'completed' });
    expect(request).not.toHaveProperty('expiresAt');
  });

  it('takes the requests that ran last, each with all its runs', () => {
    const events = eventsOf('a', 'b', undefined, 'a', 'c', '__proto__');
    const keyed = keyedRuns(streamOf(events), 3);
    expect(keyed.total).toBe(4);
    expect(countRequests(streamOf(events))).toBe(4);
    expect(keyed.requests.map(({ key, runs }) => [key, ...runs.map(({ seq }) => seq)])).toEqual([
      ['__proto__', 6],
      ['c', 5],
      ['a', 1, 4],
    ]);
    const many = keyedRuns(streamOf(eventsOf(...Array.from({ length: 50 }, () => 'k'))), 3).requests[0];
    expect(many?.runCount).toBe(50);
    expect(many?.runs.map(({ seq }) => seq)).toEqual([1, ...Array.from({ length: 19 }, (_, at) => at + 32)]);
  });

  it('fits the contract', () => {
    const lane = idempotencyLane({
      taskId: 't',
      keyed: keyedRuns(streamOf(eventsOf('k', 'l', 'k')), 10),
      records: [record(1, 2, { replayedAt: [time(2)] })],
      nowMs: START,
    });
    expect(idempotencyLaneSchema.parse(lane)).toEqual(lane);
  });
});
