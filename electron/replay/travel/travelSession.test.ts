import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventFilter } from '#shared/contract/replay.ts';
import type { GroupRow, SearchHit, TextQuery, TravelTarget, Towards } from '#shared/contract/travel.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { plainJson } from '#shared/model/plainJson.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { searchableText } from '../searchableText.ts';
import { eventItem, legalStream, legalStreams, sampleEvent, sampleStream } from '../samples.ts';
import { createTaskSession } from '../createTaskSession.ts';
import type { TaskSession } from '../taskSession.ts';
import { arrayStream } from './arrayStream.fixture.ts';
import { stepMeets } from './fieldTest.ts';
import { createTravel, type TravelSession } from './travelSession.ts';

const ALL: EventFilter = { types: [], text: '', regex: false };

/** A traveller whose slices end after one look each. */
const hurried = (events: readonly TaskEvent[]): TravelSession => {
  const stream = arrayStream(events);
  return createTravel({
    stream: () => stream,
    version: () => 1,
    positions: () => events.map((_, index) => index),
    rowsAt: () => [],
    budget: () => ({ spent: () => true }),
  }).session;
};

const findWith = (
  session: TravelSession,
  target: TravelTarget,
  seq: number,
  towards: Towards,
): number | null => {
  let answer = session.find(target, seq, towards, undefined);
  while (answer.kind === 'further') answer = session.find(target, seq, towards, answer.cursor);
  if (answer.kind === 'moved') throw new Error('The stream has not changed.');
  return answer.kind === 'found' ? answer.seq : null;
};

const searchWith = (session: TravelSession, query: TextQuery): readonly SearchHit[] => {
  const hits: SearchHit[] = [];
  let answer = session.search(query, undefined);
  for (;;) {
    if (answer.kind === 'moved') throw new Error('The stream has not changed.');
    hits.push(...answer.hits);
    if (answer.cursor === undefined) return hits;
    answer = session.search(query, answer.cursor);
  }
};

const opened = (events: readonly TaskEvent[]): TaskSession => {
  const session = createTaskSession('t');
  session.add(events.map((event) => eventItem(event)));
  session.complete();
  return session;
};

/** The sequences that are meant, told the plain way; then the one that a walk should find. */
const expected = (meant: readonly number[], seq: number, towards: Towards): number | null => {
  if (towards === 'start') return meant[0] ?? null;
  if (towards === 'forward') return meant.find((each) => each > seq) ?? null;
  return meant.filter((each) => each < seq).at(-1) ?? null;
};

const TARGETS: readonly TravelTarget[] = [
  { kind: 'field', path: ['status'], test: { op: 'changes' } },
  { kind: 'field', path: ['status'], test: { op: '=', value: { S: 'running' } } },
  { kind: 'field', path: ['progress'], test: { op: '>', value: { N: '50.0' } } },
  { kind: 'field', path: ['last_error'], test: { op: 'exists' } },
  { kind: 'field', path: ['assignee'], test: { op: 'contains', value: { S: 'n 3' } } },
];

const meantBy = (events: readonly TaskEvent[], target: TravelTarget): readonly number[] => {
  const stream = arrayStream(events);
  return events.flatMap((event, at) => {
    if (target.kind !== 'field') return [];
    const [before, after] = [stream.stateAfter(at), stream.stateAfter(at + 1)];
    return stepMeets(before, after, target.path, target.test, at === 0) ? [event.seq] : [];
  });
};

describe('finding', () => {
  it('comes to the same event as looking at every step, in slices of any length, from anywhere, either way', () => {
    fc.assert(
      fc.property(
        legalStreams,
        fc.constantFrom(...TARGETS),
        fc.nat(310),
        fc.constantFrom<Towards>('forward', 'backward', 'start'),
        (events, target, seq, towards) => {
          const wanted = expected(meantBy(events, target), seq, towards);
          expect(findWith(hurried(events), target, seq, towards)).toBe(wanted);
          expect(findWith(opened(events), target, seq, towards)).toBe(wanted);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('knows failures, gaps and findings', () => {
    const events = [
      ...sampleStream('TaskCreated', 'TaskStarted', 'TaskFailed', 'TaskRetryScheduled'),
      sampleEvent(8, 'TaskStarted'),
      sampleEvent(9, 'TaskProgressed', { progress: { N: '1' } }),
      sampleEvent(10, 'TaskCreated'),
      sampleEvent(11, 'Odd'),
    ];
    const all = (kind: 'failure' | 'gap' | 'finding', session: TaskSession): readonly number[] => {
      const found: number[] = [];
      for (let seq = 0; ;) {
        const next = findWith(session, { kind }, seq, 'forward');
        if (next === null) return found;
        found.push(next);
        seq = next;
      }
    };
    const session = opened(events);
    expect(all('failure', session)).toEqual([3, 8, 10]);
    expect(all('gap', session)).toEqual([8]);
    expect(all('finding', session)).toEqual([8, 10, 11]);
    expect(findWith(session, { kind: 'failure' }, 8, 'backward')).toBe(3);
    session.add([
      { kind: 'undecodable', taskId: 't', undecodable: { key: 'EVENT#0006', seq: 6, reason: 'no type' } },
    ]);
    expect(all('finding', session)).toEqual([8, 10, 11]);
    session.add([
      { kind: 'undecodable', taskId: 't', undecodable: { key: 'EVENT#0012', seq: 12, reason: 'no type' } },
    ]);
    expect(findWith(session, { kind: 'finding' }, 10, 'forward')).toBe(11);
  });

  it('begins again when what it stood on has changed', () => {
    const events = legalStream(Array.from({ length: 2000 }, () => 0));
    let list = events;
    const travel = createTravel({
      stream: () => arrayStream(list),
      version: () => 1,
      positions: () => [],
      rowsAt: () => [],
      budget: () => ({ spent: () => true }),
    }).session;
    const first = travel.find({ kind: 'gap' }, 0, 'start', undefined);
    if (first.kind !== 'further') throw new Error('Two thousand events are more than one look.');
    list = events.filter(({ seq }) => seq !== 1);
    expect(travel.find({ kind: 'gap' }, 0, 'start', first.cursor)).toEqual({ kind: 'moved' });
    const searched = travel.search({ within: 'events', text: 'x', regex: false }, first.cursor);
    expect(searched).toEqual({ kind: 'moved' });
  });
});

const holdsText = (state: AttributeMap, text: string): boolean =>
  Object.entries(state).some(([name, value]) => `${name}: ${plainJson(value)}`.toLowerCase().includes(text));

describe('searching', () => {
  it('finds exactly the events that carry a text', () => {
    fc.assert(
      fc.property(
        legalStreams,
        fc.constantFrom('person 3', 'title', 'E_1', '"99"', 'progress'),
        (events, text) => {
          const wanted = events.filter((event) =>
            searchableText(event).toLowerCase().includes(text.toLowerCase()),
          );
          const query = { within: 'events', text, regex: false } as const;
          const seqs = wanted.map(({ seq }) => seq);
          expect(searchWith(hurried(events), query).map(({ seq }) => seq)).toEqual(seqs);
          expect(searchWith(opened(events), query).map(({ seq }) => seq)).toEqual(seqs);
          expect(findWith(hurried(events), { kind: 'text', query }, 7, 'backward')).toBe(
            expected(seqs, 7, 'backward'),
          );
        },
      ),
    );
  });

  it('finds exactly where a text comes into the state and where it goes out', () => {
    fc.assert(
      fc.property(
        legalStreams,
        fc.constantFrom('person 3', 'running', 'e_1', 'progress: 9', 'status'),
        (events, text) => {
          const stream = arrayStream(events);
          let held = false;
          const wanted = events.flatMap(({ seq }, at) => {
            const holds = holdsText(stream.stateAfter(at + 1), text);
            const change = holds === held ? [] : [{ kind: holds ? 'entered' : 'left', seq }];
            held = holds;
            return change;
          });
          const query = { within: 'states', text, regex: false } as const;
          for (const session of [hurried(events), opened(events)]) {
            expect(searchWith(session, query).map(({ kind, seq }) => ({ kind, seq }))).toEqual(wanted);
          }
        },
      ),
    );
  });

  it('shows a match with what stands around it, and takes expressions', () => {
    const session = opened([
      ...sampleStream('TaskCreated', 'TaskStarted'),
      sampleEvent(3, 'TaskFailed', { error: { S: `${'x'.repeat(90)} E_5XX from gateway` } }),
    ]);
    const [hit] = searchWith(session, { within: 'states', text: 'E_\\dXX', regex: true });
    if (hit?.kind !== 'entered') throw new Error('The error is in the state.');
    expect(hit.seq).toBe(3);
    expect(hit.excerpt.match).toBe('E_5XX');
    expect(hit.excerpt.before).toMatch(/^…x+ $/);
    expect(hit.excerpt.after).toBe(' from gateway"');
    expect(searchWith(session, { within: 'events', text: '/taskSTARTED/', regex: true })).toEqual([]);
  });

  it('refuses bad expressions and stops those that never end', () => {
    const session = opened([sampleEvent(1, 'TaskCreated', { title: { S: `${'a'.repeat(60)}!` } })]);
    for (const text of ['(', '/(a+)+$/']) {
      const query = { within: 'events', text, regex: true } as const;
      expect(() => searchWith(session, query)).toThrow(AppError);
      expect(() => findWith(session, { kind: 'text', query }, 0, 'start')).toThrow(AppError);
    }
  });
});

/** The events of grouped rows, as they would stand without groups. */
const written = (rows: readonly GroupRow[]): readonly string[] =>
  rows.map((row) =>
    row.kind === 'event'
      ? `${row.within ? '  ' : ''}${row.row.seq}`
      : `${row.first.seq}-${row.last.seq} ×${row.count}${row.expanded ? ' open' : ''}`,
  );

describe('groups', () => {
  const events = [
    ...sampleStream('TaskCreated', 'TaskStarted', 'TaskProgressed', 'TaskProgressed', 'TaskProgressed'),
    ...[6, 7].map((seq) => sampleEvent(seq, 'TaskAssigned')),
    ...[8, 9, 12, 13, 14, 15].map((seq) =>
      sampleEvent(seq, 'TaskProgressed', { progress: { N: String(seq) } }),
    ),
  ];

  it('collapse runs of one type, but for two, and never hide a finding', () => {
    const session = opened(events);
    const rows = session.groups(ALL, [], { from: 0, to: 100 });
    expect(written(rows.rows)).toEqual(['1', '2', '3-5 ×3', '6', '7', '8', '9', '12', '13-15 ×3']);
    expect(rows.total).toBe(9);
    const group = rows.rows[8];
    expect(group?.kind === 'group' ? [group.first.gist, group.last.gist] : []).toEqual(['13 %', '15 %']);
  });

  it('are cut in slices, the same as at a stretch', () => {
    const travel = createTravel({
      stream: () => arrayStream(events),
      version: () => 1,
      positions: () => events.map((_, index) => index),
      rowsAt: () => [],
      budget: () => ({ spent: () => true }),
    });
    const slices = [...travel.cut(ALL)];
    expect(slices).toHaveLength(events.length);
    expect([...travel.cut(ALL)]).toHaveLength(0);
    expect(travel.session.groups(ALL, [], { from: 0, to: 0 }).total).toBe(9);
  });

  it('open by their first event, and stay open when events are appended', () => {
    const session = opened(events);
    session.add([eventItem(sampleEvent(16, 'TaskProgressed'))]);
    const { rows, total } = session.groups(ALL, [13, 99, 6], { from: 7, to: 100 });
    expect(written(rows)).toEqual(['12', '13-16 ×4 open', '  13', '  14', '  15', '  16']);
    expect(total).toBe(13);
    expect(session.groupOf(ALL, [13], 15)).toEqual({ index: 11, exact: true });
    expect(session.groupOf(ALL, [], 15)).toEqual({ index: 8, exact: true });
    expect(session.groupOf(ALL, [], 10)).toEqual({ index: 6, exact: false });
  });

  it('hold every event once, in order, and are found again, for any stream and any set of open groups', () => {
    fc.assert(
      fc.property(legalStreams, fc.array(fc.nat(300), { maxLength: 30 }), (stream, open) => {
        const session = opened(stream);
        const { rows, total } = session.groups(ALL, open, { from: 0, to: 2000 });
        expect(rows).toHaveLength(total);
        const seqs = rows.flatMap((row) => {
          if (row.kind === 'event') return [row.row.seq];
          expect(row.count).toBe(row.last.seq - row.first.seq + 1);
          return row.expanded ? [] : Array.from({ length: row.count }, (_, at) => row.first.seq + at);
        });
        expect(seqs).toEqual(stream.map(({ seq }) => seq));
        for (const { seq } of stream) {
          const row = rows[session.groupOf(ALL, open, seq).index ?? -1];
          const holds =
            row?.kind === 'event'
              ? row.row.seq === seq
              : (row?.first.seq ?? 1e9) <= seq && seq <= (row?.last.seq ?? 0);
          expect(holds).toBe(true);
        }
        const part = session.groups(ALL, open, { from: 3, to: 9 });
        expect(part.rows).toEqual(rows.slice(3, 9));
      }),
      { numRuns: 60 },
    );
  });
});

describe('from row to row', () => {
  const session = opened([
    ...sampleStream('TaskCreated', 'TaskStarted', 'TaskProgressed', 'TaskProgressed', 'TaskProgressed'),
    ...[6, 9, 12].map((seq) => sampleEvent(seq, 'TaskAssigned')),
  ]);
  const from = (seq: number, by: number, open?: readonly number[], filter = ALL): number | null =>
    session.rowFrom(filter, open, seq, by).seq;

  it('goes over gaps, and not beyond the ends', () => {
    expect([from(6, 1), from(9, -2), from(5, 100), from(5, -100), from(6, 0)]).toEqual([9, 5, 12, 1, 6]);
  });

  it('goes from where an event would stand that is not in the list', () => {
    expect([from(7, 1), from(7, -1), from(99, -1), from(0, 1)]).toEqual([9, 6, 12, 1]);
    const assigned = { ...ALL, types: ['TaskAssigned'] };
    expect([from(3, 1, undefined, assigned), from(3, -1, undefined, assigned)]).toEqual([6, 6]);
    expect(from(3, 1, undefined, { ...ALL, types: ['None'] })).toBeNull();
  });

  it('goes over a closed group as over one row, which stands for its last event', () => {
    expect([from(2, 1, []), from(3, 1, []), from(4, -1, []), from(6, -1, [])]).toEqual([5, 6, 2, 5]);
    expect([from(2, 1, [3]), from(2, 2, [3]), from(4, 1, [3])]).toEqual([5, 3, 5]);
    expect([from(12, -1e9, []), from(1, 1e9, [])]).toEqual([1, 12]);
  });

  it('passes the events of one sequence together', () => {
    const doubled = opened(sampleStream('TaskCreated', 'TaskStarted', 'TaskProgressed'));
    doubled.add([eventItem(sampleEvent(2, 'TaskStarted', undefined, { key: 'EVENT#00002' }))]);
    expect(doubled.events(ALL, { from: 0, to: 9 }).rows.map(({ seq }) => seq)).toEqual([1, 2, 2, 3]);
    expect([doubled.rowFrom(ALL, undefined, 2, 1).seq, doubled.rowFrom(ALL, undefined, 2, -1).seq]).toEqual([
      3, 1,
    ]);
  });
});

describe('rows and pace', () => {
  it('say which events changed nothing but the stamps of the last event', () => {
    const session = opened([
      ...sampleStream('TaskCreated', 'TaskStarted', 'TaskProgressed', 'Odd', 'TaskAssigned'),
      sampleEvent(6, 'TaskAssigned', { assignee: { S: 'a' } }),
      sampleEvent(7, 'TaskAssigned', { assignee: { S: 'a' } }),
      sampleEvent(8, 'TaskProgressed', { progress: { N: '0.0' } }),
    ]);
    const { rows } = session.events(ALL, { from: 0, to: 100 });
    expect(rows.filter(({ changed }) => changed).map(({ seq }) => seq)).toEqual([1, 2, 6]);
  });

  it('give the distances of the next events, never negative', () => {
    const session = opened([
      sampleEvent(1, 'TaskCreated', undefined, { at: '2026-03-11T09:00:00.000Z' }),
      sampleEvent(2, 'TaskStarted', undefined, { at: '2026-03-11T09:00:02.500Z' }),
      sampleEvent(3, 'TaskProgressed', undefined, { at: 'soon' }),
      sampleEvent(4, 'TaskProgressed', undefined, { at: '2026-03-11T09:00:01.000Z' }),
      sampleEvent(9, 'TaskProgressed', undefined, { at: '2026-03-11T09:00:01.250Z' }),
    ]);
    expect(session.pace(0, 100)).toEqual({ seqs: [1, 2, 3, 4, 9], sinceMs: [0, 2500, 0, 0, 250] });
    expect(session.pace(3, 1)).toEqual({ seqs: [4], sinceMs: [0] });
    expect(session.pace(9, 5)).toEqual({ seqs: [], sinceMs: [] });
  });
});
