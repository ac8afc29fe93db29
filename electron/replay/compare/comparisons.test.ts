import { expect, it } from 'vitest';
import type { ComparisonSummary } from '#shared/contract/compare.ts';
import { replayedOf } from '../replayed.fixture.ts';
import { sampleEvent } from '../samples.ts';
import { taskReducer } from '../taskReducer.ts';
import { createComparisons, type Comparisons } from './comparisons.ts';
import type { SidePoint } from './sidePoint.ts';

/** Tasks by number, each with events of these numbers. */
function opened(tasks: Readonly<Record<number, readonly number[]>>): Comparisons {
  return createComparisons((task) => {
    const events = (tasks[task] ?? []).map((seq) => sampleEvent(seq, 'TaskAssigned'));
    const stream = replayedOf(events, taskReducer);
    return {
      version: 1,
      settle: () => true,
      replayed: () => stream,
      stored: () => undefined,
      drift: () => null,
    };
  });
}

const at = (task: number, seq?: number): SidePoint => ({ task, at: { kind: 'events', seq } });
const stored: SidePoint = { task: 1, at: { kind: 'stored' } };

function aligned(comparisons: Comparisons, left: SidePoint, right: SidePoint): ComparisonSummary {
  for (;;) {
    const summary = comparisons.align(left, right);
    if (summary.complete) return summary;
  }
}

const ELEVEN = Array.from({ length: 11 }, (_, index) => index + 1);

it('compares nothing with an event that is not there, and says what the stream has', () => {
  const comparisons = opened({ 1: ELEVEN, 2: [] });
  const all = { events: 11, firstSeq: 1, lastSeq: 11 };
  expect(aligned(comparisons, at(1), at(1, 99))).toMatchObject({
    total: 0,
    rows: { same: 0, changed: 0, left: 0, right: 0 },
    ends: 0,
    missingEnds: [{ side: 'right', ...all }],
  });
  expect(aligned(comparisons, at(1, 99), stored).missingEnds).toEqual([{ side: 'left', ...all }]);
  expect(aligned(comparisons, at(1, 12), at(2, 3)).missingEnds).toEqual([
    { side: 'left', ...all },
    { side: 'right', events: 0, firstSeq: 0, lastSeq: 0 },
  ]);
  expect(aligned(comparisons, at(1, 11), at(1))).toMatchObject({ rows: { same: 11 }, missingEnds: [] });
  expect(aligned(comparisons, at(1, 0), at(2)).missingEnds).toEqual([]);
});

it('neither with one that is missing among the others', () => {
  const comparisons = opened({ 1: [3, 4, 5, 6, 8, 8, 9] });
  const all = { events: 7, firstSeq: 3, lastSeq: 9 };
  for (const seq of [1, 7]) {
    expect(aligned(comparisons, at(1, 6), at(1, seq)).missingEnds).toEqual([{ side: 'right', ...all }]);
  }
  expect(aligned(comparisons, at(1, 6), at(1, 8)).rows).toEqual({ same: 4, changed: 0, left: 0, right: 2 });
});
