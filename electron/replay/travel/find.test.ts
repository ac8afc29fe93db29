import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TravelTarget, Towards } from '#shared/contract/travel.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { legalStream, legalStreams, sampleEvent, sampleStream } from '../samples.ts';
import type { TaskSession } from '../taskSession.ts';
import { arrayStream } from './arrayStream.fixture.ts';
import { stepMeets } from './fieldTest.ts';
import { expected, findWith, hurried, opened } from './travelling.fixture.ts';
import { createTravel } from './travelSession.ts';

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
