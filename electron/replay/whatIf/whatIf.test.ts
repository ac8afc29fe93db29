import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, attributeOf } from '#shared/model/attributeValue.ts';
import { equalOptional } from '../equality.ts';
import { fold, type Reducer } from '../reducer.ts';
import { eventItem, legalStreams, sampleEvent } from '../samples.ts';
import { taskReducer } from '../taskReducer.ts';
import { compareReducers } from './compareReducers.ts';
import { createWhatIf } from './whatIf.ts';

/** The built-in reducer with something else made of every state. */
const altered = (change: Reducer['step']): Reducer => ({
  ...taskReducer,
  tracking: undefined,
  step: (state, event) => change(taskReducer.step(state, event), event),
});

/** Failures are not retried: progress starts again at zero. */
const resets = altered((state, { type }) =>
  type === 'TaskRetryScheduled' ? { ...state, progress: { N: '0' } } : state,
);

const all = (): boolean => true;

describe('two reducers over one stream', () => {
  it('agree with themselves', () => {
    fc.assert(
      fc.property(legalStreams, (events) => {
        expect(
          compareReducers(
            events,
            taskReducer,
            altered((state) => state),
            all,
          ).differences,
        ).toEqual([]);
      }),
    );
  });

  it('differ exactly where the last states do, since the event that began it', () => {
    fc.assert(
      fc.property(legalStreams, (events) => {
        const { differences } = compareReducers(events, taskReducer, resets, all);
        const [left, right] = [fold(taskReducer, events), fold(resets, events)];
        const fields = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter(
          (field) => !equalOptional(attributeOf(left, field), attributeOf(right, field)),
        );
        expect(differences.map(({ field }) => field).sort()).toEqual(fields.sort());
        for (const { field, seq } of differences) {
          const at = (count: number): boolean =>
            equalOptional(
              attributeOf(fold(taskReducer, events.slice(0, count)), field),
              attributeOf(fold(resets, events.slice(0, count)), field),
            );
          expect(at(seq - 1)).toBe(true);
          expect(at(seq)).toBe(false);
        }
      }),
    );
  });

  it('tell a difference that was there before the first event', () => {
    const other: Reducer = {
      ...taskReducer,
      tracking: undefined,
      initial: attributeMap([['__proto__', { S: 'x' }]]),
    };
    const { differences } = compareReducers([sampleEvent(1, 'Odd')], taskReducer, other, all);
    expect(differences).toEqual([{ field: '__proto__', seq: 1, type: 'Odd', a: undefined, b: { S: 'x' } }]);
  });
});

describe('two reducers over a table', () => {
  it('are told by field and first event, with examples, whatever the segments', () => {
    const stream = (task: string, ...types: readonly string[]) =>
      types.map((type, index) =>
        eventItem(
          sampleEvent(index + 1, type, type === 'TaskProgressed' ? { progress: { N: '5' } } : {}),
          task,
        ),
      );
    const failing = ['TaskCreated', 'TaskStarted', 'TaskProgressed', 'TaskFailed', 'TaskRetryScheduled'];
    const whatIf = createWhatIf(taskReducer, resets);
    whatIf.add(0, stream('a#:', ...failing));
    whatIf.add(1, stream('c', 'TaskCreated'));
    whatIf.add(0, stream('b', ...failing).reverse());
    whatIf.end();
    expect(whatIf.report()).toEqual({
      tasks: 3,
      events: 11,
      differing: 2,
      failed: { a: 0, b: 0 },
      groupCount: 1,
      groups: [
        {
          field: 'progress',
          type: 'TaskRetryScheduled',
          tasks: 2,
          examples: ['a#:', 'b'].map((task) => ({ task, seq: 5, a: { N: '5' }, b: { N: '0' } })),
        },
      ],
    });
  });

  it('compares what the reducers name, else what neither ignores', () => {
    const free = (ignored: readonly string[]): Reducer => ({ ...resets, compared: undefined, ignored });
    const fieldsOf = (a: Reducer, b: Reducer): readonly string[] => {
      const whatIf = createWhatIf(a, b);
      whatIf.add(0, [eventItem(sampleEvent(1, 'TaskCreated'))]);
      whatIf.end();
      return whatIf.report().groups.map(({ field }) => field);
    };
    const late = altered((state) => ({ ...state, updated_at: { S: 'never' }, title: { S: 'other' } }));
    expect(fieldsOf(taskReducer, late)).toEqual(['title']);
    expect(fieldsOf(free([]), { ...late, compared: undefined })).toEqual(['title', 'updated_at']);
    expect(fieldsOf(free(['title']), { ...late, compared: undefined })).toEqual(['updated_at']);
  });
});
