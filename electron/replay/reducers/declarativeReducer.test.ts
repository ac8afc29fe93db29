import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { declarativeReducerSchema } from '#shared/model/reducerSpec.ts';
import { LEGAL_MOVES } from '#shared/model/taskRules.ts';
import { documents, junkEvents, legalStreams, sampleEvent } from '../samples.ts';
import { fold, type Reducer } from '../reducer.ts';
import { taskReducer } from '../taskReducer.ts';
import { declarativeReducer } from './declarativeReducer.ts';

const reducer = (spec: Record<string, unknown>): Reducer =>
  declarativeReducer(declarativeReducerSchema.parse({ kind: 'declarative', ...spec }));

const set = (field: string, to: unknown) => ({ op: 'set', field, to });
const seen = set('updated_at', { event: 'at' });
const status = (to: string) => [{ op: 'status', to }, seen];

/** The rules of the layout `task`, stated. */
const TASK = reducer({
  on: {
    '*': [set('last_seq', { event: 'seq' })],
    TaskCreated: [
      set('attempts', { literal: 0 }),
      set('progress', { literal: 0 }),
      set('created_at', { event: 'at' }),
      set('title', { data: 'title' }),
      set('assignee', { data: 'assignee' }),
      ...status('pending'),
    ],
    TaskAssigned: [set('assignee', { data: 'assignee' }), seen],
    TaskStarted: [{ op: 'increment', field: 'attempts', by: { literal: 1 } }, ...status('running')],
    TaskProgressed: [set('progress', { data: 'progress' }), seen],
    TaskSucceeded: [set('progress', { literal: 100 }), ...status('succeeded')],
    TaskFailed: [set('last_error', { data: 'error' }), ...status('failed')],
    TaskRetryScheduled: status('retrying'),
    TaskRedriven: status('retrying'),
    TaskCancelled: status('cancelled'),
    TaskDeadLettered: status('dead_lettered'),
  },
  moves: LEGAL_MOVES,
  compare: { fields: [...taskReducer.compared], sequenceField: 'last_seq' },
});

const step = (spec: Record<string, unknown>, state: AttributeMap, data: AttributeMap): AttributeMap =>
  reducer({ on: { E: [spec] } }).step(state, sampleEvent(1, 'E', data));

describe('declarative reducer', () => {
  it('states what the built-in one does', () => {
    fc.assert(
      fc.property(legalStreams, (events) => {
        expect(fold(TASK, events)).toEqual(fold(taskReducer, events));
      }),
    );
    expect(new Set(TASK.compared)).toEqual(new Set(taskReducer.compared));
  });

  it('finds the illegal moves that the built-in one finds', () => {
    const types = Object.keys(LEGAL_MOVES);
    for (const from of types) {
      for (const type of ['TaskCreated', 'TaskStarted', 'TaskFailed', 'TaskRedriven', 'TaskAssigned', 'X']) {
        const state: AttributeMap = from === 'none' ? {} : { status: { S: from } };
        const event = sampleEvent(1, type);
        expect(TASK.illegalMove(state, event)).toEqual(taskReducer.illegalMove(state, event));
        expect(TASK.knows(type)).toBe(taskReducer.knows(type));
      }
    }
  });

  it('takes any state and event, and changes neither', () => {
    const deepFreeze = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      Object.freeze(value);
      Object.values(value).forEach(deepFreeze);
    };
    const ops = fc.constantFrom('set', 'increment', 'append', 'remove');
    const field = fc.constantFrom('a', 'a.b', 'a.0', 'title.x', ['__proto__'], ['constructor', 'x'], ['']);
    fc.assert(
      fc.property(documents, junkEvents, ops, field, (state, event, op, at) => {
        const value = { data: at };
        const rule =
          op === 'set'
            ? { op, field: at, to: value }
            : op === 'increment'
              ? { op, field: at, by: value }
              : { op, field: at, value };
        const any = reducer({ on: { '*': [rule] } });
        deepFreeze(state);
        deepFreeze(event);
        expect(any.step(state, event)).toEqual(any.step(state, event));
        expect(Object.prototype).not.toHaveProperty('x');
      }),
    );
  });

  it('adds numbers to their last digit', () => {
    const by = { op: 'increment', field: 'sum', by: { data: 'amount' } };
    const sum = (a: string, b: string): AttributeMap => step(by, { sum: { N: a } }, { amount: { N: b } });
    expect(sum('99999999999999999999999999999999999999', '-1')).toEqual({
      sum: { N: '99999999999999999999999999999999999998' },
    });
    expect(sum('0.1', '0.2')).toEqual({ sum: { N: '0.3' } });
    expect(sum('5', '-5')).toEqual({ sum: { N: '0' } });
    expect(step(by, {}, { amount: { N: '2.50' } })).toEqual({ sum: { N: '2.5' } });
    expect(step(by, { sum: { S: 'x' } }, { amount: { N: '1' } })).toEqual({ sum: { S: 'x' } });
    expect(step(by, { sum: { N: '1' } }, { amount: { S: '1' } })).toEqual({ sum: { N: '1' } });
  });

  it('reaches into maps and lists, making maps on the way', () => {
    const put = (field: unknown) => ({ op: 'set', field, to: { literal: 7 } });
    expect(step(put('a.b.c'), {}, {})).toEqual({ a: { M: { b: { M: { c: { N: '7' } } } } } });
    expect(step(put('l.1'), { l: { L: [{ S: 'x' }, { S: 'y' }] } }, {})).toEqual({
      l: { L: [{ S: 'x' }, { N: '7' }] },
    });
    expect(step(put('l.1.z'), { l: { L: [{ S: 'x' }, { M: {} }] } }, {})).toEqual({
      l: { L: [{ S: 'x' }, { M: { z: { N: '7' } } }] },
    });
    expect(step(put('s.z'), { s: { S: 'text' } }, {})).toEqual({ s: { S: 'text' } });
    expect(step(put(['a.b']), {}, {})).toEqual({ 'a.b': { N: '7' } });
    const odd = step(put(['__proto__', 'x']), {}, {});
    expect(Object.entries(odd)).toEqual([['__proto__', { M: { x: { N: '7' } } }]]);
    expect(step(put('a'), {}, {})).toEqual({ a: { N: '7' } });
  });

  it('appends to lists and sets, and takes members out', () => {
    const append = { op: 'append', field: 'tags', value: { data: 'tag' } };
    const remove = { op: 'remove', field: 'tags', value: { data: 'tag' } };
    const tag = (value: AttributeMap[string]) => ({ tag: value });
    expect(step(append, {}, tag({ S: 'x' }))).toEqual({ tags: { L: [{ S: 'x' }] } });
    expect(step(append, { tags: { SS: ['x'] } }, tag({ S: 'x' }))).toEqual({ tags: { SS: ['x'] } });
    expect(step(append, { tags: { NS: ['1'] } }, tag({ N: '1.0' }))).toEqual({ tags: { NS: ['1'] } });
    expect(step(append, { tags: { NS: ['1'] } }, tag({ N: '2' }))).toEqual({ tags: { NS: ['1', '2'] } });
    expect(step(remove, { tags: { NS: ['1', '2'] } }, tag({ N: '1.0' }))).toEqual({ tags: { NS: ['2'] } });
    expect(step(remove, { tags: { SS: ['x'] } }, tag({ S: 'x' }))).toEqual({});
    expect(step(remove, { tags: { L: [{ N: '1' }, { S: 'x' }, { N: '1.0' }] } }, tag({ N: '1' }))).toEqual({
      tags: { L: [{ S: 'x' }] },
    });
    expect(step({ op: 'remove', field: 'tags' }, { tags: { L: [] }, other: { S: '' } }, {})).toEqual({
      other: { S: '' },
    });
  });

  it('leaves the state as it is where the event lacks the value', () => {
    const state = attributeMap([['title', { S: 'kept' }]]);
    expect(step(set('title', { data: 'title' }), state, {})).toBe(state);
    expect(step({ op: 'remove', field: 'nothing' }, state, {})).toBe(state);
  });

  it('has no status where nothing sets one', () => {
    const plain = reducer({ on: { E: [set('a', { literal: 1 })] }, compare: { ignore: ['ttl'] } });
    expect(plain.statusField).toBeUndefined();
    expect(plain.compared).toBeUndefined();
    expect(plain.ignored).toEqual(['ttl']);
  });
});
