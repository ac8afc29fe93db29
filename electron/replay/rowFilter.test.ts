import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventFilter } from '#shared/contract/replay.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { searchableText } from './searchableText.ts';
import { gistOf } from './gist.ts';
import { createRowFilter } from './rowFilter.ts';
import { junkEvents, sampleEvent } from './samples.ts';
import { finish } from './slices.ts';
import { taskReducer } from './taskReducer.ts';
import { createTaskStream } from './taskStream.ts';
import { withTimeLimit } from './timeLimit.ts';

const EVENTS = [
  sampleEvent(1, 'TaskCreated', { title: { S: 'Ship ORD-7' } }, { correlationId: 'Req-1' }),
  sampleEvent(2, 'TaskStarted', { worker: { S: 'w-7' } }, { actor: 'scheduler' }),
  sampleEvent(3, 'TaskFailed', { error: { S: 'E_5XX from gateway' } }, { causationId: 'c-9' }),
  sampleEvent(4, 'TaskFailed', { error: { M: { code: { S: 'E_4' }, deep: { L: [{ S: 'Needle' }] } } } }),
];

const filterEvents = (filter: EventFilter, events: readonly TaskEvent[]): readonly number[] => {
  const stream = createTaskStream(taskReducer);
  stream.addEvents(events);
  const { rows, order } = stream.beneath();
  const found = createRowFilter(filter, rows, order, undefined);
  finish(found.scan());
  const positions = found.positions();
  return Array.from({ length: positions.length }, (_, index) => positions.at(index) ?? -1);
};

const find = (text: string, regex = false, types: string[] = []): readonly number[] =>
  filterEvents({ types, text, regex }, EVENTS);

describe('event filter', () => {
  it('lets everything through when empty', () => {
    expect(find('')).toEqual([0, 1, 2, 3]);
  });

  it('looks in type, time, gist, actor, ids and payload, ignoring case', () => {
    expect(find('taskfailed')).toEqual([2, 3]);
    expect(find('09:00:02')).toEqual([1]);
    expect(find('SCHEDULER')).toEqual([1]);
    expect(find('req-1')).toEqual([0]);
    expect(find('c-9')).toEqual([2]);
    expect(find('needle')).toEqual([3]);
    expect(find('.*')).toEqual([]);
  });

  it('leaves types out, whatever else is let through', () => {
    const without = (types: string[], left: string[]): readonly number[] =>
      filterEvents({ types, without: left, text: '', regex: false }, EVENTS);
    expect(without([], ['TaskFailed'])).toEqual([0, 1]);
    expect(without(['TaskFailed', 'TaskStarted'], ['TaskFailed'])).toEqual([1]);
  });

  it('finds text that JSON would escape', () => {
    const quoted = [sampleEvent(1, 'Odd', { note: { L: [{ S: 'say "no" to C:\\temp' }] } })];
    const hits = (text: string): number => filterEvents({ types: [], text, regex: false }, quoted).length;
    expect([hits('say "no"'), hits('C:\\temp'), hits('"note":')]).toEqual([1, 1, 1]);
  });

  it('narrows by type as well', () => {
    expect(find('7', false, ['TaskStarted'])).toEqual([1]);
    expect(find('', false, ['TaskFailed', 'TaskStarted'])).toEqual([1, 2, 3]);
  });

  it('takes expressions with or without slashes', () => {
    expect(find('e_\\dXX', true)).toEqual([2]);
    expect(find('/E_\\d+/', true)).toEqual([2, 3]);
    expect(find('/e_\\d/', true)).toEqual([]);
    expect(find('/e_\\d/gi', true)).toEqual([2, 3]);
    const alike = [1, 2, 3].map((seq) => sampleEvent(seq, 'Odd'));
    expect(filterEvents({ types: [], text: '/o/gi', regex: true }, alike)).toEqual([0, 1, 2]);
    expect(find('^TaskFailed$|^w-7$', true)).toEqual([]);
    expect(find('/^TaskFailed$|^w-7$/m', true)).toEqual([1, 2, 3]);
  });

  it('refuses a bad expression with a sentence', () => {
    for (const text of ['(', '/a/xyz', '[z-a]']) {
      expect(() => find(text, true)).toThrow(AppError);
      expect(() => find(text, true)).toThrow(/no valid regular expression/);
    }
  });

  it('stops an expression that never ends', () => {
    const hostile = [sampleEvent(1, 'TaskFailed', { error: { S: `${'a'.repeat(60)}!` } })];
    const slow = (): unknown => filterEvents({ types: [], text: '/(a+)+$/', regex: true }, hostile);
    expect(slow).toThrow(/was stopped/);
    expect(slow).toThrow(AppError);
    expect(find('/E_5/', true)).toEqual([2]);
  });

  it('shares the work of several scans, tells how far it is, and is not tried again once refused', () => {
    const stream = createTaskStream(taskReducer);
    stream.addEvents(Array.from({ length: 3000 }, (_, index) => sampleEvent(index + 1, 'TaskAssigned')));
    const { rows, order } = stream.beneath();
    const filter = createRowFilter({ types: [], text: 'assigned', regex: true }, rows, order, undefined);
    expect(filter.looked()).toBe(0);
    const [one, other] = [filter.scan(), filter.scan()];
    while (one.next().done !== true) other.next();
    expect(filter.looked()).toBe(3000);
    finish(other);
    expect(filter.positions()).toHaveLength(3000);

    stream.addEvents([sampleEvent(3001, 'TaskFailed', { error: { S: `${'a'.repeat(60)}!` } })]);
    const hostile = createRowFilter({ types: [], text: '(a+)+$', regex: true }, rows, order, undefined);
    expect(() => finish(hostile.scan())).toThrow(/was stopped/);
    expect(() => hostile.scan().next()).toThrow(/was stopped/);
  });

  it('passes on what the work itself throws, and its value', () => {
    expect(withTimeLimit(1000, () => 7)).toEqual({ value: 7 });
    expect(() =>
      withTimeLimit(1000, () => {
        throw new RangeError('mine');
      }),
    ).toThrow(RangeError);
  });
});

describe('gist', () => {
  const gist = (type: string, data: AttributeMap): string => gistOf(sampleEvent(1, type, data));

  it.each<readonly [type: string, data: AttributeMap, words: string]>([
    ['TaskCreated', { title: { S: 'Ship it' } }, 'Ship it'],
    ['TaskAssigned', { assignee: { S: 'ann' } }, 'ann'],
    ['TaskStarted', { worker: { S: 'w-7' } }, 'w-7'],
    ['TaskStarted', {}, ''],
    ['TaskProgressed', { progress: { N: '40' }, message: { S: 'half way' } }, '40 % half way'],
    ['TaskSucceeded', { result: { M: { id: { N: '1.50' } } } }, '{"id":1.50}'],
    ['TaskFailed', { error: { S: 'E_5XX' } }, 'E_5XX'],
    ['TaskFailed', { error: { M: { code: { S: 'E' }, message: { S: 'no' } } } }, 'E no'],
    ['TaskRetryScheduled', { delay_ms: { N: '30000' } }, 'in 30 s'],
    ['TaskRetryScheduled', { delay_ms: { N: '250' } }, 'in 250 ms'],
    ['TaskRetryScheduled', { delay_ms: { N: '5400000' } }, 'in 1.5 h'],
    ['TaskRetryScheduled', { delay_ms: { N: '172800000' } }, 'in 2 d'],
    ['TaskCancelled', { reason: { S: 'asked' } }, 'asked'],
    ['TaskDeadLettered', { reason: { S: 'gave up' } }, 'gave up'],
    ['Odd', { a: { N: '1' }, m: { M: {} }, b: { S: 'x' } }, 'a 1, b x'],
  ])('of %s %j is %j', (type, data, words) => {
    expect(gist(type, data)).toBe(words);
  });

  it('is one short line, whole characters only', () => {
    expect(gist('TaskFailed', { error: { S: 'line\n\tnext\u0000end' } })).toBe('line next end');
    const long = gist('TaskFailed', { error: { S: `x${'😀'.repeat(5000)}` } });
    expect(Array.from(long)).toHaveLength(120);
    expect(long.endsWith('😀…')).toBe(true);
  });

  it('leaves hostile text as text, and never throws', () => {
    expect(gist('TaskFailed', { error: { S: '<img src=x onerror=alert(1)>' } })).toBe(
      '<img src=x onerror=alert(1)>',
    );
    fc.assert(
      fc.property(junkEvents, (event) => {
        expect(Array.from(gistOf(event)).length).toBeLessThanOrEqual(120);
        expect(searchableText(event)).toContain(event.type);
      }),
    );
  });
});
