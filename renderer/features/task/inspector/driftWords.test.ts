import { expect, test } from 'vitest';
import type { Drift } from '#shared/model/finding.ts';
import { driftWords } from './driftWords.ts';

const STORED = { status: { S: 'succeeded' } };
const REPLAYED = { status: { S: 'dead_lettered' } };
const status: Drift = {
  class: 'diverged',
  fields: [{ field: 'status', stored: STORED.status, replayed: REPLAYED.status }],
  equalsReplayAt: null,
  firstDivergentSeq: 11,
};

test('a diverged status: what is stored, where the events end, which event decides', () => {
  expect(driftWords(status, STORED, REPLAYED)).toEqual({
    said: 'Stored says succeeded; the events end in dead-lettered.',
    where: 'No event ever led to what is stored; it first differs at EVENT#0011.',
  });
  expect(driftWords({ ...status, firstDivergentSeq: null }, STORED, REPLAYED).where).toBe(
    'No event ever led to what is stored.',
  );
});

test('a lagging projection equals the replay at an earlier event', () => {
  const lagging: Drift = { ...status, class: 'lagging', equalsReplayAt: 7, firstDivergentSeq: 8 };
  expect(driftWords(lagging, STORED, REPLAYED).where).toBe(
    'The projection equals the replay at 7; it first differs at EVENT#0008.',
  );
  expect(driftWords({ ...lagging, equalsReplayAt: 0 }, STORED, REPLAYED).where).toContain(
    'before the first event',
  );
});

test('without a status there is none to quote; other fields are named', () => {
  expect(driftWords({ ...status, class: 'missing' }, {}, REPLAYED).said).toBe(
    'Stored says no status; the events end in dead-lettered.',
  );
  const fields = ['title', 'assignee', 'attempts', 'error'].map((field) => ({ field }));
  expect(driftWords({ ...status, fields }, STORED, STORED).said).toBe(
    'Stored and events do not say the same of title, assignee, attempts and 1 more.',
  );
});
