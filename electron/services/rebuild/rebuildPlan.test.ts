import { describe, expect, it } from 'vitest';
import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import type { Finding } from '#shared/model/finding.ts';
import { planOf, type Replayed } from './rebuildPlan.ts';

const drifting = (findings: readonly Finding[]): Replayed => ({
  task: 'a',
  lastSeq: 9,
  events: 9,
  stored: { status: { S: 'delivered' } },
  replayed: { status: { S: 'placed' } },
  drift: {
    class: 'diverged',
    fields: [{ field: 'status', stored: { S: 'delivered' }, replayed: { S: 'placed' } }],
    equalsReplayAt: null,
    firstDivergentSeq: null,
  },
  findings: [...findings],
});

describe('what a rebuild would do', () => {
  it('is to write what drifts, where the replay saw every event', () => {
    expect(planOf(drifting([]), { made: EMPTY_MAP })).toMatchObject({
      kind: 'rewrite',
      after: { status: { S: 'placed' } },
    });
  });

  it.each(['reducer-failed', 'invariant-violated'] as const)(
    'is nothing where the replay stands still at an early event: %s',
    (kind) => {
      const finding: Finding = { kind, severity: 'error', task: 'a', seq: 2, message: 'planted' };
      expect(planOf(drifting([finding]), { made: EMPTY_MAP })).toEqual({
        kind: 'damaged',
        task: 'a',
        findings: [finding],
      });
    },
  );

  it('gives a projection that is made what its layout asks for, and one that is there nothing beside', () => {
    const made = { entity: { S: 'state' } };
    expect(planOf({ ...drifting([]), stored: null, drift: null }, { made })).toMatchObject({
      before: null,
      after: { entity: { S: 'state' }, status: { S: 'placed' } },
    });
    expect(planOf(drifting([]), { made })).toMatchObject({ after: { status: { S: 'placed' } } });
    expect(planOf(drifting([]), { made })).not.toHaveProperty('after.entity');
  });

  it('makes no projection where nothing folds the events: number and type of the last are none', () => {
    const unfolded: Replayed = {
      ...drifting([]),
      stored: null,
      drift: null,
      replayed: { last_seq: { N: '9' }, last_type: { S: 'OrderPlaced' } },
      named: [],
    };
    expect(planOf(unfolded, { made: EMPTY_MAP })).toMatchObject({
      kind: 'impossible',
      reason: expect.stringContaining('no reducer'),
    });
  });
});
