import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Timeline } from '#shared/model/timeline.ts';
import { axisTicks, LABEL_WIDTH, stepFor } from './axis.ts';
import { fromPixels, seqOfX, timeOfX, toPixels, xOfSeq, xOfTime } from './geometry.ts';
import { placeWithoutOverlap } from './place.ts';

const H = 3_600_000;
const START = Date.UTC(2026, 2, 11, 7, 30);

const EMPTY: Timeline = {
  fromMs: START,
  toMs: START + 50 * H,
  stretches: [
    { kind: 'active', fromMs: START, toMs: START + H, x0: 0, x1: 0.45 },
    { kind: 'idle', fromMs: START + H, toMs: START + 49 * H, x0: 0.45, x1: 0.55 },
    { kind: 'active', fromMs: START + 49 * H, toMs: START + 50 * H, x0: 0.55, x1: 1 },
  ],
  bands: [],
  marks: [],
  gaps: [],
  retries: [],
  ticks: [],
};

const small: Timeline = {
  ...EMPTY,
  ticks: [
    { seq: 1, x: 0 },
    { seq: 2, x: 0.4 },
    { seq: 3, x: 0.4 },
    { seq: 7, x: 1 },
  ],
};

/** 12,000 events in 600 marks of 20, evenly spread. */
const large: Timeline = {
  ...EMPTY,
  marks: Array.from({ length: 600 }, (_, n) => ({
    x: n / 599,
    seq: n * 20 + 1,
    fromSeq: n * 20 + 1,
    toSeq: n * 20 + 20,
    count: 20,
    type: 'TaskProgressed',
    status: 'running',
    findings: [],
  })),
};

describe('the scale', () => {
  test('an idle stretch takes its collapsed width only', () => {
    expect(xOfTime(EMPTY, START + H / 2)).toBeCloseTo(0.225);
    expect(xOfTime(EMPTY, START + 25 * H)).toBeCloseTo(0.5);
    expect(xOfTime(EMPTY, START + 100 * H)).toBe(1);
    expect(xOfTime(EMPTY, 0)).toBe(0);
  });

  test('time and place lead back to each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 * H }), (ms) => {
        expect(Math.abs(timeOfX(EMPTY, xOfTime(EMPTY, START + ms)) - START - ms)).toBeLessThan(1);
      }),
    );
  });

  test('pixels outside the frame are its ends', () => {
    const frame = { left: 10, width: 100 };
    expect([fromPixels(frame, -5), fromPixels(frame, 60), fromPixels(frame, 900)]).toEqual([0, 0.5, 1]);
    expect(fromPixels({ left: 10, width: 0 }, 10)).toBe(0);
    expect(toPixels(frame, 0.5)).toBe(60);
  });
});

describe('events and places', () => {
  test('a small stream: the nearest tick, the last of those at one place', () => {
    expect(seqOfX(small, 0.39)).toBe(3);
    expect(seqOfX(small, 0.71)).toBe(7);
    expect(xOfSeq(small, 2)).toBe(0.4);
    expect(xOfSeq(small, 5)).toBe(0.4);
  });

  test('a large stream: every event can be reached, and comes back as itself', () => {
    for (const seq of [1, 2, 19, 20, 21, 6000, 11_999, 12_000]) {
      expect(Math.abs(seqOfX(large, xOfSeq(large, seq)) - seq)).toBeLessThanOrEqual(1);
    }
  });

  test('moving right never moves back in the stream', () => {
    let before = 0;
    for (let x = 0; x <= 1; x += 1 / 5000) {
      const seq = seqOfX(large, x);
      expect(seq).toBeGreaterThanOrEqual(before);
      before = seq;
    }
    expect(before).toBe(12_000);
  });

  test('an empty timeline has no place and no event', () => {
    expect(seqOfX(EMPTY, 0.5)).toBe(0);
    expect(xOfSeq(EMPTY, 5)).toBe(0);
  });
});

describe('the axis', () => {
  const frame = { left: 0, width: 1000 };

  test('stands on full local times and never overlaps', () => {
    const ticks = axisTicks(EMPTY, frame, 'Asia/Kolkata', false);
    const inner = ticks.filter((tick) => !tick.start);
    expect(inner.length).toBeGreaterThan(3);
    // Kolkata is 5:30 ahead: full local quarters are full quarters of UTC too, full hours are not.
    expect(inner.every((tick) => tick.ms % tick.stepMs === 0)).toBe(true);
    ticks.slice(1).forEach((tick, index) => {
      expect(tick.labelX - (ticks[index]?.labelX ?? 0)).toBeGreaterThanOrEqual(LABEL_WIDTH);
    });
  });

  test('days begin at local midnight, also across a clock change', () => {
    const days: Timeline = {
      ...EMPTY,
      fromMs: Date.UTC(2026, 2, 26),
      toMs: Date.UTC(2026, 3, 2),
      stretches: [
        { kind: 'active', fromMs: Date.UTC(2026, 2, 26), toMs: Date.UTC(2026, 3, 2), x0: 0, x1: 1 },
      ],
    };
    const ticks = axisTicks(days, { left: 0, width: 2000 }, 'Europe/Berlin', false).filter((t) => !t.start);
    const hours = ticks.map((tick) =>
      new Intl.DateTimeFormat('en-GB', {
        hour: '2-digit',
        minute: '2-digit',
        timeZone: 'Europe/Berlin',
      }).format(tick.ms),
    );
    expect(ticks.length).toBeGreaterThan(4);
    expect(hours.every((hour) => hour === '00:00' || hour === '12:00')).toBe(true);
  });

  test('relative ticks count from the first event', () => {
    const ticks = axisTicks(EMPTY, frame, 'UTC', true).filter((tick) => !tick.start);
    expect(ticks.every((tick) => (tick.ms - START) % tick.stepMs === 0)).toBe(true);
  });

  test('a stretch without length has a step and no endless loop', () => {
    const point: Timeline = {
      ...EMPTY,
      toMs: START,
      stretches: [{ kind: 'active', fromMs: START, toMs: START, x0: 0, x1: 1 }],
    };
    expect(axisTicks(point, frame, 'UTC', false).length).toBeLessThanOrEqual(1);
    expect(stepFor(H, 0)).toBeGreaterThan(H);
  });
});

test('placing keeps the higher rank and leaves no overlap', () => {
  const wishes = [
    { at: 10, width: 20, rank: 1 },
    { at: 20, width: 20, rank: 2 },
    { at: 41, width: 20, rank: 1 },
    { at: 500, width: 20, rank: 1 },
  ];
  expect(placeWithoutOverlap(wishes)).toEqual([1, 2, 3]);
});
