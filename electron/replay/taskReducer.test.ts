import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { LEGAL_MOVES } from '#shared/model/taskRules.ts';
import { TASK_STATUSES } from '#shared/model/taskStatus.ts';
import { fold } from './reducer.ts';
import { documents, junkEvents, sampleEvent, sampleStream, timeAt } from './samples.ts';
import { taskReducer } from './taskReducer.ts';

const after = (types: readonly string[]): AttributeMap => fold(taskReducer, sampleStream(...types));

const REACH: Readonly<Record<keyof typeof LEGAL_MOVES, readonly string[]>> = {
  none: [],
  pending: ['TaskCreated'],
  running: ['TaskCreated', 'TaskStarted'],
  succeeded: ['TaskCreated', 'TaskStarted', 'TaskSucceeded'],
  failed: ['TaskCreated', 'TaskStarted', 'TaskFailed'],
  retrying: ['TaskCreated', 'TaskStarted', 'TaskFailed', 'TaskRetryScheduled'],
  cancelled: ['TaskCreated', 'TaskCancelled'],
  dead_lettered: ['TaskCreated', 'TaskStarted', 'TaskFailed', 'TaskDeadLettered'],
};

const LEADS: readonly (readonly [type: string, status: keyof typeof LEGAL_MOVES])[] = [
  ['TaskCreated', 'pending'],
  ['TaskStarted', 'running'],
  ['TaskSucceeded', 'succeeded'],
  ['TaskFailed', 'failed'],
  ['TaskRetryScheduled', 'retrying'],
  ['TaskCancelled', 'cancelled'],
  ['TaskDeadLettered', 'dead_lettered'],
  ['TaskRedriven', 'retrying'],
];

/** The legal moves, copied from CONTRACTS 1 as a reader would. */
const LEGAL = `none→pending; pending→running, cancelled; running→succeeded, failed, cancelled;
  failed→retrying, dead_lettered, cancelled; retrying→running, cancelled; dead_lettered→retrying`
  .split(';')
  .flatMap((line) => {
    const [from = '', to = ''] = line.trim().split('→');
    return to.split(', ').map((status) => `${from}→${status}`);
  });

describe('task reducer', () => {
  it.each(LEADS)('%s leads to %s from everywhere', (type, status) => {
    for (const types of Object.values(REACH)) {
      expect(stringOf(after([...types, type]), 'status')).toBe(status);
    }
  });

  it('knows exactly the legal moves', () => {
    const all = (['none', ...TASK_STATUSES] as const).flatMap((from) =>
      TASK_STATUSES.filter((to) => LEGAL_MOVES[from].includes(to)).map((to) => `${from}→${to}`),
    );
    expect(all.sort()).toEqual([...LEGAL].sort());
  });

  it('reports an illegal move and lets a legal one pass', () => {
    for (const [from, types] of Object.entries(REACH)) {
      for (const [type, to] of LEADS) {
        const event = sampleEvent(9, type);
        const legal = LEGAL.includes(`${from}→${to}`);
        expect(taskReducer.illegalMove(after(types), event)).toEqual(legal ? undefined : { from, to });
      }
    }
  });

  it('allows progress while running only, and assignment always', () => {
    for (const [from, types] of Object.entries(REACH)) {
      const state = after(types);
      const progressed = taskReducer.illegalMove(state, sampleEvent(9, 'TaskProgressed'));
      expect(progressed).toEqual(from === 'running' ? undefined : { from, to: from });
      expect(taskReducer.illegalMove(state, sampleEvent(9, 'TaskAssigned'))).toBeUndefined();
    }
  });

  it('fills the fields of the projection', () => {
    const state = fold(taskReducer, [
      sampleEvent(1, 'TaskCreated', { title: { S: 'Ship' }, assignee: { S: 'ann' } }),
      sampleEvent(2, 'TaskStarted', { worker: { S: 'w-1' } }),
      sampleEvent(3, 'TaskProgressed', { progress: { N: '40.5' } }),
      sampleEvent(4, 'TaskFailed', { error: { S: 'E_5XX' } }),
      sampleEvent(5, 'TaskRetryScheduled'),
      sampleEvent(6, 'TaskStarted'),
      sampleEvent(7, 'TaskAssigned', { assignee: { S: 'bob' } }),
    ]);
    expect(state).toEqual({
      status: { S: 'running' },
      title: { S: 'Ship' },
      assignee: { S: 'bob' },
      attempts: { N: '2' },
      progress: { N: '40.5' },
      last_error: { S: 'E_5XX' },
      last_seq: { N: '7' },
      created_at: { S: timeAt(1) },
      updated_at: { S: timeAt(7) },
    });
    expect(taskReducer.step(state, sampleEvent(8, 'TaskSucceeded'))['progress']).toEqual({ N: '100' });
  });

  it('keeps on a second creation what the task has come to', () => {
    const state = after(['TaskCreated', 'TaskStarted', 'TaskFailed', 'TaskCreated']);
    expect(state).toMatchObject({
      attempts: { N: '1' },
      status: { S: 'pending' },
      created_at: { S: timeAt(1) },
    });
  });

  it('keeps an error that is no text as its JSON text, digits and all', () => {
    const list = { L: [{ NULL: true }] };
    const error = { M: { code: { S: 'E"1' }, list, n: { N: '12345678901234567890.10' } } };
    const state = taskReducer.step({}, sampleEvent(1, 'TaskFailed', { error }));
    expect(stringOf(state, 'last_error')).toBe('{"code":"E\\"1","list":[null],"n":12345678901234567890.10}');
  });

  it('lets an unknown type change nothing but last_seq', () => {
    const state = after(['TaskCreated', 'TaskStarted']);
    for (const type of ['Surprise', '__proto__', 'constructor', 'toString']) {
      expect(taskReducer.step(state, sampleEvent(9, type, { title: { S: 'x' } }))).toEqual({
        ...state,
        last_seq: { N: '9' },
      });
      expect(taskReducer.knows(type)).toBe(false);
    }
  });

  it('takes fields of the wrong type for absent, and never an inherited one', () => {
    const before = after(['TaskCreated', 'TaskStarted']);
    const data = attributeMap([['__proto__', { M: { progress: { N: '7' } } }]]);
    const progress = (payload: AttributeMap): unknown =>
      taskReducer.step(before, sampleEvent(3, 'TaskProgressed', payload))['progress'];
    expect(progress(data)).toEqual({ N: '0' });
    const inherited: AttributeMap = Object.create({ progress: { N: '7' } });
    expect(progress(inherited)).toEqual({ N: '0' });
    expect(progress({ progress: { S: '7' } })).toEqual({ N: '0' });
  });

  it('never throws, changes nothing in place and stays within its fields, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(junkEvents, { maxLength: 20 }), documents, (events, start) => {
        let state: AttributeMap = {};
        for (const event of events) state = taskReducer.step(Object.freeze(state), event);
        expect(Object.keys(state).every((name) => /^[a-z_]+$/.test(name))).toBe(true);
        for (const event of events) {
          taskReducer.step(start, event);
          taskReducer.illegalMove(start, event);
        }
      }),
    );
  });
});
