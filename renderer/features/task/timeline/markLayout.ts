import type { Timeline } from '#shared/model/timeline.ts';
import { eventRank } from '../eventLook.ts';
import { toPixels, type Frame } from './geometry.ts';
import { placeWithoutOverlap } from './place.ts';

type TimelineMark = Timeline['marks'][number];

/** A mark with its place in CSS pixels; `glyph`: whether there is room for its glyph. */
export interface PlacedMark {
  readonly mark: TimelineMark;
  readonly x: number;
  /** Part of the lane's height, 0 to 1: how many events share the mark. */
  readonly height: number;
  readonly glyph: boolean;
}

/** Pixels a glyph takes. */
const GLYPH = 14;

/** Places the marks: every one has its line, the most telling ones their glyph where it fits. */
export function layOutMarks(marks: readonly TimelineMark[], frame: Frame): readonly PlacedMark[] {
  const most = marks.reduce((max, mark) => Math.max(max, mark.count), 1);
  const wishes = marks.map((mark) => ({
    at: toPixels(frame, mark.x),
    width: GLYPH,
    rank: mark.findings.length > 0 ? 10 : eventRank(mark.type),
  }));
  // Glyphs of everyday events say nothing when they can only be a selection of them.
  const crowded = marks.length * GLYPH > frame.width;
  const withGlyph = new Set(
    placeWithoutOverlap(wishes).filter((index) => !crowded || (wishes[index]?.rank ?? 0) > 0),
  );
  return marks.map((mark, index) => ({
    mark,
    x: toPixels(frame, mark.x),
    // Alone or not: where no mark is shared, lines reach the axis; else the height tells how many share it.
    height:
      most === 1
        ? 1
        : mark.count === 1
          ? 0.4
          : 0.4 + (0.6 * Math.log(mark.count)) / Math.log(Math.max(2, most)),
    glyph: withGlyph.has(index),
  }));
}
