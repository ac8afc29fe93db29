import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Drift } from '#shared/model/finding.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { driftOf } from './drift.ts';
import { equalOptional } from './equality.ts';
import { fold } from './reducer.ts';
import { replayedOf } from './replayed.fixture.ts';
import { legalStreams, sampleEvent, sampleStream } from './samples.ts';
import { taskReducer } from './taskReducer.ts';

const judge = (events: readonly TaskEvent[], stored: AttributeMap): Drift | null =>
  driftOf({ reducer: taskReducer, replayed: replayedOf(events, taskReducer) }, stored);

const without = (document: AttributeMap, ...names: readonly string[]): AttributeMap =>
  attributeMap(Object.entries(document).filter(([name]) => !names.includes(name)));

const equalOn = (stored: AttributeMap, state: AttributeMap): boolean =>
  taskReducer.compared.every(
    (field) => (field !== 'status' && !(field in stored)) || equalOptional(stored[field], state[field]),
  );

const FAILED = sampleStream('TaskCreated', 'TaskStarted', 'TaskFailed');

describe('drift', () => {
  it('is none when the projection equals the replay, whatever its timestamps and further attributes', () => {
    fc.assert(
      fc.property(legalStreams, fc.subarray([...taskReducer.compared]), (events, dropped) => {
        const state = fold(taskReducer, events);
        const stored = without(state, ...dropped.filter((field) => field !== 'status'));
        expect(judge(events, { ...stored, updated_at: { S: 'x' }, priority: { N: '3' } })).toBeNull();
      }),
    );
  });

  it('names fields in one order, in whichever an engine gives them, where a reducer names none', () => {
    const reducer = { ...taskReducer, compared: undefined };
    const stored = Object.entries({ b: { S: '1' }, status: { S: 'x' }, c: { S: '1' }, a: { S: '1' } });
    for (const each of [stored, [...stored].reverse()]) {
      const drift = driftOf({ reducer, replayed: replayedOf(FAILED, reducer) }, attributeMap(each));
      expect(drift?.fields.map(({ field }) => field)).toEqual(['status', 'a', 'b', 'c']);
    }
  });

  it('compares numbers by value', () => {
    const state = fold(taskReducer, FAILED);
    expect(judge(FAILED, { ...state, attempts: { N: '1.0' }, last_seq: { N: '03e0' } })).toBeNull();
  });

  it('calls a projection of an earlier point lagging, and names the last such point', () => {
    fc.assert(
      fc.property(
        legalStreams,
        fc.nat(),
        fc.subarray(taskReducer.compared.filter((field) => field !== 'status')),
        (events, pick, dropped) => {
          const count = 1 + (pick % events.length);
          const stored = without(fold(taskReducer, events.slice(0, count)), ...dropped);
          const equal = events
            .map((_, index) => index + 1)
            .filter((n) => equalOn(stored, fold(taskReducer, events.slice(0, n))));
          const drift = judge(events, stored);
          const last = equal[equal.length - 1];
          if (last === events.length) expect(drift).toBeNull();
          else {
            expect(drift).toMatchObject({
              class: 'lagging',
              equalsReplayAt: last,
              firstDivergentSeq: (last ?? 0) + 1,
            });
            expect(last).toBeGreaterThanOrEqual(count);
          }
        },
      ),
    );
  });

  it('names the fields with both sides', () => {
    expect(judge(FAILED, { status: { S: 'running' }, last_error: { S: 'x' }, last_seq: { N: '3' } })).toEqual(
      {
        class: 'diverged',
        fields: [
          { field: 'status', stored: { S: 'running' }, replayed: { S: 'failed' } },
          { field: 'last_error', stored: { S: 'x' } },
        ],
        equalsReplayAt: null,
        firstDivergentSeq: 3,
      },
    );
  });

  it('points, when diverged, at the event that moved a field away, or last set it', () => {
    const events = [
      sampleEvent(1, 'TaskCreated', { title: { S: 'a' } }),
      sampleEvent(2, 'TaskAssigned', { assignee: { S: 'ann' } }),
      sampleEvent(3, 'TaskAssigned', { assignee: { S: 'bob' } }),
      sampleEvent(4, 'TaskStarted'),
      sampleEvent(5, 'TaskFailed'),
    ];
    const state = fold(taskReducer, events);
    const first = (change: AttributeMap): number | null | undefined =>
      judge(events, { ...state, ...change })?.firstDivergentSeq;
    expect(first({ title: { S: 'edited' } })).toBe(1);
    expect(first({ assignee: { S: 'ann' } })).toBe(3);
    expect(first({ assignee: { S: 'nobody' } })).toBe(3);
    expect(first({ status: { S: 'succeeded' } })).toBe(5);
    expect(first({ last_error: { S: 'never happened' } })).toBeNull();
    expect(first({ status: { S: 'running' }, assignee: { S: 'ann' } })).toBe(3);
  });

  it('points at the last event that set a field, however far back it changed before', () => {
    const sets = new Map([
      [3, 'ann'],
      [400, 'bob'],
    ]);
    const events = Array.from({ length: 1000 }, (_, index) => {
      const assignee = sets.get(index + 1);
      return assignee === undefined
        ? sampleEvent(index + 1, 'TaskStarted')
        : sampleEvent(index + 1, 'TaskAssigned', { assignee: { S: assignee } });
    });
    const state = fold(taskReducer, events);
    expect(judge(events, { ...state, assignee: { S: 'nobody' } })?.firstDivergentSeq).toBe(400);
    expect(judge(events, { ...state, assignee: { S: 'ann' } })?.firstDivergentSeq).toBe(400);
  });

  it('calls a projection without status missing', () => {
    const drift = judge(FAILED, without(fold(taskReducer, FAILED), 'status'));
    expect(drift).toEqual({
      class: 'missing',
      fields: [{ field: 'status', replayed: { S: 'failed' } }],
      equalsReplayAt: null,
      firstDivergentSeq: 3,
    });
  });

  it('never says to equal a point between two events of one number', () => {
    const events = [
      ...sampleStream('TaskCreated', 'TaskStarted'),
      sampleEvent(3, 'TaskFailed'),
      sampleEvent(3, 'TaskCancelled', undefined, { key: 'EVENT#3' }),
      sampleEvent(4, 'TaskAssigned', { assignee: { S: 'x' } }),
    ];
    expect(judge(events, { status: { S: 'failed' } })).toMatchObject({
      class: 'diverged',
      equalsReplayAt: null,
    });
    expect(judge(events, { status: { S: 'running' } })).toMatchObject({
      class: 'lagging',
      equalsReplayAt: 2,
      firstDivergentSeq: 3,
    });
  });

  it('does not take a junk last_seq for a point', () => {
    for (const last_seq of [{ N: 'junk' }, { S: '2' }, { N: '-1' }, { N: '1e40' }, { N: '0' }]) {
      expect(judge(FAILED, { status: { S: 'running' }, last_seq })?.class).toBe('diverged');
    }
  });

  it('finds a lag of many events in a long stream without a sequence field', () => {
    const events = Array.from({ length: 2000 }, (_, index) =>
      sampleEvent(index + 1, 'TaskAssigned', { assignee: { S: `p${index}` } }),
    );
    const [first = sampleEvent(1, 'TaskCreated')] = events;
    const stream = [{ ...first, type: 'TaskCreated' }, ...events.slice(1)];
    expect(judge(stream, { status: { S: 'pending' }, assignee: { S: 'p700' } })).toMatchObject({
      class: 'lagging',
      equalsReplayAt: 701,
      firstDivergentSeq: 702,
    });
  });

  it('has nothing to compare without events', () => {
    expect(judge([], { status: { S: 'pending' } })).toBeNull();
  });
});
