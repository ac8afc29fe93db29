const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  { ms: DAY, unit: 'd' },
  { ms: HOUR, unit: 'h' },
  { ms: MINUTE, unit: 'm' },
  { ms: SECOND, unit: 's' },
] as const;

/**
 * A length of time in milliseconds, in at most `parts` units: `3 ms`, `1.2 s`, `41 s`, `4 m 12 s`, `2 d 4 h`.
 * Rounded down, so that it never claims more than has passed.
 */
export function formatDuration(ms: number, parts: 1 | 2 = 2): string {
  if (!Number.isFinite(ms)) return 'unknown';
  if (ms < 0) return `−${formatDuration(-ms, parts)}`;
  if (ms < SECOND) return `${Math.floor(ms)} ms`;
  if (ms < 10 * SECOND && parts === 2) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  const at = STEPS.findIndex((step) => ms >= step.ms);
  const first = STEPS[at];
  if (first === undefined) return `${Math.floor(ms)} ms`;
  const whole = Math.floor(ms / first.ms);
  const second = STEPS[at + 1];
  const rest = second === undefined ? 0 : Math.floor((ms % first.ms) / second.ms);
  const head = `${whole} ${first.unit}`;
  return parts === 1 || second === undefined || rest === 0 ? head : `${head} ${rest} ${second.unit}`;
}

/** The step from one event to the next: `+41 s`, `+2 d 4 h`, `−3 ms` for a clock that ran backwards. */
export function formatStep(ms: number): string {
  return ms < 0 ? formatDuration(ms) : `+${formatDuration(ms)}`;
}

/** How long ago `ms` lies before `nowMs`, in one unit: `12 s`, `4 h`; `in 4 h` when it is still to come; `now` below one second. */
export function formatAge(ms: number, nowMs: number): string {
  const age = nowMs - ms;
  if (Math.abs(age) < SECOND) return 'now';
  return age < 0 ? `in ${formatDuration(-age, 1)}` : formatDuration(age, 1);
}
