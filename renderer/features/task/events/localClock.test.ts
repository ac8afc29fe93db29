import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTime } from '../../../ui/time/formatTime.ts';
import { createLocalClock } from './localClock.ts';

test('says what the window’s own time format says, in every zone and across clock changes', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
  const clocks = new Map(zones.map((zone) => [zone, createLocalClock(zone)]));
  const year = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) });
  fc.assert(
    fc.property(year, fc.constantFrom(...zones), (ms, zone) => {
      const time = clocks.get(zone)?.(ms);
      expect(`${time?.day ?? ''} ${time?.exact ?? ''}`).toBe(formatTime(ms, zone, 'ms'));
    }),
  );
});
