import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LaneRequest } from '#shared/model/idempotencyLane.ts';
import type { Timeline } from '#shared/model/timeline.ts';
import { BARE_TIMELINE } from './fakeTask.ts';
import { requestSteps } from './requestSteps.ts';
import { laneWords, stateWords, stepName } from './requestWords.ts';
import { lanesFor } from './timeline/lanes.ts';
import { layOutRequests, recordLives } from './timeline/requestLayout.ts';

const at = (second: number): string => new Date(second * 1000).toISOString();

const request = (more: Partial<LaneRequest> = {}): LaneRequest => ({
  key: 'k',
  state: 'completed',
  runs: [{ seq: 1, at: at(0), role: 'run', evidence: 'recorded' }],
  runCount: 1,
  replays: [],
  createdAt: at(0),
  expiresAt: at(50),
  ...more,
});

const again = request({
  state: 'expired',
  runs: [
    { seq: 1, at: at(0), role: 'run', evidence: 'recorded' },
    { seq: 4, at: at(80), role: 'ranAgain', evidence: 'recorded' },
  ],
  runCount: 2,
  replays: [at(20), at(90)],
});

const timeline: Timeline = {
  ...BARE_TIMELINE,
  toMs: 100_000,
  stretches: [{ kind: 'active', fromMs: 0, toMs: 100_000, x0: 0, x1: 1 }],
  ticks: [
    { seq: 1, x: 0 },
    { seq: 4, x: 0.8 },
    { seq: 9, x: 1 },
  ],
};

describe('the steps of a request', () => {
  test('come in the order of their times, each with the event to look at', () => {
    expect(requestSteps(again).map(({ kind, seq, at: when }) => [kind, seq, when])).toEqual([
      ['run', 1, at(0)],
      ['replayed', 1, at(20)],
      ['expired', 1, at(50)],
      ['ranAgain', 4, at(80)],
      ['replayed', 4, at(90)],
    ]);
    expect(requestSteps(request()).map(({ kind }) => kind)).toEqual(['run', 'kept']);
    expect(requestSteps(request({ state: 'inProgress' })).map(({ kind }) => kind)).toEqual(['begun', 'kept']);
  });

  test('an expiry comes before the run that followed it in the same moment', () => {
    const tied = { ...again, expiresAt: at(80), replays: [] };
    expect(requestSteps(tied).map(({ kind }) => kind)).toEqual(['run', 'expired', 'ranAgain']);
  });

  test('a time that cannot be read keeps its event in its place', () => {
    const odd = request({
      runs: [
        { seq: 1, at: 'yesterday', role: 'run', evidence: 'inferred' },
        { seq: 2, at: at(9), role: 'ranAgain', evidence: 'inferred' },
        { seq: 3, at: 'today', role: 'ranAgain', evidence: 'inferred' },
      ],
      replays: ['never'],
    });
    expect(requestSteps(odd).map(({ seq }) => seq)).toEqual([1, 2, 3, 3]);
  });
});

describe('requests in words', () => {
  test('a mark is named by key, evidence, what happened and when', () => {
    const names = requestSteps(again).map((step) => stepName(step, 'then'));
    expect(names[0]).toBe('Request “k”, recorded: ran as EVENT#0001, then');
    expect(names[1]).toBe('Request “k”, recorded: repeat answered from the record of EVENT#0001, then');
    expect(names[3]).toBe(
      'Request “k”, recorded: ran again as EVENT#0004, after its record had expired, then',
    );
  });

  test('a key cannot disturb the name that it stands in', () => {
    const [step] = requestSteps(request({ key: `\u202e${'x'.repeat(2000)}` }));
    expect(step === undefined ? '' : stepName(step, 'then')).toMatch(/^Request “\[RLO\]x{59}…”, recorded: /);
  });

  test('the lane tells how many there are and what is wrong among them', () => {
    expect(laneWords([request()], 1)).toBe('Requests: 1');
    expect(laneWords([request(), again], 1200)).toBe(
      'Requests: 1,200, 1 ran again, 1 repeated and answered from the record',
    );
    const states = ['completed', 'inProgress', 'expired', 'absent'] as const;
    expect(new Set(states.map((state) => stateWords(request({ state })))).size).toBe(4);
  });
});

describe('the lane of requests', () => {
  const frame = { left: 16, width: 1000 };

  test('marks lie where things happened; what has yet to come is not drawn', () => {
    const placed = layOutRequests([again, request({ key: 'l' })], timeline, frame);
    expect(placed.map(({ step, x }) => [step.key, step.kind, x])).toEqual([
      ['k', 'run', 16],
      ['l', 'run', 16],
      ['k', 'replayed', 216],
      ['k', 'expired', 516],
      ['k', 'ranAgain', 816],
      ['k', 'replayed', 916],
    ]);
    expect(placed.slice(0, 2).map(({ markX }) => markX)).toEqual([16, 32]);
  });

  test('marks never overlap, stay within the drawing, and the telling ones are kept', () => {
    const some = fc.array(
      fc.record({
        key: fc.uuid(),
        replays: fc.array(fc.integer({ min: -10, max: 200 }).map(at), { maxLength: 9 }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(some, fc.integer({ min: 40, max: 1500 }), (list, width) => {
        const placed = layOutRequests([...list.map(request), again], timeline, { left: 16, width });
        placed.forEach(({ markX }, index) => {
          expect(markX).toBeLessThanOrEqual(16 + width);
          const before = placed[index - 1]?.markX;
          if (before !== undefined) expect(markX - before).toBeGreaterThanOrEqual(16);
        });
        expect(placed.some(({ step }) => step.kind === 'ranAgain')).toBe(true);
      }),
    );
  });

  test('a record’s life is drawn from its begin to its expiry or the end of the scale', () => {
    const lives = recordLives(
      [again, request({ key: 'l', expiresAt: at(500) }), request({ key: 'm', state: 'absent' })],
      timeline,
      frame,
    );
    expect(lives).toEqual([
      { key: 'k', x0: 16, x1: 516 },
      { key: 'l', x0: 16, x1: 1016 },
    ]);
  });

  test('its row has room of its own beside the conflicts', () => {
    const none = lanesFor(160, { conflicts: false, requests: false });
    const both = lanesFor(160, { conflicts: true, requests: true });
    expect(both.height).toBe(none.height);
    expect(both.conflictY - both.requestY).toBeGreaterThanOrEqual(16);
    expect(both.requestY - 8).toBeGreaterThanOrEqual(both.marksTop + both.marksHeight);
  });
});
