import type { Timeline } from '#shared/model/timeline.ts';

/** Where the drawing lies: `x` from 0 to 1 becomes `left` to `left + width`, in CSS pixels. */
export interface Frame {
  readonly left: number;
  readonly width: number;
}

/** Pixels of `x`. */
export function toPixels(frame: Frame, x: number): number {
  return frame.left + x * frame.width;
}

/** `x` of a pixel, kept within 0 and 1. */
export function fromPixels(frame: Frame, pixels: number): number {
  return frame.width <= 0 ? 0 : Math.min(1, Math.max(0, (pixels - frame.left) / frame.width));
}

const between = (value: number, from: number, to: number): number =>
  to === from ? 0 : Math.min(1, Math.max(0, (value - from) / (to - from)));

/** Where the moment `ms` (epoch milliseconds) is drawn, through the stretches of the scale. */
export function xOfTime(timeline: Timeline, ms: number): number {
  const last = timeline.stretches.at(-1);
  const stretch = timeline.stretches.find(({ toMs }) => ms <= toMs) ?? last;
  if (stretch === undefined) return 0;
  return stretch.x0 + between(ms, stretch.fromMs, stretch.toMs) * (stretch.x1 - stretch.x0);
}

/** The moment (epoch milliseconds) that is drawn at `x`. */
export function timeOfX(timeline: Timeline, x: number): number {
  const last = timeline.stretches.at(-1);
  const stretch = timeline.stretches.find(({ x1 }) => x <= x1) ?? last;
  if (stretch === undefined) return timeline.fromMs;
  return stretch.fromMs + between(x, stretch.x0, stretch.x1) * (stretch.toMs - stretch.fromMs);
}

type TimelineMark = Timeline['marks'][number];

/** The reach of a shared mark to either side: half-way to its neighbours, but no more than half an even share. */
function reach(marks: readonly TimelineMark[], index: number): readonly [number, number] {
  const mark = marks[index];
  if (mark === undefined) return [0, 0];
  const cap = 0.5 / marks.length;
  const before = marks[index - 1]?.x ?? mark.x;
  const after = marks[index + 1]?.x ?? mark.x;
  const half = (distance: number): number => Math.min(cap, Math.abs(distance) / 2);
  return [mark.x - half(mark.x - before), mark.x + half(after - mark.x)];
}

/** Where the event `seq` is drawn: its own tick in a small stream, else its place within the mark that holds it. */
export function xOfSeq(timeline: Timeline, seq: number): number {
  if (timeline.ticks.length > 0) {
    let best = timeline.ticks[0];
    for (const tick of timeline.ticks) if (tick.seq <= seq) best = tick;
    return best?.x ?? 0;
  }
  let index = -1;
  timeline.marks.forEach((mark, at) => {
    if (mark.fromSeq <= seq) index = at;
  });
  const mark = timeline.marks[Math.max(0, index)];
  if (mark === undefined) return 0;
  if (mark.count <= 1) return mark.x;
  const [x0, x1] = reach(timeline.marks, Math.max(0, index));
  return x0 + between(seq, mark.fromSeq, mark.toSeq) * (x1 - x0);
}

/** The event nearest to `x`. With several at the same place, the last: what stands after all of them happened. */
export function seqOfX(timeline: Timeline, x: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  if (timeline.ticks.length > 0) {
    let seq = 0;
    for (const tick of timeline.ticks) {
      const distance = Math.abs(tick.x - x);
      if (distance <= nearest) {
        nearest = distance;
        seq = tick.seq;
      }
    }
    return seq;
  }
  let index = 0;
  timeline.marks.forEach((mark, at) => {
    const distance = Math.abs(mark.x - x);
    if (distance <= nearest) {
      nearest = distance;
      index = at;
    }
  });
  const mark = timeline.marks[index];
  if (mark === undefined) return 0;
  if (mark.count <= 1) return mark.seq;
  const [x0, x1] = reach(timeline.marks, index);
  return mark.fromSeq + Math.round(between(x, x0, x1) * (mark.toSeq - mark.fromSeq));
}
