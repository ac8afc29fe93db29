import { formatDuration } from '../../../ui/time/duration.ts';
import { formatTimeAs } from '../../../ui/time/formatTime.ts';
import type { AxisTick } from './axis.ts';

const DAY = 86_400_000;

/** The words under a tick: as exact as the step asks, with the date where the day has changed since the tick before. */
export function axisLabel(tick: AxisTick, before: AxisTick | undefined, zone: string): string {
  const date = formatTimeAs(tick.ms, zone, 'd MMM');
  if (tick.stepMs >= DAY) return date;
  const clock = formatTimeAs(
    tick.ms,
    zone,
    tick.stepMs < 1000 ? 'HH:mm:ss.SSS' : tick.stepMs < 60_000 ? 'HH:mm:ss' : 'HH:mm',
  );
  const sameDay = before !== undefined && formatTimeAs(before.ms, zone, 'd MMM') === date;
  return sameDay ? clock : `${date} ${clock}`;
}

/** The words under a tick as a distance from the first event. */
export function axisDistance(tick: AxisTick, fromMs: number): string {
  return tick.ms === fromMs ? 'start' : `+${formatDuration(tick.ms - fromMs)}`;
}
