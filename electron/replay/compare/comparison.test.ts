import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { applyDiff } from '../applyDiff.ts';
import { equalDocuments, equalOptional } from '../equality.ts';
import { replayedOf } from '../replayed.fixture.ts';
import { documents, junkEvents, legalStreams, sampleEvent, values } from '../samples.ts';
import { taskReducer } from '../taskReducer.ts';
import { createComparison, type ComparedSide, type Comparison } from './comparison.ts';
import { eventDigest } from './eventDigest.ts';

const sideOf = (events: readonly TaskEvent[]): ComparedSide => ({
  stream: replayedOf(events, taskReducer),
  count: events.length,
});

function compared(left: ComparedSide, right: ComparedSide): Comparison {
  const comparison = createComparison(left, right);
  while (!comparison.advance(0));
  return comparison;
}

const numbered = (events: readonly TaskEvent[]): readonly TaskEvent[] =>
  events.map((event, index) => ({ ...event, seq: index + 1 }));

/** `A1` is an event of type A with payload 1. */
const streamOf = (text: string): readonly TaskEvent[] =>
  text
    .split(' ')
    .filter((word) => word !== '')
    .map((word, index) => sampleEvent(index + 1, word.slice(0, 1), { n: { S: word.slice(1) } }));

const told = (left: string, right: string): string => {
  const comparison = compared(sideOf(streamOf(left)), sideOf(streamOf(right)));
  return comparison
    .rowsAt(0, 100)
    .map(({ kind, left: a, right: b }) => {
      const type = (a ?? b)?.type ?? '';
      return kind === 'same'
        ? type
        : kind === 'changed'
          ? `~${type}`
          : kind === 'left'
            ? `-${type}`
            : `+${type}`;
    })
    .join(' ');
};

describe('the digest of an event', () => {
  it('is one number for what DynamoDB holds equal, another for anything else', () => {
    fc.assert(
      fc.property(values, values, fc.constantFrom('A', 'B'), (a, b, type) => {
        const [left, right] = [
          { type: 'A', data: { v: a } },
          { type, data: { v: b } },
        ];
        expect(eventDigest(left)).toBe(eventDigest(structuredClone(left)));
        const equal = type === 'A' && equalOptional(a, b);
        expect(eventDigest(left) === eventDigest(right)).toBe(equal);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(documents, (data) => {
        const turned = Object.fromEntries(Object.entries(data).reverse());
        expect(eventDigest({ type: 'A', data: turned })).toBe(eventDigest({ type: 'A', data }));
      }),
    );
    for (const [a, b] of [
      [{ NS: ['1', '2.0'] }, { NS: ['2', '1'] }],
      [{ N: '1.0' }, { N: '1' }],
    ] as const)
      expect(eventDigest({ type: 'A', data: { a } })).toBe(eventDigest({ type: 'A', data: { a: b } }));
  });
});

describe('two streams side by side', () => {
  it.each([
    ['A1 B2 C3', 'A1 B2 C3', 'A B C'],
    ['A1 B2 C3', 'A1 X9 B2 C3', 'A +X B C'],
    ['A1 P10 P20 P30 Z', 'A1 P10 P15 P20 P30 Z', 'A P +P P P Z'],
    ['A1 B2 C3', 'A9 B2 C3', '~A B C'],
    ['A1 B2 C3 D4', 'A9 B8 D7', '~A ~B -C ~D'],
    ['A1 B2', '', '-A -B'],
    ['', '', ''],
    // A payload that happens to recur does not tear apart what runs in step.
    ['A1 B2 C3 D4 E5', 'E5 A9 B9 C9 D9', '+E ~A ~B ~C ~D -E'],
  ])('%s against %s', (left, right, rows) => {
    expect(told(left, right)).toBe(rows);
  });

  it('holds every event of both once, in order, and calls equal what is equal', () => {
    const streams = fc.array(junkEvents, { maxLength: 12 });
    fc.assert(
      fc.property(streams, fc.array(fc.nat(11), { maxLength: 16 }), (pool, picks) => {
        const left = numbered(pool);
        const right = numbered(picks.flatMap((pick) => pool[pick % Math.max(1, pool.length)] ?? []));
        const comparison = compared(sideOf(left), sideOf(right));
        const rows = comparison.rowsAt(0, 1000);
        expect(rows).toHaveLength(comparison.rows);
        expect(rows.flatMap((row) => row.left?.seq ?? [])).toEqual(left.map(({ seq }) => seq));
        expect(rows.flatMap((row) => row.right?.seq ?? [])).toEqual(right.map(({ seq }) => seq));
        for (const { kind, left: a, right: b } of rows) {
          if (kind !== 'same' && kind !== 'changed') continue;
          const [x, y] = [left[(a?.seq ?? 0) - 1], right[(b?.seq ?? 0) - 1]];
          expect(x?.type).toBe(y?.type);
          const equal = equalDocuments(x?.data ?? EMPTY_MAP, y?.data ?? EMPTY_MAP);
          expect(equal && (x?.data === undefined) === (y?.data === undefined)).toBe(kind === 'same');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('names the first difference, and the first event that one side lacks', () => {
    const summary = compared(sideOf(streamOf('A1 B2 C3 D4')), sideOf(streamOf('A1 B9 C3 X1 D4'))).summary();
    expect(summary).toMatchObject({
      complete: true,
      rows: { same: 3, changed: 1, left: 0, right: 1 },
      first: { row: 1, kind: 'changed', left: { seq: 2, type: 'B' }, right: { seq: 2, type: 'B' } },
      firstMissing: { row: 3, kind: 'right', right: { seq: 4, type: 'X' } },
    });
    expect(compared(sideOf(streamOf('A1')), sideOf(streamOf('A1'))).summary().first).toBeNull();
  });

  it('goes from difference to difference, row by row', () => {
    const comparison = compared(sideOf(streamOf('A1 B2 C3 D4 E5')), sideOf(streamOf('A1 B9 C9 D4')));
    const seen: (number | null)[] = [];
    for (let row: number | null = -1; row !== null; seen.push(row)) row = comparison.next(row, 'forward');
    expect(seen).toEqual([1, 2, 4, null]);
    expect([comparison.next(4, 'back'), comparison.next(2, 'back'), comparison.next(1, 'back')]).toEqual([
      2,
      1,
      null,
    ]);
  });

  it('shows the states of both at every row, and what leads from one to the other', () => {
    fc.assert(
      fc.property(legalStreams, legalStreams, (left, right) => {
        const [a, b] = [sideOf(left), sideOf(right)];
        const comparison = compared(a, b);
        let [x, y] = [0, 0];
        comparison.rowsAt(0, 1000).forEach((row, index) => {
          if (index % 40 !== 0) return;
          x = row.left?.seq ?? x;
          y = row.right?.seq ?? y;
          const point = comparison.at(index);
          expect(point.states.left).toEqual(a.stream.stateAfter(point.leftSeq ?? -1));
          expect(point.states.right).toEqual(b.stream.stateAfter(point.rightSeq ?? -1));
          expect(applyDiff(point.states.changes, point.states.left)).toEqual(point.states.right);
          expect(point.payloads === null).toBe(row.kind !== 'changed');
        });
      }),
      { numRuns: 20 },
    );
  });
});

describe('two points of one stream', () => {
  it('share everything up to the earlier one', () => {
    const { stream } = sideOf(streamOf('A1 B2 C3 D4'));
    const comparison = compared({ stream, count: 1 }, { stream, count: 3 });
    expect(comparison.rowsAt(0, 9).map(({ kind }) => kind)).toEqual(['same', 'right', 'right']);
    expect(comparison.at(2)).toMatchObject({ leftSeq: 1, rightSeq: 3 });
    expect(comparison.at(-1)).toMatchObject({ leftSeq: 0, rightSeq: 0 });
  });

  it('or a stored projection and its replay: one document against every state', () => {
    const { stream } = sideOf(streamOf('A1 B2'));
    const stored = { status: { S: 'x' } };
    const comparison = compared({ stream, count: 1, stored }, { stream, count: 2 });
    expect(comparison.summary().first).toMatchObject({ row: 1, kind: 'right' });
    expect(comparison.at(0).states.left).toEqual(stored);
    expect(comparison.at(0).leftSeq).toBeUndefined();
  });
});
