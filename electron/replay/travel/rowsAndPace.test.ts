import { describe, expect, it } from 'vitest';
import { sampleEvent, sampleStream } from '../samples.ts';
import { ALL, opened } from './travelling.fixture.ts';

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
