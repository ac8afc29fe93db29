import type { TaskSummary } from '#shared/contract/replay.ts';
import { stringOf } from '#shared/model/attributeValue.ts';
import { isTerminal } from '#shared/model/taskStatus.ts';
import type { Timeline } from '#shared/model/timeline.ts';
import { parseTime } from '../../ui/time/formatTime.ts';
import { timeOfX } from './timeline/geometry.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** How many of a task's usual gaps have to pass without an event before it counts as quiet. */
const USUAL_GAPS = 10;

/**
 * The median time between neighbouring events in milliseconds, as the timeline draws them (of a large stream: between
 * its marks, which is never less than between its events); undefined below two events.
 */
export function medianGap(timeline: Timeline): number | undefined {
  const drawn = timeline.ticks.length > 0 ? timeline.ticks : timeline.marks;
  const times = drawn.map(({ x }) => timeOfX(timeline, x));
  const gaps = times
    .slice(1)
    .map((ms, index) => Math.abs(ms - (times[index] ?? ms)))
    .sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)];
}

/** Whether `sinceMs` without an event is unusually long: over a day, or over an hour and ten of the task's usual gaps. */
export function isLong(sinceMs: number, usualGapMs: number | undefined): boolean {
  if (sinceMs > DAY) return true;
  return usualGapMs !== undefined && sinceMs > HOUR && sinceMs > USUAL_GAPS * usualGapMs;
}

/**
 * For how many milliseconds an open task has had no event, when that is unusually long; undefined otherwise. Open: its
 * stored or its replayed status still waits for something. This is no finding: nothing in the table is wrong.
 */
export function quietFor(
  summary: TaskSummary,
  usualGapMs: number | undefined,
  nowMs: number,
): number | undefined {
  const lastMs = summary.lastAt === undefined ? undefined : parseTime(summary.lastAt);
  if (!summary.complete || lastMs === undefined) return undefined;
  const statuses = [summary.stored === null ? undefined : stringOf(summary.stored, 'status')].concat(
    stringOf(summary.replayed, 'status'),
  );
  if (!statuses.some((status) => status !== undefined && !isTerminal(status))) return undefined;
  const since = nowMs - lastMs;
  return isLong(since, usualGapMs) ? since : undefined;
}
