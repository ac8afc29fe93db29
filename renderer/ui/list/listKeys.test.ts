import { describe, expect, it } from 'vitest';
import { listTarget } from './listKeys.ts';

describe('listTarget', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowUp', 3, 2],
    ['ArrowDown', -1, 0],
    ['ArrowUp', -1, 9],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['PageDown', 7, 9],
    ['PageUp', 2, 0],
    ['Home', 5, 0],
    ['End', 5, 9],
  ])('%s from %i leads to %i', (key, at, target) => {
    expect(listTarget(key, at, 10, 5)).toBe(target);
  });

  it('leaves other keys and empty lists alone', () => {
    expect(listTarget('x', 0, 10, 5)).toBeUndefined();
    expect(listTarget('ArrowDown', -1, 0, 5)).toBeUndefined();
  });
});
