/** Where the lanes of the drawing lie, in CSS pixels from its top. */
export interface Lanes {
  readonly arcsTop: number;
  readonly bandTop: number;
  readonly bandHeight: number;
  readonly glyphY: number;
  readonly marksTop: number;
  readonly marksHeight: number;
  readonly requestY: number;
  readonly conflictY: number;
  readonly axisTop: number;
  readonly height: number;
}

/** Height of the axis with its labels. */
const AXIS = 24;
const ARCS = 20;
/** Height of a row of buttons. */
const ROW = 18;

/** Lays the lanes out in `height` pixels: bands and marks grow, glyphs and axis keep their size. */
export function lanesFor(
  height: number,
  has: { readonly conflicts: boolean; readonly requests: boolean },
): Lanes {
  const total = Math.max(112, height);
  const glyphs = 18;
  const request = has.requests ? ROW : 0;
  const conflict = has.conflicts ? ROW : has.requests ? 2 : 4;
  const free = total - AXIS - ARCS - glyphs - request - conflict - 4;
  const bandHeight = Math.min(64, Math.max(20, Math.round(free * 0.55)));
  const marksHeight = Math.max(12, free - bandHeight);
  const bandTop = ARCS;
  const marksTop = bandTop + bandHeight + glyphs;
  const axisTop = marksTop + marksHeight + request + conflict;
  return {
    arcsTop: 2,
    bandTop,
    bandHeight,
    glyphY: bandTop + bandHeight + glyphs / 2 + 1,
    marksTop,
    marksHeight,
    requestY: marksTop + marksHeight + request / 2,
    conflictY: marksTop + marksHeight + request + conflict / 2,
    axisTop,
    height: axisTop + AXIS,
  };
}
