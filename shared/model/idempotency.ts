import { z } from 'zod';
import { attributeMapSchema } from './attributeValue.ts';

/**
 * Zod schema for an idempotency record (CONTRACTS 1). Only the key is certain: a foreign writer may have left out, or
 * stored under another type, any of the rest.
 */
export const idempotencyRecordSchema = z.object({
  key: z.string(),
  /** `IN_PROGRESS`, `COMPLETED`, or whatever text a foreign writer uses. */
  status: z.string().optional(),
  requestHash: z.string().optional(),
  /** The task and the event that the request led to. */
  taskId: z.string().optional(),
  eventSeq: z.int().optional(),
  result: attributeMapSchema.optional(),
  /** RFC 3339, as written. */
  createdAt: z.string().optional(),
  /** Epoch seconds from which on the record counts as gone, though DynamoDB deletes it up to days later. */
  expiresAt: z.number().optional(),
  /** RFC 3339 times at which a repeat was answered with the stored result, as far as anybody noted them; sorted. */
  replayedAt: z.array(z.string()).optional(),
});

/** What remembers that a request was made, and how it ended. */
export type IdempotencyRecord = z.infer<typeof idempotencyRecordSchema>;

/**
 * Whether a record counts as gone at `nowMs` (epoch milliseconds). DynamoDB's TTL deletes late, typically within days:
 * what has expired and still lies there must be passed over by its readers.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ttl-expired-items.html
 */
export function isExpired({ expiresAt }: IdempotencyRecord, nowMs: number): boolean {
  return expiresAt !== undefined && expiresAt * 1000 <= nowMs;
}
