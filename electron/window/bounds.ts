import { z } from 'zod';

/** Zod schema for where a window was, as it is remembered. Lengths in device-independent pixels. */
export const windowBoundsSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
  maximized: z.boolean(),
});

/** Where a window was. */
export type WindowBounds = z.infer<typeof windowBoundsSchema>;

/** A rectangle on the desktop, in device-independent pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest window that everything fits into. */
export const MIN_SIZE = { width: 800, height: 560 } as const;

const DEFAULT_SIZE = { width: 1360, height: 880 } as const;

const overlap = (from: number, length: number, otherFrom: number, otherLength: number): number =>
  Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);

/** Enough of the title bar to take hold of. */
const GRIP = 80;

/** Where to open: where it was, if a display still shows enough of that; else the usual size, placed by the system. */
export function openingBounds(
  saved: WindowBounds | undefined,
  displays: readonly Area[],
): (Partial<Area> & typeof DEFAULT_SIZE) | Area {
  if (saved === undefined) return DEFAULT_SIZE;
  const width = Math.max(saved.width, MIN_SIZE.width);
  const height = Math.max(saved.height, MIN_SIZE.height);
  const seen = displays.some(
    (display) =>
      overlap(saved.x, width, display.x, display.width) >= GRIP &&
      saved.y >= display.y &&
      saved.y <= display.y + display.height - GRIP,
  );
  return seen ? { x: saved.x, y: saved.y, width, height } : DEFAULT_SIZE;
}
