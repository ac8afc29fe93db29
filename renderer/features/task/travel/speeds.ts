import type { Speed } from './player.ts';

/** One speed to choose. */
export interface SpeedChoice {
  readonly value: string;
  readonly label: string;
  readonly speed: Speed;
}

const events = (perSecond: number): SpeedChoice => ({
  value: `e${String(perSecond)}`,
  label: `${perSecond.toLocaleString('en')} event${perSecond === 1 ? '' : 's'}/s`,
  speed: { kind: 'events', perSecond },
});

const time = (times: number): SpeedChoice => ({
  value: `t${String(times)}`,
  label: `${times.toLocaleString('en')} × true time`,
  speed: { kind: 'time', times },
});

/** The speeds at which a stream can be played, slow to fast. */
export const SPEEDS: readonly SpeedChoice[] = [
  ...[1, 2, 5, 10, 25, 100, 1000, 10_000].map(events),
  ...[1, 10, 60, 600, 3600].map(time),
];

/** The speed at first: slow enough to read a list by. */
export const FIRST_SPEED = 'e5';

/** The choice with this value; the first one for any other text. */
export function speedOf(value: string): SpeedChoice {
  return SPEEDS.find((choice) => choice.value === value) ?? events(5);
}

/** The next faster (or slower) choice of the same kind; the same one at the end. */
export function nextSpeed(value: string, by: 1 | -1): string {
  const kind = speedOf(value).speed.kind;
  const alike = SPEEDS.filter(({ speed }) => speed.kind === kind);
  const at = alike.findIndex((choice) => choice.value === value);
  return alike[Math.max(0, Math.min(alike.length - 1, at + by))]?.value ?? value;
}
