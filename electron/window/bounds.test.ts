import { describe, expect, it } from 'vitest';
import { MIN_SIZE, openingBounds } from './bounds.ts';

const DISPLAYS = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
];
const saved = { x: 100, y: 50, width: 1200, height: 800, maximized: false };

describe('where a window opens', () => {
  it('is where it was, on any display that is there', () => {
    expect(openingBounds(saved, DISPLAYS)).toEqual({ x: 100, y: 50, width: 1200, height: 800 });
    expect(openingBounds({ ...saved, x: 2000 }, DISPLAYS)).toMatchObject({ x: 2000 });
  });

  it('is left to the system when its display is gone, or its title bar out of reach', () => {
    expect(openingBounds(undefined, DISPLAYS)).not.toHaveProperty('x');
    expect(openingBounds({ ...saved, x: 2000 }, DISPLAYS.slice(0, 1))).not.toHaveProperty('x');
    expect(openingBounds({ ...saved, y: -500 }, DISPLAYS)).not.toHaveProperty('x');
    expect(openingBounds({ ...saved, y: 1075 }, DISPLAYS.slice(0, 1))).not.toHaveProperty('x');
  });

  it('is never smaller than what everything fits into', () => {
    expect(openingBounds({ ...saved, width: 10, height: 10 }, DISPLAYS)).toMatchObject(MIN_SIZE);
  });
});
