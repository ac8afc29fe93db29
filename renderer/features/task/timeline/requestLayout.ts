import type { Timeline } from '#shared/model/timeline.ts';
import type { LaneRequest } from '#shared/model/idempotencyLane.ts';
import { parseTime } from '../../../ui/time/formatTime.ts';
import { requestSteps, type RequestStep } from '../requestSteps.ts';
import { toPixels, xOfSeq, xOfTime, type Frame } from './geometry.ts';

/** A step of a request with its place in CSS pixels: where it happened, and where there is room for its mark. */
export interface PlacedStep {
  readonly step: RequestStep;
  readonly x: number;
  readonly markX: number;
}

/** The time during which a record answers repeats, in CSS pixels. */
export interface RecordLife {
  readonly key: string;
  readonly x0: number;
  readonly x1: number;
}

/** Width of a mark, and what it takes with its neighbour's distance. */
const MARK = 16;

/** Most marks drawn, however wide the window is. */
const MOST = 120;

/** What is left out last when there is no room for all. */
const RANK = { ranTwice: 5, ranAgain: 4, expired: 3, begun: 2, replayed: 1, run: 0, kept: 0 } as const;

/** Places the steps of `requests`: on the scale of the timeline, moved apart as far as the marks need it. */
export function layOutRequests(
  requests: readonly LaneRequest[],
  timeline: Timeline,
  frame: Frame,
): readonly PlacedStep[] {
  const shareOf = ({ kind, seq, ms }: RequestStep): number =>
    kind === 'replayed' || kind === 'expired' ? xOfTime(timeline, ms) : xOfSeq(timeline, seq);
  const steps = requests
    .flatMap(requestSteps)
    // What lies beyond the last event has no place on the scale; only repeats are drawn, at its end.
    .filter(({ kind, ms }) => kind !== 'kept' && (kind !== 'expired' || ms <= timeline.toMs));
  const room = Math.max(1, Math.min(MOST, Math.floor(frame.width / MARK)));
  const kept = new Set([...steps].sort((a, b) => RANK[b.kind] - RANK[a.kind] || b.ms - a.ms).slice(0, room));
  const placed = steps
    .filter((step) => kept.has(step))
    .map((step) => ({ step, x: toPixels(frame, shareOf(step)) }))
    .sort((a, b) => a.x - b.x || a.step.ms - b.step.ms || a.step.seq - b.step.seq);
  const marks = spread(
    placed.map(({ x }) => x),
    frame,
  );
  return placed.map((place, index) => ({ ...place, markX: marks[index] ?? place.x }));
}

/** Moves ascending places apart to the right, and from the right end back to the left. */
function spread(places: readonly number[], frame: Frame): readonly number[] {
  const moved: number[] = [];
  for (const x of places) moved.push(Math.max(x, (moved.at(-1) ?? Number.NEGATIVE_INFINITY) + MARK));
  let limit = frame.left + frame.width;
  for (let index = moved.length - 1; index >= 0; index -= 1) {
    const x = Math.min(moved[index] ?? 0, limit);
    moved[index] = x;
    limit = x - MARK;
  }
  return moved;
}

/** From when to when the record of each request that has one answers its repeats, as far as the scale reaches. */
export function recordLives(
  requests: readonly LaneRequest[],
  timeline: Timeline,
  frame: Frame,
): readonly RecordLife[] {
  return requests.flatMap(({ key, state, createdAt, expiresAt }) => {
    const from = parseTime(createdAt);
    if (state === 'absent' || from === undefined) return [];
    const to = parseTime(expiresAt) ?? timeline.toMs;
    const [x0, x1] = [xOfTime(timeline, from), xOfTime(timeline, to)];
    return x1 <= x0 ? [] : [{ key, x0: toPixels(frame, x0), x1: toPixels(frame, x1) }];
  });
}
