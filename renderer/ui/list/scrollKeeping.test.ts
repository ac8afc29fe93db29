import { expect, test } from 'vitest';
import { scrollKeeping } from './scrollKeeping.ts';

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
