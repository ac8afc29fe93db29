import { z } from 'zod';
import { parseTime } from '#shared/model/times.ts';

const holderSchema = z.object({ expiresAt: z.string() });

const parsed = (data: string): unknown => {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
};

/**
 * The `expires_at` that goes with a record's JSON text: its `expiresAt`, an RFC 3339 time, in whole epoch seconds.
 * Undefined when it is absent, `null` or no time; then the record does not expire (seed 001: no dummy values).
 */
export function expiryIn(data: string): number | undefined {
  const holder = holderSchema.safeParse(parsed(data));
  if (!holder.success) return undefined;
  const time = parseTime(holder.data.expiresAt);
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}
