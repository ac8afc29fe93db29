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

test('rows that come in above leave the selected row where it is on screen', () => {
  expect(scrollFollowing({ from: 560, top: 616, rowHeight: 28, scrollTop: 400, height: 280 })).toBe(456);
});

test('at the top the list stays, until the selected row would be pushed out of view', () => {
  const top = { from: 140, rowHeight: 28, scrollTop: 0, height: 280 };
  expect(scrollFollowing({ ...top, top: 252 })).toBeUndefined();
  expect(scrollFollowing({ ...top, top: 280 })).toBe(28);
  expect(scrollFollowing({ ...top, from: 500, top: 600 })).toBeUndefined();
});
