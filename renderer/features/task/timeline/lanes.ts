/** Where the lanes of the drawing lie, in CSS pixels from its top. */
export interface Lanes {
  readonly arcsTop: number;
  readonly bandTop: number;
  readonly bandHeight: number;
  readonly glyphY: number;
  readonly marksTop: number;
  readonly marksHeight: number;
  readonly conflictY: number;
  readonly axisTop: number;
  readonly height: number;
}

/** Height of the axis with its labels. */
const AXIS = 24;
const ARCS = 20;

/** Lays the lanes out in `height` pixels: bands and marks grow, glyphs and axis keep their size. */
export function lanesFor(height: number, conflicts: boolean): Lanes {
  const total = Math.max(112, height);
  const glyphs = 18;
  const conflict = conflicts ? 18 : 4;
  const free = total - AXIS - ARCS - glyphs - conflict - 4;
  const bandHeight = Math.min(64, Math.max(20, Math.round(free * 0.55)));
  const marksHeight = Math.max(12, free - bandHeight);
  const bandTop = ARCS;
  const marksTop = bandTop + bandHeight + glyphs;
  const axisTop = marksTop + marksHeight + conflict;
  return {
    arcsTop: 2,
    bandTop,
    bandHeight,
    glyphY: bandTop + bandHeight + glyphs / 2 + 1,
    marksTop,
    marksHeight,
    conflictY: marksTop + marksHeight + conflict / 2,
    axisTop,
    height: axisTop + AXIS,
  };
}
