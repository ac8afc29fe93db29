import { z } from 'zod';
import { isNanoTime } from './nanoTime.ts';

/** The states of a request (CONTRACTS 3). A stored one may be any other text. */
export const REQUEST_STATUSES = ['pending', 'approved', 'denied', 'cancelled', 'expired'] as const;

/** A state of a request that we know. */
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** Whether `status` is one that we know. */
export function isRequestStatus(status: string | undefined): status is RequestStatus {
  return REQUEST_STATUSES.some((known) => known === status);
}

/** What a pending request may become; nothing follows a decision. */
export const DECISIONS = ['approved', 'denied', 'cancelled', 'expired'] as const satisfies RequestStatus[];

/** What a pending request may become. */
export type Decision = (typeof DECISIONS)[number];

const INT64 = 2n ** 63n;

/** Zod schema for nanoseconds of a duration: what fits Go's `time.Duration`, an int64. */
export const durationSchema = z
  .bigint()
  .min(-INT64)
  .max(INT64 - 1n);

const DIGITS = /^([+-]?\d+)(?:\.0*)?(?:[eE]\+?(\d{1,2}))?$/;

/** The whole nanoseconds in a number text; undefined when it is not whole or no int64. */
export function parseDuration(text: string): bigint | undefined {
  const match = DIGITS.exec(text);
  if (match === null) return undefined;
  const nanos = BigInt(match[1] ?? 0) * 10n ** BigInt(match[2] ?? 0);
  return durationSchema.safeParse(nanos).success ? nanos : undefined;
}

/** Zod schema for nanoseconds since 1970 within the years 0000 to 9999. */
const momentSchema = z.bigint().refine(isNanoTime, 'outside the years 0000 to 9999');

/** Zod schema for a request that is to be made. `duration` in nanoseconds, `expiresAt` in nanoseconds since 1970. */
export const newAccessRequestSchema = z.object({
  id: z.string().min(1),
  requester: z.string().min(1),
  profile: z.string().min(1),
  reason: z.string(),
  duration: durationSchema,
  expiresAt: momentSchema,
});

/** A request that is to be made: pending, at the time of its writing. */
export type NewAccessRequest = z.infer<typeof newAccessRequestSchema>;

/** Zod schema for what may be changed about a request without deciding it; what is left out stays as it is. */
export const requestChangeSchema = newAccessRequestSchema.omit({ id: true }).partial();

/** What may be changed about a request without deciding it. */
export type RequestChange = z.infer<typeof requestChangeSchema>;

/** A decision on a pending request: who made it, and why. */
export interface RequestDecision {
  readonly to: Decision;
  readonly by?: string | undefined;
  readonly note?: string | undefined;
}

/**
 * A stored request, whoever wrote it. Only `id` is certain: what is absent or of another type is undefined. Times are
 * RFC 3339, kept as written (their nanoseconds by `parseNanoTime`); `updatedAt` is the lock.
 */
export interface AccessRequest {
  readonly id: string;
  readonly requester?: string | undefined;
  readonly profile?: string | undefined;
  readonly reason?: string | undefined;
  readonly status?: string | undefined;
  /** Nanoseconds. */
  readonly duration?: bigint | undefined;
  readonly createdAt?: string | undefined;
  readonly updatedAt?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly decidedBy?: string | undefined;
  readonly decisionNote?: string | undefined;
}
