import { describe, expect, it } from 'vitest';
import { eventItem, sampleEvent, sampleStream } from '../samples.ts';
import { ALL, opened } from './travelling.fixture.ts';

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
