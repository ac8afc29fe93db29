import type { AttributeValue } from '#shared/model/attributeValue.ts';
import type { DiffPath } from '#shared/model/diff.ts';
import { equalOptional } from '../equality.ts';
import { plainText } from '../plainText.ts';
import type { Replayed } from '../replayed.ts';
import { valueAt } from './valueAt.ts';

/** Events between two looks at the clock. */
const BLOCK = 512;

/** Longest text of a value that is drawn. */
const TEXT = 60;

/** Changes that are drawn as one. */
export interface HistoryPoint {
  readonly position: number;
  readonly count: number;
  readonly text: string | null;
  readonly number?: number;
  readonly low?: number;
  readonly high?: number;
}

/** Every change of one field, found in slices from the first event on. */
export interface HistorySearch {
  /** Looks on until `deadline` (as `performance.now()` counts); true once every event has been looked at. */
  advance(deadline: number): boolean;
  readonly looked: number;
  readonly complete: boolean;
  readonly numeric: boolean;
  /** Positions of the events that changed it, in order. */
  readonly changes: readonly number[];
  points(): readonly HistoryPoint[];
}

function numberOf(value: AttributeValue | undefined): number | undefined {
  const number = value !== undefined && 'N' in value ? Number(value.N) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

function pointAt(
  position: number,
  value: AttributeValue | undefined,
  before: HistoryPoint | undefined,
): HistoryPoint {
  const number = numberOf(value);
  const text = value === undefined ? null : plainText(value).slice(0, TEXT);
  const count = (before?.count ?? 0) + 1;
  if (number === undefined) return { position, count, text };
  const low = Math.min(number, before?.low ?? number);
  const high = Math.max(number, before?.high ?? number);
  return { position, count, text, number, low, high };
}

/** Looks for every change of the field at `path`; draws them in at most `buckets` points. */
export function searchHistory(stream: Replayed, path: DiffPath, buckets: number): HistorySearch {
  const { length } = stream;
  const changes: number[] = [];
  const points = new Map<number, HistoryPoint>();
  let looked = 0;
  let numeric = true;

  const change = (position: number, value: AttributeValue | undefined): void => {
    changes.push(position);
    if (value !== undefined && numberOf(value) === undefined) numeric = false;
    const bucket = Math.floor((position * buckets) / length);
    points.set(bucket, pointAt(position, value, points.get(bucket)));
  };

  return {
    advance(deadline) {
      while (looked < length) {
        const to = Math.min(length, looked + BLOCK);
        stream.steps(looked, to, (position, before, _event, after) => {
          if (before === after) return;
          const [was, is] = [valueAt(before, path), valueAt(after, path)];
          if (was !== is && !equalOptional(was, is)) change(position, is);
        });
        looked = to;
        if (performance.now() >= deadline) break;
      }
      return looked >= length;
    },
    get looked() {
      return looked;
    },
    get complete() {
      return looked >= length;
    },
    get numeric() {
      return numeric && changes.length > 0;
    },
    changes,
    points: () => [...points.values()],
  };
}
