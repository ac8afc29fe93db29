import { describe, expect, it } from 'vitest';
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
    expect(planOf(drifting([]), undefined)).toMatchObject({
      kind: 'rewrite',
      after: { status: { S: 'placed' } },
    });
  });

  it.each(['reducer-failed', 'invariant-violated'] as const)(
    'is nothing where the replay stands still at an early event: %s',
    (kind) => {
      const finding: Finding = { kind, severity: 'error', task: 'a', seq: 2, message: 'planted' };
      expect(planOf(drifting([finding]), undefined)).toEqual({
        kind: 'damaged',
        task: 'a',
        findings: [finding],
      });
    },
  );
});
