import type { RequestRow } from '#shared/contract/requests.ts';
import { formatDuration } from '../../ui/time/duration.ts';
import { parseTime } from '../../ui/time/formatTime.ts';

/** How a moment of expiry stands to the present. */
export interface Expiry {
  readonly past: boolean;
  /** `expires in 2 h 14 m`, `expired 3 h ago`. */
  readonly words: string;
}

/** How `expiresAt` (RFC 3339) stands to `now` (epoch milliseconds); undefined when it is absent or no time. */
export function expiryOf(expiresAt: string | undefined, now: number): Expiry | undefined {
  const at = parseTime(expiresAt);
  if (at === undefined) return undefined;
  return at > now
    ? { past: false, words: `expires in ${formatDuration(at - now)}` }
    : { past: true, words: `expired ${formatDuration(now - at)} ago` };
}

/** Whether a request still waits for a decision although its time has run out. */
export function isOverdue({ status, expiresAt }: RequestRow, now: number): boolean {
  return status === 'pending' && expiryOf(expiresAt, now)?.past === true;
}
