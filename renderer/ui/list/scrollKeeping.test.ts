import { expect, test } from 'vitest';
import { scrollFollowing, scrollKeeping } from './scrollKeeping.ts';

const list = { rowHeight: 28, scrollTop: 280, before: 280, height: 280 };

test('the last row stays in view when the list becomes lower', () => {
  expect(scrollKeeping({ ...list, top: 532, height: 240 })).toBe(320);
});

test('a row further up is not moved', () => {
  expect(scrollKeeping({ ...list, top: 308, height: 240 })).toBeUndefined();
});

test('a row that was out of view stays out of view', () => {
  expect(scrollKeeping({ ...list, top: 700, height: 240 })).toBeUndefined();
  expect(scrollKeeping({ ...list, top: 28, height: 240 })).toBeUndefined();
});

test('a higher list moves nothing', () => {
  expect(scrollKeeping({ ...list, top: 532, height: 400 })).toBeUndefined();
});

test('a hidden list is left alone', () => {
  expect(scrollKeeping({ ...list, top: 532, height: 0 })).toBeUndefined();
});

const long = { rowHeight: 28, height: 280, extent: 28_000 };

test('rows that come in above leave the selected row where it is on screen', () => {
  expect(scrollFollowing({ ...long, from: 560, top: 616, scrollTop: 400 })).toBe(456);
  expect(scrollFollowing({ ...long, from: 616, top: 560, scrollTop: 400 })).toBe(344);
});

test('at the top the list stays, until the selected row would be pushed out of view', () => {
  const top = { ...long, from: 140, scrollTop: 0 };
  expect(scrollFollowing({ ...top, top: 252 })).toBeUndefined();
  expect(scrollFollowing({ ...top, top: 280 })).toBe(28);
  expect(scrollFollowing({ ...top, from: 500, top: 600 })).toBeUndefined();
});

test('a list that was cut off where it stood shows the selected row, and moves no further than that', () => {
  const end = { ...long, from: 27_000, extent: 2800, scrollTop: 2520 };
  expect(scrollFollowing({ ...end, top: 2772 })).toBe(2520);
  expect(scrollFollowing({ ...end, top: 1400 })).toBe(1400);
  expect(scrollFollowing({ ...end, from: 200, top: 140, extent: 252, scrollTop: 0 })).toBe(0);
});
