import { describe, expect, test } from 'vitest';
import type { TableStreams } from '#shared/model/layout.ts';
import type { Drift, Finding } from '#shared/model/finding.ts';
import { summaryOf } from './fakeTask.ts';
import {
  previousPoint,
  selectAbsent,
  selectFindings,
  selectRebuildable,
  selectSeen,
  selectVerdict,
} from './selectors.ts';

const drift = (more: Partial<Drift>): Drift => ({
  class: 'lagging',
  fields: [{ field: 'status', stored: { S: 'failed' }, replayed: { S: 'dead_lettered' } }],
  equalsReplayAt: 17,
  firstDivergentSeq: 18,
  ...more,
});

const ORPHAN: Finding = { kind: 'orphan-events', severity: 'warning', task: 't' };

describe('the verdict', () => {
  test('waits until every event has been read', () => {
    expect(selectVerdict({ summary: undefined }).kind).toBe('reading');
    expect(selectVerdict({ summary: summaryOf(5, { complete: false }) }).kind).toBe('reading');
  });

  test('tells agreement, lag and divergence apart', () => {
    expect(selectVerdict({ summary: summaryOf(18) })).toEqual({ kind: 'agrees' });
    expect(selectVerdict({ summary: summaryOf(18, { drift: drift({}) }) })).toEqual({
      kind: 'lagging',
      at: 17,
      behind: 1,
    });
    const diverged = drift({ class: 'diverged', equalsReplayAt: null });
    expect(selectVerdict({ summary: summaryOf(18, { drift: diverged }) })).toMatchObject({
      kind: 'diverged',
      firstSeq: 18,
    });
    expect(selectVerdict({ summary: summaryOf(18, { drift: drift({ class: 'missing' }) }) }).kind).toBe(
      'missing-status',
    );
  });

  test('names what is not there', () => {
    expect(selectVerdict({ summary: summaryOf(18, { stored: null }) }).kind).toBe('no-projection');
    expect(selectVerdict({ summary: summaryOf(0) }).kind).toBe('no-events');
    expect(selectVerdict({ summary: summaryOf(0, { stored: null }) }).kind).toBe('nothing');
  });
});

test('a task is absent only when all was read and nothing is there, and then nothing can be written to it', () => {
  const nothing = summaryOf(0, { stored: null });
  expect(selectAbsent({ summary: nothing })).toBe(true);
  expect(selectSeen({ summary: nothing })).toBeUndefined();
  const unreadable = [{ key: 'EVENT#0001', seq: 1, reason: 'no type' }];
  for (const summary of [
    undefined,
    summaryOf(0, { stored: null, complete: false }),
    summaryOf(0),
    summaryOf(1, { stored: null }),
    summaryOf(0, { stored: null, undecodable: unreadable }),
  ]) {
    expect(selectAbsent({ summary })).toBe(false);
  }
  expect(selectSeen({ summary: summaryOf(0) })).toBeDefined();
});

test('findings come errors first; drift is the verdict’s', () => {
  const findings: Finding[] = [
    { kind: 'clock-regression', severity: 'warning', task: 't', seq: 3, at: 'a', previousAt: 'b' },
    { kind: 'projection-drift', severity: 'warning', task: 't', ...drift({}) },
    { kind: 'sequence-gap', severity: 'error', task: 't', missing: [[7, 9]] },
  ];
  const kinds = selectFindings({ summary: summaryOf(18, { findings }) }).map(({ kind }) => kind);
  expect(kinds).toEqual(['sequence-gap', 'clock-regression']);
});

test('the point before is the event before, over holes, and 0 before the first', () => {
  const sequences = { first: 1, last: 18, holes: [{ from: 7, to: 9 }] };
  expect(previousPoint({ sequences, selected: 10 })).toEqual({ kind: 'seq', seq: 6 });
  expect(previousPoint({ sequences, selected: 1 })).toEqual({ kind: 'seq', seq: 0 });
});

test('a projection that differs is rebuilt by a file of the reader too, where the layout folds nothing', () => {
  const streams: TableStreams = {
    name: 'bookings',
    title: 'Bookings',
    source: 'saved',
    hasProjections: true,
    hasTimes: true,
    folds: false,
    onlyByScan: false,
  };
  const rebuildable = (summary: ReturnType<typeof summaryOf>, more: Partial<TableStreams> = {}): boolean =>
    selectRebuildable({ summary, streams: { ...streams, ...more } });
  const folded = { replayed: { view: { M: {} } }, drift: drift({ class: 'diverged', equalsReplayAt: null }) };
  expect(rebuildable(summaryOf(5, folded))).toBe(true);
  expect(rebuildable(summaryOf(5, folded), { hasProjections: false })).toBe(false);
  expect(rebuildable(summaryOf(5, { ...folded, drift: null }))).toBe(false);

  // The last event's number and type alone are no state to write.
  const bare = { replayed: { last_seq: { N: '5' } }, stored: null, findings: [ORPHAN] };
  expect(rebuildable(summaryOf(5, bare))).toBe(false);
  expect(rebuildable(summaryOf(5, bare), { folds: true })).toBe(true);
  expect(selectRebuildable({ summary: summaryOf(5, folded), streams: undefined })).toBe(true);
});
