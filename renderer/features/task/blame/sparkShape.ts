import type { FieldHistory } from '#shared/contract/blame.ts';

/** Where one point of a history is drawn, in pixels. */
export interface SparkPoint {
  readonly x: number;
  readonly y: number;
  /** The range of the values drawn as one. */
  readonly top: number;
  readonly bottom: number;
}

/** A stretch over which a field had one value. */
export interface SparkBand {
  readonly x: number;
  readonly width: number;
  readonly text: string | null;
  readonly seq: number;
}

/** The frame of a drawing, in pixels. */
export interface SparkFrame {
  readonly width: number;
  readonly height: number;
  /** Left free on each side, for the marks. */
  readonly inset: number;
}

const toX = ({ width, inset }: SparkFrame, x: number): number => inset + x * Math.max(0, width - 2 * inset);

/** The points of a numeric history; a point without a number is left out. */
export function sparkPoints(points: FieldHistory['points'], frame: SparkFrame): readonly SparkPoint[] {
  const numbers = points.flatMap(({ low, high }) => [low ?? [], high ?? []].flat());
  const [least, greatest] = [Math.min(...numbers), Math.max(...numbers)];
  const span = greatest - least;
  const room = frame.height - 2 * frame.inset;
  const toY = (number: number): number =>
    span === 0 ? frame.height / 2 : frame.height - frame.inset - ((number - least) / span) * room;
  return points.flatMap(({ x, number, low, high }) =>
    number === undefined
      ? []
      : [{ x: toX(frame, x), y: toY(number), top: toY(high ?? number), bottom: toY(low ?? number) }],
  );
}

/** The line through points: a value holds until the next one. */
export function stepLine(points: readonly SparkPoint[], { width, inset }: SparkFrame): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const steps = rest.map(({ x, y }) => `H${x.toFixed(1)}V${y.toFixed(1)}`).join('');
  return `M${first.x.toFixed(1)} ${first.y.toFixed(1)}${steps}H${width - inset}`;
}

/** The stretches of a history that is no number: each value up to the next. */
export function sparkBands(points: FieldHistory['points'], frame: SparkFrame): readonly SparkBand[] {
  return points.map(({ x, text, seq }, index) => {
    const from = toX(frame, x);
    const to = toX(frame, points[index + 1]?.x ?? 1);
    const rest = index === points.length - 1 ? frame.inset : 0;
    return { x: from, width: Math.max(1, to + rest - from), text, seq };
  });
}

/** The point nearest to `x` (pixels). */
export function nearestPoint(points: FieldHistory['points'], x: number, frame: SparkFrame): number {
  let nearest = 0;
  points.forEach((point, index) => {
    const best = points[nearest];
    if (best !== undefined && Math.abs(toX(frame, point.x) - x) < Math.abs(toX(frame, best.x) - x))
      nearest = index;
  });
  return nearest;
}

/** The last point at or before event `seq`; -1 before the first. */
export function pointAtSeq(points: FieldHistory['points'], seq: number): number {
  let found = -1;
  points.forEach((point, index) => {
    if (point.seq <= seq) found = index;
  });
  return found;
}
