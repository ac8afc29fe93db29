import { tzOffset } from '@date-fns/tz';
import type { Timeline } from '#shared/model/timeline.ts';
import { toPixels, xOfTime, type Frame } from './geometry.ts';
import { placeWithoutOverlap } from './place.ts';

/** One labelled tick of the time axis. `ms` is epoch milliseconds, `x` CSS pixels. */
export interface AxisTick {
  readonly x: number;
  /** Middle of the label: under the tick, but kept within the drawing. */
  readonly labelX: number;
  readonly ms: number;
  /** Step between this tick and its neighbours in milliseconds: how exact the label has to be. */
  readonly stepMs: number;
  /** Whether a stretch begins here: such a tick carries its date. */
  readonly start: boolean;
}

const S = 1000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, S, 2 * S, 5 * S, 10 * S, 15 * S, 30 * S, M, 2 * M, 5 * M, 10 * M, 15 * M,
  30 * M, H, 2 * H, 3 * H, 6 * H, 12 * H, D, 2 * D, 7 * D, 14 * D, 28 * D, 91 * D, 364 * D,
]; // prettier-ignore

/** Pixels a label takes, with the space around it. */
export const LABEL_WIDTH = 100;

/** How far a label may reach beyond the ends of the axis. */
const MARGIN = 8;

/** Offset of `zone` from UTC at `ms`, in milliseconds; 0 for a zone that the runtime does not know. */
export function zoneOffset(zone: string, ms: number): number {
  const minutes = tzOffset(zone, new Date(ms));
  return Number.isNaN(minutes) ? 0 : minutes * M;
}

/** The first multiple of `step`, counted in local time of `zone` (midnights, full hours), at or after `ms`. */
function nextMultiple(ms: number, step: number, zone: string): number {
  const offset = zoneOffset(zone, ms);
  const candidate = Math.ceil((ms + offset) / step) * step - offset;
  // Across a clock change the offset at the candidate counts.
  const then = zoneOffset(zone, candidate);
  return then === offset ? candidate : candidate + offset - then;
}

/** The step whose ticks stand at least `LABEL_WIDTH` apart at `pixels` for `ms` milliseconds. */
export function stepFor(ms: number, pixels: number): number {
  const smallest = pixels <= 0 ? Number.POSITIVE_INFINITY : (ms * LABEL_WIDTH) / pixels;
  return STEPS.find((step) => step >= smallest) ?? 364 * D;
}

/**
 * Ticks for the axis: round times of `zone` in every active stretch, and the start of each stretch after an
 * idle one. With `relative`, round distances from the first event instead.
 */
export function axisTicks(
  timeline: Timeline,
  frame: Frame,
  zone: string,
  relative: boolean,
): readonly AxisTick[] {
  const candidates: (Omit<AxisTick, 'labelX'> & { readonly rank: number })[] = [];
  timeline.stretches.forEach((stretch, index) => {
    if (stretch.kind === 'idle') return;
    const pixels = (stretch.x1 - stretch.x0) * frame.width;
    const stepMs = stepFor(stretch.toMs - stretch.fromMs, pixels);
    const at = (ms: number): number => toPixels(frame, xOfTime(timeline, ms));
    candidates.push({
      x: toPixels(frame, stretch.x0),
      ms: stretch.fromMs,
      stepMs: Math.min(stepMs, M),
      start: true,
      rank: index === 0 ? 3 : 2,
    });
    const origin = timeline.fromMs;
    let ms = relative
      ? origin + Math.ceil((stretch.fromMs - origin) / stepMs) * stepMs
      : nextMultiple(stretch.fromMs, stepMs, zone);
    for (let count = 0; ms <= stretch.toMs && count < 200; count++) {
      candidates.push({ x: at(ms), ms, stepMs, start: false, rank: 1 });
      ms = relative ? ms + stepMs : nextMultiple(ms + 1, stepMs, zone);
    }
  });
  const half = LABEL_WIDTH / 2;
  const labelX = (x: number): number =>
    Math.max(frame.left + half - MARGIN, Math.min(frame.left + frame.width - half + MARGIN, x));
  const wishes = candidates.map(({ x, rank }) => ({ at: labelX(x), width: LABEL_WIDTH, rank }));
  return placeWithoutOverlap(wishes).flatMap((index) => {
    const candidate = candidates[index];
    if (candidate === undefined) return [];
    const { x, ms, stepMs, start } = candidate;
    return [{ x, labelX: labelX(x), ms, stepMs, start }];
  });
}
