import { describe, expect, it } from 'vitest';
import { nearestPoint, pointAtSeq, sparkBands, sparkPoints, stepLine } from './sparkShape.ts';

const FRAME = { width: 110, height: 50, inset: 5 };
const point = (seq: number, x: number, number: number) => ({
  seq,
  x,
  count: 1,
  text: String(number),
  number,
  low: number,
  high: number,
});

describe('a history as a line', () => {
  it('runs from the least value at the bottom to the greatest at the top, and holds each until the next', () => {
    const points = sparkPoints([point(1, 0, 10), point(5, 0.5, 30), point(9, 1, 20)], FRAME);
    expect(points.map(({ x, y }) => [x, y])).toEqual([
      [5, 45],
      [55, 5],
      [105, 25],
    ]);
    expect(stepLine(points, FRAME)).toBe('M5.0 45.0H55.0V5.0H105.0V25.0H105');
  });

  it('of one value lies in the middle, and leaves out where the field was gone', () => {
    expect(sparkPoints([point(1, 0, 7)], FRAME)[0]?.y).toBe(25);
    expect(sparkPoints([{ seq: 1, x: 0, count: 1, text: null }], FRAME)).toEqual([]);
    expect(stepLine([], FRAME)).toBe('');
  });
});

describe('a history as bands', () => {
  it('draws each value up to the next, the last to the end', () => {
    const texts = [
      { seq: 1, x: 0, count: 1, text: 'a' },
      { seq: 3, x: 0.5, count: 1, text: 'b' },
    ];
    expect(sparkBands(texts, FRAME)).toEqual([
      { x: 5, width: 50, text: 'a', seq: 1 },
      { x: 55, width: 55, text: 'b', seq: 3 },
    ]);
  });
});

it('finds points by place and by event', () => {
  const points = [point(2, 0, 1), point(6, 0.5, 2), point(9, 1, 3)];
  expect(nearestPoint(points, 60, FRAME)).toBe(1);
  expect(nearestPoint(points, -9, FRAME)).toBe(0);
  expect([pointAtSeq(points, 1), pointAtSeq(points, 7), pointAtSeq(points, 9)]).toEqual([-1, 1, 2]);
});
