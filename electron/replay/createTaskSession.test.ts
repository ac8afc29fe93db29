import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taskSummarySchema, type EventFilter } from '#shared/contract/replay.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { applyDiff } from './applyDiff.ts';
import { equalDocuments } from './equality.ts';
import { compareEvents } from './order.ts';
import { fold, type Reducer } from './reducer.ts';
import {
  eventItem,
  junkItems,
  legalStreams,
  projectionItem,
  sampleEvent,
  sampleStream,
  timeAt,
} from './samples.ts';
import { taskReducer } from './taskReducer.ts';
import { callSession } from './callTables.ts';
import { createTaskSession } from './createTaskSession.ts';
import type { SessionCall, TaskSession } from './taskSession.ts';

const ALL: EventFilter = { types: [], text: '', regex: false };
const RANGE = { from: 0, to: 2000 };

const opened = (...batches: readonly (readonly TaskItem[])[]): TaskSession => {
  const session = createTaskSession('t');
  for (const batch of batches) session.add(batch);
  session.complete();
  return session;
};

/** Everything a session answers, but for its version. */
const answers = (session: TaskSession): unknown => ({
  summary: { ...session.summary(), version: 0 },
  events: session.events(ALL, RANGE).rows,
  timeline: session.timeline(100),
  states: [0, 1, 2, 5, 50, 100, 101, 1e6].map((seq) => session.state(seq)),
});

/** `items` without the projections: the last one given counts, so their order matters. */
const unordered = fc.array(
  junkItems.filter(({ kind }) => kind === 'event' || kind === 'bystander'),
  { maxLength: 60 },
);
const keyed = unordered.map((items) => {
  const keys = new Set<string>();
  return items.filter((item) => {
    if (item.kind !== 'event') return true;
    const key = `${item.event.seq} ${item.event.key}`;
    return !keys.has(key) && keys.add(key);
  });
});

const ROUND = [
  'TaskAssigned',
  'TaskStarted',
  'TaskProgressed',
  'TaskProgressed',
  'TaskFailed',
  'TaskRetryScheduled',
];

/** 360 events, many retries; the payloads tell the events apart. */
const longer = Array.from({ length: 360 }, (_, index) =>
  sampleEvent(index + 1, index === 0 ? 'TaskCreated' : (ROUND[index % ROUND.length] ?? ''), {
    assignee: { S: `p${index}` },
    progress: { N: String(index % 100) },
    error: { S: `E${index}` },
  }),
);
const long = longer.slice(0, 350);

describe('task session', () => {
  it('answers the same in whatever order and pieces the items arrive', () => {
    const cut = fc.tuple(keyed, fc.array(fc.nat(60), { maxLength: 4 }), fc.infiniteStream(fc.nat()));
    fc.assert(
      fc.property(cut, ([items, cuts, picks]) => {
        const expected = answers(opened(items));
        const rest = [...items];
        const shuffled: TaskItem[] = [];
        while (rest.length > 0) shuffled.push(...rest.splice((picks.next().value ?? 0) % rest.length, 1));
        const edges = [0, ...cuts.map((at) => at % (items.length + 1)).sort((a, b) => a - b), items.length];
        const session = createTaskSession('t');
        edges.slice(1).forEach((end, index) => {
          session.add(shuffled.slice(edges[index], end));
          // Answers in between must not spoil later ones.
          answers(session);
        });
        // An item may come twice.
        session.add(shuffled.slice(0, 5));
        session.complete();
        expect(answers(session)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('has at every point the state of the events so far', () => {
    fc.assert(
      fc.property(legalStreams, fc.nat(320), (events, pick) => {
        const session = opened(events.map((event) => eventItem(event)));
        const seq = pick % (events.length + 2);
        expect(session.state(seq).state).toEqual(fold(taskReducer, events.slice(0, seq)));
      }),
    );
    const session = opened(long.map((event) => eventItem(event)));
    for (let seq = 0; seq <= long.length; seq += 1) {
      const { state, changes, event } = session.state(seq);
      expect(state).toEqual(fold(taskReducer, long.slice(0, seq)));
      expect(event).toEqual(seq === 0 ? undefined : long[seq - 1]);
      if (seq > 0) expect(applyDiff(changes, session.state(seq - 1).state)).toEqual(state);
    }
  });

  it('takes events one by one, in between and at the end, as if they had come at once', () => {
    const session = createTaskSession('t');
    session.add(long.slice(300).map((event) => eventItem(event)));
    session.summary();
    session.add(long.slice(0, 120).map((event) => eventItem(event)));
    session.state(110);
    session.add(long.slice(100, 300).map((event) => eventItem(event)));
    session.complete();
    for (const event of longer.slice(350)) {
      session.add([eventItem(event)]);
      session.summary();
    }
    expect(answers(session)).toEqual(answers(opened(longer.map((event) => eventItem(event)))));
  });

  it('folds only what is new when events are appended', () => {
    let steps = 0;
    const counting = {
      ...taskReducer,
      tracking: undefined,
      step: (...args: Parameters<typeof taskReducer.step>) => {
        steps += 1;
        return taskReducer.step(...args);
      },
    };
    const session = createTaskSession('t', counting);
    session.add(long.slice(0, 340).map((event) => eventItem(event)));
    session.complete();
    session.summary();
    steps = 0;
    session.add(long.slice(340).map((event) => eventItem(event)));
    session.summary();
    expect(steps).toBe(10);
  });

  it('orders by number: EVENT#10000 comes after EVENT#9999, and twins stay both', () => {
    const events = [10_000, 9999, 7].map((seq) => sampleEvent(seq, 'TaskAssigned'));
    const twin = sampleEvent(7, 'TaskAssigned', undefined, { key: 'EVENT#7' });
    const session = opened([...events, twin].map((event) => eventItem(event)));
    const { rows } = session.events(ALL, RANGE);
    expect(rows.map(({ key }) => key)).toEqual(['EVENT#0007', 'EVENT#7', 'EVENT#9999', 'EVENT#10000']);
    expect([...events].sort(compareEvents).map(({ seq }) => seq)).toEqual([7, 9999, 10_000]);
    expect(session.state(7).event?.key).toBe('EVENT#7');
  });

  it('gives no verdict before it is complete', () => {
    const session = createTaskSession('t');
    session.add(
      sampleStream('TaskCreated', 'TaskStarted', 'TaskFailed')
        .slice(1)
        .map((event) => eventItem(event)),
    );
    session.add([projectionItem({ status: { S: 'pending' } })]);
    expect(session.summary()).toMatchObject({
      complete: false,
      drift: null,
      findings: [],
      events: 2,
      lastSeq: 3,
    });
    expect(session.events(ALL, RANGE).rows.flatMap(({ findings }) => findings)).toEqual([]);
    expect(session.timeline(50).gaps).toEqual([]);
    session.complete();
    expect(session.summary()).toMatchObject({ complete: true, drift: { class: 'diverged' } });
    expect(session.summary().findings.map(({ kind }) => kind)).toContain('sequence-gap');
    expect(session.timeline(50).gaps).toHaveLength(1);
  });

  it('raises its version with every change, and only then', () => {
    const items = sampleStream('TaskCreated', 'TaskStarted').map((event) => eventItem(event));
    const session = opened(items, [projectionItem({ status: { S: 'pending' } })]);
    const { version } = session.progress();
    expect(session.add(items).version).toBe(version);
    expect(session.add([projectionItem({ status: { S: 'pending' } })]).version).toBe(version);
    expect(session.complete().version).toBe(version);
    expect(session.summary().drift?.class).toBe('lagging');
    expect(session.add([projectionItem({ status: { S: 'running' } })]).version).toBe(version + 1);
    expect(session.summary().drift).toBeNull();
    expect(session.add([eventItem(sampleEvent(3, 'TaskFailed'))]).version).toBe(version + 2);
    expect(session.summary()).toMatchObject({
      version: version + 2,
      drift: { class: 'lagging' },
      lastSeq: 3,
    });
    session.removeProjection();
    expect(session.summary()).toMatchObject({
      stored: null,
      drift: null,
      findings: [{ kind: 'orphan-events' }],
    });
    session.reset();
    expect(session.summary()).toMatchObject({ events: 0, complete: false, replayed: {} });
  });

  it('takes an event that has become unreadable, or readable again', () => {
    const [first = sampleEvent(1, ''), second = sampleEvent(2, '')] = sampleStream(
      'TaskCreated',
      'TaskStarted',
    );
    const session = opened([
      eventItem(first),
      eventItem(second),
      projectionItem({ status: { S: 'running' } }),
    ]);
    session.add([
      { kind: 'undecodable', taskId: 't', undecodable: { key: second.key, seq: 2, reason: 'r' } },
    ]);
    expect(session.summary()).toMatchObject({ events: 1, undecodable: [{ key: second.key }] });
    session.add([eventItem(second)]);
    expect(session.summary()).toMatchObject({ events: 2, undecodable: [], findings: [] });
  });

  it('pages and finds rows of the filtered list', () => {
    const session = opened(long.map((event) => eventItem(event)));
    const filter = { ...ALL, types: ['TaskFailed'] };
    const failed = long.filter(({ type }) => type === 'TaskFailed').map(({ seq }) => seq);
    const { total, rows } = session.events(filter, { from: 1, to: 3 });
    expect(total).toBe(failed.length);
    expect(rows.map(({ seq }) => seq)).toEqual(failed.slice(1, 3));
    const [first = 0, second = 0] = failed;
    expect(session.indexOf(filter, second)).toEqual({ index: 1, exact: true });
    expect(session.indexOf(filter, second + 1)).toEqual({ index: 1, exact: false });
    expect(session.indexOf(filter, first - 1)).toEqual({ index: null, exact: false });
    expect(session.indexOf(ALL, 1e6)).toEqual({ index: 349, exact: false });
  });

  it('tells the time between events, negative when the clock went back', () => {
    const at = [timeAt(0), timeAt(1.5), 'never', timeAt(1), timeAt(0.5)];
    const session = opened(
      at.map((text, i) => eventItem(sampleEvent(i + 1, 'TaskAssigned', {}, { at: text }))),
    );
    const { rows } = session.events(ALL, RANGE);
    expect(rows.map(({ sinceMs }) => sinceMs)).toEqual([undefined, 1500, undefined, undefined, -500]);
  });

  it('compares any two points, the stored projection among them', () => {
    const session = opened(
      long.map((event) => eventItem(event)),
      [projectionItem({ status: { S: 'x' } })],
    );
    const { from, to, changes } = session.diff({ kind: 'seq', seq: 3 }, { kind: 'stored' });
    expect(from).toEqual(fold(taskReducer, long.slice(0, 3)));
    expect(to).toEqual({ status: { S: 'x' } });
    expect(equalDocuments(applyDiff(changes, from), to)).toBe(true);
    expect(session.diff({ kind: 'seq', seq: 9 }, { kind: 'seq', seq: 9 }).changes).toEqual([]);
  });

  it('finds the last event at or before a time', () => {
    const session = opened(
      [10, 20, 15, 30].map((s, i) => eventItem(sampleEvent(i + 1, 'TaskAssigned', {}, { at: timeAt(s) }))),
    );
    const seek = (seconds: number): number => session.seek(timeAt(seconds)).seq;
    expect([9, 10, 19, 20, 29, 30, 99].map(seek)).toEqual([0, 1, 1, 3, 3, 4, 4]);
    expect(() => session.seek('noon')).toThrow(AppError);
  });

  it('fits the contract and never throws, whatever is stored', () => {
    fc.assert(
      fc.property(fc.array(junkItems, { maxLength: 50 }), (items) => {
        const session = opened(items);
        expect(taskSummarySchema.safeParse(session.summary()).success).toBe(true);
        answers(session);
        session.diff({ kind: 'stored' }, { kind: 'seq', seq: 9 });
        session.events({ ...ALL, text: 'a' }, RANGE);
        session.seek(timeAt(50));
      }),
    );
  });
});

describe('a session whose reducer takes its time', () => {
  const calls: readonly SessionCall[] = [
    { method: 'summary', args: [] },
    { method: 'timeline', args: [100] },
  ];

  it.each(calls)('is folded in slices, whatever comes between them: $method', (call) => {
    let folded = 0;
    const before: AttributeMap[] = [];
    // Longer than a slice for every event, but for one that it has folded already on the same state.
    const slow: Reducer = {
      ...taskReducer,
      tracking: undefined,
      ahead(state) {
        if (before.includes(state)) return 1;
        before.push(state);
        for (const end = performance.now() + 16; performance.now() < end;);
        folded += 1;
        return 1;
      },
    };
    const items = (from: number, to: number): readonly TaskItem[] =>
      sampleStream(...Array<string>(to).fill('TaskProgressed'))
        .slice(from)
        .map((event) => eventItem(event));
    const session = createTaskSession('t', slow);
    session.add(items(10, 12));
    const slices = session.prepare(call);
    let most = 0;
    for (let turn = 0; turn < 100; turn += 1) {
      const sofar = folded;
      const { done } = slices.next();
      most = Math.max(most, folded - sofar);
      if (done === true) break;
      // What comes first is put before what was folded already.
      if (turn === 1) session.add(items(4, 10));
      if (turn === 4) session.add(items(0, 4));
    }
    expect(most).toBe(1);
    const all = folded;
    callSession(session, call);
    expect(folded).toBe(all);
  });
});
