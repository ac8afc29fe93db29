import { formatDuration } from '../../ui/time/duration.ts';

/** Where a record stands in its life. */
export type ExpiryState = 'never' | 'ahead' | 'soon' | 'expired';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The state at `nowMs` of a record that expires at `expiresAt`, in epoch seconds; `soon`: within an hour. */
export function expiryState(expiresAt: number | undefined, nowMs: number): ExpiryState {
  if (expiresAt === undefined) return 'never';
  const left = expiresAt * 1000 - nowMs;
  return left <= 0 ? 'expired' : left <= HOUR ? 'soon' : 'ahead';
}

/** A length of time as a countdown tells it: whole seconds below a minute, else two units. */
function countdown(ms: number): string {
  return ms < MINUTE ? `${Math.floor(ms / 1000)} s` : formatDuration(ms);
}

/** For a narrow column: `in 4 h`, `expired`; nothing for what never expires. */
export function expiryMark(expiresAt: number | undefined, nowMs: number): string {
  if (expiresAt === undefined) return '';
  const left = expiresAt * 1000 - nowMs;
  return left <= 0 ? 'expired' : `in ${formatDuration(Math.max(left, 1000), 1)}`;
}

/** In words: `Expires in 4 h 12 m`, `Expired 3 m ago, and is still here`, `Never expires`. */
export function expiryWords(expiresAt: number | undefined, nowMs: number): string {
  if (expiresAt === undefined) return 'Never expires';
  const left = expiresAt * 1000 - nowMs;
  return left > 0 ? `Expires in ${countdown(left)}` : `Expired ${countdown(-left)} ago, and is still here`;
}
