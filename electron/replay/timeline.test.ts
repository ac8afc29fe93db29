import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timelineSchema, type Timeline } from '#shared/model/timeline.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { junkEvents, legalStreams, sampleEvent, timeAt } from './samples.ts';
import { taskReducer } from './taskReducer.ts';
import { createTaskStream } from './taskStream.ts';
import { timelineOf } from './timeline.ts';

const draw = (events: readonly TaskEvent[], buckets = 100): Timeline => {
  const stream = createTaskStream(taskReducer);
  stream.addEvents(events);
  return timelineOf(stream.view(), { buckets, gaps: true });
};

const HOUR = 3600;
const story = (...steps: readonly (readonly [type: string, seconds: number])[]): TaskEvent[] =>
  steps.map(([type, seconds], index) => sampleEvent(index + 1, type, undefined, { at: timeAt(seconds) }));

const RETRIED = story(
  ['TaskCreated', 0],
  ['TaskStarted', 10],
  ['TaskFailed', 20],
  ['TaskRetryScheduled', 21],
  ['TaskStarted', 21 + 48 * HOUR],
  ['TaskSucceeded', 31 + 48 * HOUR],
);

/** What every timeline must be, whatever it was drawn from. */
const check = (timeline: Timeline, events: readonly TaskEvent[], buckets: number): void => {
  expect(timelineSchema.safeParse(timeline).success).toBe(true);
  const { stretches, bands, marks } = timeline;
  const xs = [...stretches, ...bands].flatMap(({ x0, x1 }) => [x0, x1]).concat(marks.map(({ x }) => x));
  expect(xs.every((x) => x >= 0 && x <= 1)).toBe(true);
  stretches.slice(1).forEach((stretch, index) => {
    expect(stretch.x0).toBe(stretches[index]?.x1);
    expect(stretch.fromMs).toBe(stretches[index]?.toMs);
  });
  expect([stretches[0]?.x0, stretches[stretches.length - 1]?.x1]).toEqual([0, 1]);
  expect(marks.reduce((sum, { count }) => sum + count, 0)).toBe(events.length);
  expect(marks.length).toBeLessThanOrEqual(buckets);
  expect(bands.length).toBeLessThanOrEqual(buckets);
  bands.slice(1).forEach((band, index) => expect(band.x0).toBe(bands[index]?.x1));
  marks.slice(1).forEach((mark, index) => expect(mark.x).toBeGreaterThanOrEqual(marks[index]?.x ?? 2));
};

describe('timeline', () => {
  it('holds every event once, in order, between 0 and 1', () => {
    fc.assert(
      fc.property(legalStreams, fc.integer({ min: 50, max: 200 }), (events, buckets) => {
        check(draw(events, buckets), events, buckets);
      }),
    );
  });

  it('is drawn of any junk', () => {
    const some = fc.uniqueArray(junkEvents, {
      minLength: 1,
      maxLength: 80,
      selector: (e) => `${e.seq} ${e.key}`,
    });
    fc.assert(fc.property(some, (events) => check(draw(events, 50), events, 50)));
  });

  it('collapses a long pause to a small width and keeps true proportions elsewhere', () => {
    const { stretches, ticks } = draw(RETRIED);
    expect(stretches.map(({ kind }) => kind)).toEqual(['active', 'idle', 'active']);
    const idle = stretches[1];
    expect((idle?.x1 ?? 1) - (idle?.x0 ?? 0)).toBeCloseTo(0.04);
    const x = ticks.map((tick) => tick.x);
    const width = (a: number, b: number): number => (x[b] ?? 0) - (x[a] ?? 0);
    expect(width(0, 1)).toBeCloseTo(width(1, 2));
    expect(width(0, 1)).toBeCloseTo(width(4, 5));
    expect(width(2, 3)).toBeCloseTo(width(1, 2) / 10);
  });

  it('collapses nothing where pauses are alike', () => {
    const even = story(...Array.from({ length: 30 }, (_, i) => ['TaskAssigned', i * 60] as const));
    expect(draw(even).stretches.map(({ kind }) => kind)).toEqual(['active']);
    expect(draw(story(['TaskCreated', 0], ['TaskStarted', 9000])).stretches).toHaveLength(1);
  });

  it('draws a band for each status, to the next one', () => {
    const { bands } = draw(RETRIED);
    expect(bands.map(({ status, fromSeq, toSeq }) => [status, fromSeq, toSeq])).toEqual([
      ['pending', 1, 1],
      ['running', 2, 2],
      ['failed', 3, 3],
      ['retrying', 4, 4],
      ['running', 5, 5],
      ['succeeded', 6, 6],
    ]);
    expect((bands[0]?.toMs ?? 0) - (bands[0]?.fromMs ?? 0)).toBe(10_000);
  });

  it('draws retries with their attempt, and gaps between their neighbours', () => {
    expect(draw(RETRIED).retries).toMatchObject([{ fromSeq: 3, toSeq: 5, attempt: 2 }]);
    const holed = RETRIED.filter(({ seq }) => seq !== 2);
    const { gaps, ticks } = draw(holed);
    expect(gaps).toEqual([{ from: 2, to: 2, x: ((ticks[0]?.x ?? 0) + (ticks[1]?.x ?? 0)) / 2 }]);
  });

  it('shows the most telling of events that share a mark', () => {
    const even = [100, 200, 300, 400, 500, 600, 700, 800, 900];
    const events = story(
      ['TaskCreated', 0],
      ['TaskStarted', 0.001],
      ['TaskFailed', 0.002],
      ['TaskRetryScheduled', 0.003],
      ...even.map((seconds) => ['TaskAssigned', seconds] as const),
      ['TaskStarted', 1000],
      ['TaskProgressed', 1000.001],
      ['Odd', 1000.002],
    );
    const { marks } = draw(events, 50);
    expect(marks.map(({ seq, fromSeq, toSeq, count, type }) => [seq, fromSeq, toSeq, count, type])).toEqual([
      [3, 1, 4, 4, 'TaskFailed'],
      ...even.map((_, index) => [5 + index, 5 + index, 5 + index, 1, 'TaskAssigned']),
      [16, 14, 16, 3, 'Odd'],
    ]);
    expect(marks[10]?.findings).toEqual(['unknown-event']);
  });

  it('draws one event, none, and events of one moment', () => {
    expect(draw(RETRIED.slice(0, 1)).ticks).toEqual([{ seq: 1, x: 0 }]);
    expect(draw([]).marks).toEqual([]);
    const moment = RETRIED.slice(0, 5).map((event) => ({ ...event, at: timeAt(0) }));
    expect(draw(moment).ticks.map(({ x }) => x)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it('carries the clock on over times that go back or cannot be read', () => {
    const events = story(
      ['TaskCreated', 0],
      ['TaskAssigned', 100],
      ['TaskAssigned', 50],
      ['TaskAssigned', 200],
    );
    const unread = { ...sampleEvent(5, 'TaskAssigned'), at: 'never' };
    expect(draw([...events, unread]).ticks.map(({ x }) => x)).toEqual([0, 0.5, 0.5, 1, 1]);
    const late = [{ ...sampleEvent(1, 'TaskCreated'), at: 'never' }, ...story(['x', 0], ['x', 10]).slice(1)];
    expect(draw(late).fromMs).toBe(draw(late).toMs);
  });

  it('reduces more bands, retries and gaps than can be drawn, and covers the whole all the same', () => {
    const round = ['TaskStarted', 'TaskFailed', 'TaskRetryScheduled'];
    const events = Array.from({ length: 3000 }, (_, index) =>
      sampleEvent(2 * index + 1, round[index % 3] ?? ''),
    );
    const timeline = draw(events, 50);
    check(timeline, events, 50);
    const { bands, gaps, retries } = timeline;
    expect(bands).toHaveLength(50);
    expect([bands[0]?.fromSeq, bands[49]?.toSeq, bands[0]?.x0, bands[49]?.x1]).toEqual([1, 5999, 0, 1]);
    expect(gaps.length).toBeLessThanOrEqual(50);
    expect(retries.length).toBeLessThanOrEqual(50);
  });

  it('gives no ticks when there are more events than buckets', () => {
    const many = Array.from({ length: 60 }, (_, index) => sampleEvent(index + 1, 'TaskAssigned'));
    expect(draw(many, 50).ticks).toEqual([]);
    expect(draw(many, 60).ticks).toHaveLength(60);
  });
});
