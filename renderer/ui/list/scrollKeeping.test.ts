import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scrollFollowing, scrollKeeping, scrollTo, type Standing } from './scrollKeeping.ts';

const rowHeight = 28;
const at = (top: number, scrollTop: number, height = 280): Standing => ({ top, scrollTop, height });

test('a row is scrolled to only as far as it must be', () => {
  expect(scrollTo(at(532, 280), rowHeight)).toBeUndefined();
  expect(scrollTo(at(252, 280), rowHeight)).toBe(252);
  expect(scrollTo(at(560, 280), rowHeight)).toBe(308);
});

/** The list that stands at 280, with the row at `top`, becomes `height` high. */
const resized = (top: number, height: number): number | undefined =>
  scrollKeeping({ before: at(top, 280), now: at(top, 280, height), rowHeight });

test('the last row stays in view when the list becomes lower', () => {
  expect(resized(532, 240)).toBe(320);
});

test('a row further up is not moved', () => {
  expect(resized(308, 240)).toBeUndefined();
});

test('a row that was out of view stays out of view', () => {
  expect(resized(700, 240)).toBeUndefined();
  expect(resized(28, 240)).toBeUndefined();
});

test('a higher list moves nothing', () => {
  expect(resized(532, 400)).toBeUndefined();
});

test('a hidden list is left alone', () => {
  expect(resized(532, 0)).toBeUndefined();
});

const follow = (before: Standing, now: Standing, extent = 28_000): number | undefined =>
  scrollFollowing({ before, now, rowHeight, extent });

test('rows that come in above leave the selected row where it is on screen', () => {
  expect(follow(at(560, 400), at(616, 400))).toBe(456);
  expect(follow(at(616, 400), at(560, 400))).toBe(344);
  expect(follow(at(616, 400), at(616, 400))).toBeUndefined();
});

test('what is seen around a row out of view moves along', () => {
  expect(follow(at(560, 4000), at(616, 4000))).toBe(4056);
  expect(follow(at(560, 4000), at(0, 4000))).toBe(3440);
});

test('at the top the list stays, until the selected row would be pushed out of view', () => {
  expect(follow(at(140, 0), at(252, 0))).toBeUndefined();
  expect(follow(at(140, 0), at(280, 0))).toBe(28);
  expect(follow(at(500, 0), at(600, 0))).toBeUndefined();
});

test('a list that was cut off where it stood keeps a row that was in view there, and shows one that was not', () => {
  expect(follow(at(27_000, 26_900), at(2772, 2500), 2800)).toBe(2520);
  expect(follow(at(27_000, 26_900), at(1400, 2520), 2800)).toBe(1300);
  expect(follow(at(200, 100), at(140, 0), 252)).toBeUndefined();
  expect(follow(at(20_000, 26_900), at(2772, 2520), 2800)).toBeUndefined();
  expect(follow(at(20_000, 26_900), at(1400, 2520), 2800)).toBe(1400);
  // Scrolled by hand since, while the row's new place was not known.
  expect(follow(at(27_000, 100), at(1400, 100), 2800)).toBe(1148);
});

test('a list that was cut off and has grown since keeps the row as well', () => {
  // Only a few of its rows are there: then more, of which the browser tells nothing.
  expect(follow(at(27_000, 26_900), at(2772, 20), 28_000)).toBe(2672);
  expect(follow(at(560, 500), at(4172, 0), 4284)).toBe(4004);
});

test('a row that was in view still is, wherever it has moved and the list has been put', () => {
  const row = fc.nat(5000);
  const anywhere = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(row, row, row, anywhere, anywhere, (index, next, behind, within, put) => {
      const height = 280;
      const [top, extent] = [next * rowHeight, (next + 1 + behind) * rowHeight];
      const first = Math.max(0, (index + 1) * rowHeight - height);
      const before = at(index * rowHeight, first + within * (index * rowHeight - first), height);
      const scrollTop = put * Math.max(0, extent - height);
      const to = follow(before, at(top, scrollTop, height), extent) ?? scrollTop;
      expect(scrollTo(at(top, to, height), rowHeight)).toBeUndefined();
      expect(to).toBeLessThanOrEqual(Math.max(0, extent - height));
    }),
  );
});
