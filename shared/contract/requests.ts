import { z } from 'zod';
import { DECISIONS } from '../model/accessRequest.ts';
import { attributeMapSchema } from '../model/attributeValue.ts';
import { handleSchema, tableRefSchema } from './common.ts';
import { command, query } from './define.ts';
import { itemWriteOutcomeSchema } from './itemWrites.ts';
import { rowLists } from './rowLists.ts';

/** One request as it is stored; what is absent or of another type than it should be is left out. */
export const requestRowSchema = z.object({
  id: z.string(),
  requester: z.string().optional(),
  profile: z.string().optional(),
  reason: z.string().optional(),
  /** As it stands, known or not. */
  status: z.string().optional(),
  /** Whole nanoseconds in digits; they may be more than a double holds. */
  duration: z.string().optional(),
  /** RFC 3339, as written. */
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
  expiresAt: z.string().optional(),
  decidedBy: z.string().optional(),
  decisionNote: z.string().optional(),
});

/** One request as it is stored. */
export type RequestRow = z.infer<typeof requestRowSchema>;

/** What is read: the whole table, or what an index holds, which may lag behind. */
export const requestQuerySchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('everything') }),
  z.object({ by: z.literal('pending') }),
  z.object({ by: z.literal('requester'), requester: z.string().min(1) }),
  z.object({ by: z.literal('profile'), profile: z.string().min(1) }),
]);

/** What is read. */
export type RequestQuery = z.infer<typeof requestQuerySchema>;

/** The states that a list is narrowed to; `other` is any that we do not know, and none. */
export const REQUEST_STATES = [
  'all',
  'pending',
  'approved',
  'denied',
  'cancelled',
  'expired',
  'other',
] as const;

/** What narrows and orders the list. `text` matches id, requester, profile, reason, who decided, and the note. */
export const requestFilterSchema = z.object({
  text: z.string().default(''),
  state: z.enum(REQUEST_STATES).default('all'),
  /** `expiring`: what waits for a decision first, that which expires first on top. */
  order: z.enum(['newest', 'expiring']).default('newest'),
});

/** What narrows and orders the list. */
export type RequestFilter = z.infer<typeof requestFilterSchema>;

/** How many requests there are in each state that a list can be narrowed to. */
export const requestCountsSchema = z.record(z.enum(REQUEST_STATES), z.int().min(0));

/** How many requests there are in each state. */
export type RequestCounts = z.infer<typeof requestCountsSchema>;

const requestRefSchema = tableRefSchema.extend({ id: z.string().min(1) });

/** The access requests of a table (CONTRACTS 3). Rows stay in the host; the window asks for ranges. */
export const requests = {
  ...rowLists({ query: requestQuerySchema, filter: requestFilterSchema, row: requestRowSchema }),
  /** What each state would leave of a list under a filter, whatever state that is narrowed to. */
  counts: query(z.object({ handle: handleSchema, filter: requestFilterSchema }), requestCountsSchema),
  /** One request, read consistently, and its item as it lies in the table; both null when there is none. */
  get: query(
    requestRefSchema,
    z.object({ request: requestRowSchema.nullable(), item: attributeMapSchema.nullable() }),
  ),
  /** Decides a pending request, provided that nobody has changed it since it was seen. */
  decide: command(
    requestRefSchema.extend({
      /** The item as the reader saw it; its `updated_at` is the lock. */
      seen: attributeMapSchema,
      to: z.enum(DECISIONS),
      by: z.string().optional(),
      note: z.string().optional(),
      /** Names this very decision, so that a lost answer can be told from a lost race. */
      writeId: z.string().min(1),
    }),
    itemWriteOutcomeSchema,
  ),
};
