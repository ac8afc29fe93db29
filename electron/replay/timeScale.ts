import type { Timeline } from '#shared/model/timeline.ts';
import type { Slices } from './slices.ts';

/** Where a moment or an event is drawn, from 0 to 1. */
export interface TimeScale {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stretches: Timeline['stretches'];
  /** Epoch milliseconds of every event, none unreadable, never going back. */
  readonly times: Float64Array;
  /** Where every event is drawn; never falls. */
  readonly xs: Float64Array;
}

/** A pause is idle when it is this many times the usual one … */
const TIMES_MEDIAN = 8;
/** … and takes more than this share of the whole. */
const SHARE = 0.02;
/** Width of one collapsed pause, and of all of them together. */
const IDLE_WIDTH = 0.04;
const IDLE_TOTAL = 0.4;

/** The times of events with every hole filled: before the first readable time it is that one. */
function filled(clock: Float64Array): Float64Array {
  if (clock[0] !== Number.NEGATIVE_INFINITY) return clock;
  const first = clock.find((time) => time > Number.NEGATIVE_INFINITY) ?? 0;
  return clock.map((time) => Math.max(time, first));
}

/** How many pauses are sorted at most to find the usual one. */
const SAMPLE = 50_000;

/** The lower median of the pauses that are not nothing, of very many that of evenly spread ones; 0 without any. */
function usualPause(times: Float64Array): number {
  const stride = Math.ceil(times.length / SAMPLE);
  const pauses = new Float64Array(Math.min(times.length, SAMPLE));
  let count = 0;
  for (let index = 1; index < times.length; index += stride) {
    const pause = (times[index] ?? 0) - (times[index - 1] ?? 0);
    if (pause > 0) {
      pauses[count] = pause;
      count += 1;
    }
  }
  return pauses.subarray(0, count).sort()[(count - 1) >> 1] ?? 0;
}

interface Span {
  readonly kind: 'active' | 'idle';
  readonly fromMs: number;
  readonly toMs: number;
}

/** The whole, cut into active and idle spans that follow one another. */
function cut(times: Float64Array, fromMs: number, toMs: number): readonly Span[] {
  const longest = Math.max(usualPause(times) * TIMES_MEDIAN, (toMs - fromMs) * SHARE);
  const spans: Span[] = [];
  let since = fromMs;
  for (let index = 1; index < times.length; index += 1) {
    const before = times[index - 1] ?? 0;
    const time = times[index] ?? 0;
    if (time - before <= longest) continue;
    if (before > since) spans.push({ kind: 'active', fromMs: since, toMs: before });
    spans.push({ kind: 'idle', fromMs: before, toMs: time });
    since = time;
  }
  if (toMs > since || spans.length === 0) spans.push({ kind: 'active', fromMs: since, toMs });
  return spans;
}

function place(spans: readonly Span[]): Timeline['stretches'] {
  const idle = spans.filter((span) => span.kind === 'idle').length;
  const idleWidth = idle === 0 ? 0 : Math.min(IDLE_WIDTH, IDLE_TOTAL / idle);
  const activeMs = spans.reduce(
    (sum, span) => sum + (span.kind === 'active' ? span.toMs - span.fromMs : 0),
    0,
  );
  const perMs = activeMs === 0 ? 0 : (1 - idle * idleWidth) / activeMs;
  let x = 0;
  return spans.map((span, index) => {
    const x0 = x;
    const width = span.kind === 'idle' ? idleWidth : (span.toMs - span.fromMs) * perMs;
    x = index === spans.length - 1 ? 1 : Math.min(1, x + width);
    return { ...span, x0, x1: x };
  });
}

/**
 * The scale of a timeline: true proportions, with long pauses collapsed to a small fixed width. `clock` never goes
 * back and is -Infinity before the first readable time. Events that all share one moment are spread evenly.
 */
export function* timeScale(clock: Float64Array): Slices<TimeScale> {
  const times = filled(clock);
  yield;
  const fromMs = times[0] ?? 0;
  const toMs = times[times.length - 1] ?? 0;
  const xs = new Float64Array(times.length);
  if (toMs === fromMs) {
    const last = Math.max(1, times.length - 1);
    times.forEach((_, index) => (xs[index] = index / last));
    return { fromMs, toMs, times, xs, stretches: [{ kind: 'active', fromMs, toMs, x0: 0, x1: 1 }] };
  }
  const stretches = place(cut(times, fromMs, toMs));
  yield;
  let at = 0;
  for (let index = 0; index < times.length; index += 1) {
    const time = times[index] ?? 0;
    while (at < stretches.length - 1 && time > (stretches[at]?.toMs ?? 0)) at += 1;
    const stretch = stretches[at];
    if (stretch === undefined) break;
    const length = stretch.toMs - stretch.fromMs;
    const share = length === 0 ? 0 : (time - stretch.fromMs) / length;
    xs[index] = Math.min(stretch.x1, stretch.x0 + share * (stretch.x1 - stretch.x0));
  }
  yield;
  return { fromMs, toMs, stretches, times, xs };
}
