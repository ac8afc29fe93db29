import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import { equalOptional } from '../equality.ts';
import { replayedOf, replayedThrough } from '../replayed.fixture.ts';
import { legalStreams, sampleStream } from '../samples.ts';
import { taskReducer } from '../taskReducer.ts';
import { createFieldAnalyses } from './fieldAnalyses.ts';
import { valueAt } from './valueAt.ts';

/** Asks until the answer is complete: how far one question comes depends on the machine. */
function whole<T extends { readonly complete: boolean }>(ask: () => T): T {
  for (;;) {
    const answer = ask();
    if (answer.complete) return answer;
  }
}

const ofStatuses = (...statuses: readonly string[]) =>
  createFieldAnalyses(() => replayedThrough(statuses.map((S) => ({ status: { S } }))));

describe('a field’s history', () => {
  it('holds every event that changed it, with what it was and what it became', () => {
    fc.assert(
      fc.property(legalStreams, fc.constantFrom('status', 'progress', 'attempts', 'none'), (events, name) => {
        const stream = replayedOf(events, taskReducer);
        const analyses = createFieldAnalyses(() => stream);
        const history = whole(() => analyses.history([name], 50));
        const expected: unknown[] = [];
        stream.steps(0, events.length, (_, before, { seq, type, at }, after) => {
          const [was, is] = [valueAt(before, [name]), valueAt(after, [name])];
          if (equalOptional(was, is)) return;
          expected.push({
            seq,
            type,
            at,
            ...(was === undefined ? {} : { before: was }),
            ...(is === undefined ? {} : { after: is }),
          });
        });
        expect(analyses.changes([name], 0, 1000)).toEqual({ total: expected.length, rows: expected });
        expect(history.changes).toBe(expected.length);
        expect(history.points.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
        expect(history.points.length).toBeLessThanOrEqual(50);
      }),
      { numRuns: 100 },
    );
  });

  it('is drawn by the last of the changes that lie too close, with their range', () => {
    const states = ['5', '9', '1', '4'].map((N) => ({ n: { N } }));
    const analyses = createFieldAnalyses(() => replayedThrough([...states, EMPTY_MAP]));
    const { points, numeric } = whole(() => analyses.history(['n'], 1));
    expect(numeric).toBe(true);
    expect(points).toEqual([{ seq: 5, x: 1, count: 5, text: null }]);
    const alone = createFieldAnalyses(() => replayedThrough(states));
    const shown = whole(() => alone.history(['n'], 1)).points;
    expect(shown).toEqual([{ seq: 4, x: 1, count: 4, text: '4', number: 4, low: 1, high: 9 }]);
  });

  it('of a text is not numeric, and knows when the field went', () => {
    const analyses = ofStatuses('a', 'a', 'b');
    expect(whole(() => analyses.history(['status'], 100))).toMatchObject({
      numeric: false,
      changes: 2,
      points: [
        { seq: 1, text: 'a' },
        { seq: 3, text: 'b' },
      ],
    });
  });
});

describe('blame by sequence', () => {
  it('names event, type and time, and begins again when the stream has changed', () => {
    let events = sampleStream('TaskCreated', 'TaskStarted', 'TaskProgressed');
    const analyses = createFieldAnalyses(() => replayedOf(events, taskReducer));
    const statusAt = (seq: number) =>
      whole(() => analyses.blame(seq)).fields.find(({ path }) => path[0] === 'status');
    expect(statusAt(3)).toEqual({
      path: ['status'],
      seq: 2,
      type: 'TaskStarted',
      at: '2026-03-11T09:00:02.000Z',
    });
    expect(statusAt(1)).toMatchObject({ seq: 1 });
    expect(analyses.blame(0)).toEqual({ seq: 0, fields: [], complete: true });
    events = [...events, ...sampleStream('', '', '', 'TaskFailed').slice(3)];
    analyses.clear();
    expect(statusAt(9)).toMatchObject({ seq: 4, type: 'TaskFailed' });
  });
});
