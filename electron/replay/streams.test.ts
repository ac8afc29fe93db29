import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventFilter } from '#shared/contract/replay.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { encodeEvent } from '../stores/taskEvents/taskItems.ts';
import { taskPages } from '../worker/taskPages.ts';
import { createDocumentFold } from './documentFold.ts';
import { compareEvents } from './order.ts';
import { fold, type Reducer } from './reducer.ts';
import { junkEvents, keyOf, legalStreams, sampleEvent } from './samples.ts';
import { noneReducer } from './reducers/noneReducer.ts';
import { taskReducer } from './taskReducer.ts';
import { createTaskSession } from './createTaskSession.ts';
import type { TaskSession } from './taskSession.ts';

const SLOW: Reducer = { ...taskReducer, tracking: undefined };
const ALL: EventFilter = { types: [], text: '', regex: false };

const pageOf = (events: readonly TaskEvent[]): Uint8Array =>
  Buffer.from(JSON.stringify({ Items: events.map((event) => encodeEvent('t', event.key, event, 'w')) }));

/** A stream with gaps, twins under other keys, wide numbers; and the pages it arrives in, some events twice. */
const arrivals = fc
  .record({
    events: legalStreams,
    gaps: fc.array(fc.nat(299), { maxLength: 5 }),
    // A key stands once in a table: no event has two twins, and no twin has one.
    twins: fc.uniqueArray(fc.nat(299), { maxLength: 5 }),
    shift: fc.constantFrom(0, 9_950),
    cuts: fc.array(fc.tuple(fc.nat(310), fc.nat(310)), { maxLength: 8 }),
  })
  .map(({ events, gaps, twins, shift, cuts }) => {
    const first = events
      .filter((_, index) => !gaps.includes(index))
      .map((event) => ({ ...event, seq: event.seq + shift, key: keyOf(event.seq + shift) }));
    const stream: TaskEvent[] = [...first];
    for (const at of twins) {
      const event = first[at];
      if (event !== undefined)
        stream.push({ ...sampleEvent(event.seq, 'TaskAssigned'), key: `EVENT#00000${event.seq}` });
    }
    const pages = cuts.map(([from, length]) => stream.slice(from, from + length));
    return {
      stream: [...stream].sort(compareEvents),
      pages: [...pages, stream.slice(150), stream.slice(0, 150)],
    };
  });

const answers = (session: TaskSession): unknown => ({
  rows: session.events(ALL, { from: 0, to: 400 }).rows,
  found: session.events({ ...ALL, text: 'e_3' }, { from: 0, to: 400 }).rows,
  summary: { ...session.summary(), version: 0 },
  timeline: session.timeline(200),
});

describe('a stream kept as pages', () => {
  it('has at every point the state of a full fold, in whatever order its pages come', () => {
    fc.assert(
      fc.property(arrivals, fc.boolean(), ({ stream, pages }, early) => {
        const session = createTaskSession('t', taskReducer, undefined, taskPages);
        for (const page of pages) {
          session.addPages([pageOf(page)]);
          if (early) session.summary();
        }
        session.complete();
        expect(session.progress().events).toBe(stream.length);
        for (let count = 1; count <= stream.length; count += 7) {
          const event = stream[count - 1];
          if (event === undefined || stream[count]?.seq === event.seq) continue;
          expect(session.state(event.seq).state).toEqual(fold(SLOW, stream.slice(0, count)));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('answers as one kept as events, folded step by step, does', () => {
    fc.assert(
      fc.property(arrivals, ({ stream, pages }) => {
        const session = createTaskSession('t', taskReducer, undefined, taskPages);
        session.addPages(pages.map(pageOf));
        session.complete();
        const twin = createTaskSession('t', SLOW);
        twin.add(stream.map((event) => ({ kind: 'event', taskId: 't', event })));
        twin.complete();
        expect(answers(session)).toEqual(answers(twin));
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['task', taskReducer],
    ['none', noneReducer],
  ])('folds any events by their marks as step by step: %s', (_, reducer: Reducer) => {
    const slow: Reducer = { ...reducer, tracking: undefined };
    const some = fc.uniqueArray(junkEvents, { maxLength: 60, selector: ({ seq, key }) => `${seq} ${key}` });
    fc.assert(
      fc.property(some, (events) => {
        const stream = [...events].sort(compareEvents);
        const session = createTaskSession('t', reducer);
        session.add(events.map((event) => ({ kind: 'event', taskId: 't', event })));
        for (const [index, event] of stream.entries()) {
          if (stream[index + 1]?.seq === event.seq) continue;
          expect(session.state(event.seq).state).toEqual(fold(slow, stream.slice(0, index + 1)));
        }
      }),
    );
  });

  it('finds text that is written in another way in the bytes', () => {
    const events = [
      sampleEvent(1, 'Odd', { note: { S: 'Grüße an K\u212Aelvin' } }),
      sampleEvent(2, 'Odd', { note: { S: 'tab\there "quoted" back\\slash' } }),
      sampleEvent(3, 'TaskRetryScheduled', { delay_ms: { N: '90000' } }),
      sampleEvent(4, 'Odd', { nothing: { NULL: true }, list: { L: [{ S: 'Deep-Thing' }] } }),
    ];
    const session = createTaskSession('t', taskReducer, undefined, taskPages);
    session.addPages([pageOf(events)]);
    const hits = (text: string): readonly number[] =>
      session.events({ ...ALL, text }, { from: 0, to: 9 }).rows.map(({ seq }) => seq);
    expect(hits('kkelvin')).toEqual([1]);
    expect(hits('grüße')).toEqual([1]);
    expect(hits('here "quoted" back')).toEqual([2]);
    expect(hits('in 1.5 min')).toEqual([3]);
    expect(hits('null')).toEqual([4]);
    expect(hits('deep-thing')).toEqual([4]);
    expect(hits('absent-thing')).toEqual([]);
  });
});

describe('kept states', () => {
  it('stay within their memory, and lead to every state all the same', () => {
    const events = Array.from({ length: 40_000 }, (_, index) =>
      sampleEvent(index + 1, index === 0 ? 'TaskCreated' : 'TaskAssigned', { assignee: { S: `p${index}` } }),
    );
    let looked = 0;
    const eventAt = (position: number): TaskEvent | undefined => {
      looked += 1;
      return events[position];
    };
    const kept = createDocumentFold(SLOW, { eventAt }, 60_000);
    const room = events.length;
    kept.settle(room, { statuses: new Uint8Array(room), flags: new Uint16Array(room), statusId: () => 0 });
    for (const count of [1, 777, 20_000, 39_950, 40_000]) {
      expect(kept.stateAfter(count)).toEqual(fold(SLOW, events.slice(0, count)));
    }
    looked = 0;
    kept.stateAfter(39_960);
    expect(looked).toBeLessThanOrEqual(100);
  });
});
