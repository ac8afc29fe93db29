import { z } from 'zod';
import { attributeValueSchema } from '../model/attributeValue.ts';
import { diffPathSchema } from '../model/diff.ts';
import { handleSchema, rangeSchema } from './common.ts';
import { query, stream } from './define.ts';
import { eventFilterSchema, eventRowSchema } from './replay.ts';

/**
 * What is asked of one field of the state. Compared by DynamoDB's rules: values of one type only, numbers by value,
 * texts and binaries byte by byte; `contains` is a part of a text, or a member of a set or list.
 */
export const fieldTestSchema = z.discriminatedUnion('op', [
  z.object({ op: z.enum(['changes', 'exists', 'missing']) }),
  z.object({ op: z.enum(['=', '<', '≤', '>', '≥', 'contains']), value: attributeValueSchema }),
]);

/** What is asked of one field of the state. */
export type FieldTest = z.infer<typeof fieldTestSchema>;

/** Text to look for: in all that an event carries, or in the states, field by field as `name: value`. */
export const textQuerySchema = z.object({
  within: z.enum(['events', 'states']),
  text: z.string().min(1).max(2000),
  /** A bare expression ignores case; `/…/flags` says so itself. */
  regex: z.boolean(),
});

/** Text to look for. */
export type TextQuery = z.infer<typeof textQuerySchema>;

/** What makes an event the one that is looked for. */
export const travelTargetSchema = z.discriminatedUnion('kind', [
  /** The first after which the test holds, having not held before it. `changes`: any that changed the field. */
  z.object({ kind: z.literal('field'), path: diffPathSchema.min(1), test: fieldTestSchema }),
  /** One that leads to failed or dead-lettered, or has findings of severity error. */
  z.object({ kind: z.literal('failure') }),
  /** One before which sequences are missing. */
  z.object({ kind: z.literal('gap') }),
  /** One with any finding. */
  z.object({ kind: z.literal('finding') }),
  /** One that carries the text, or after which the text is in the state and was not before. */
  z.object({ kind: z.literal('text'), query: textQuerySchema }),
]);

/** What makes an event the one that is looked for. */
export type TravelTarget = z.infer<typeof travelTargetSchema>;

/** Which way to look: after an event, before it, or from the first event on. */
export const towardsSchema = z.enum(['forward', 'backward', 'start']);

/** Which way to look. */
export type Towards = z.infer<typeof towardsSchema>;

/** How far a search has come: so many of `total` events looked at. */
export const lookedSchema = z.object({ looked: z.int().min(0), total: z.int().min(0) });

/** How far a search has come. */
export type Looked = z.infer<typeof lookedSchema>;

/** Where a text was found, with what stands around it. */
export const excerptSchema = z.object({ before: z.string(), match: z.string(), after: z.string() });

/** Where a text was found, with what stands around it. */
export type Excerpt = z.infer<typeof excerptSchema>;

/** One hit: an event that carries the text, or one by which the text came into the state or went out of it. */
export const searchHitSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['carries', 'entered']), seq: z.int(), type: z.string(), excerpt: excerptSchema }),
  z.object({ kind: z.literal('left'), seq: z.int() }),
]);

/** One hit. */
export type SearchHit = z.infer<typeof searchHitSchema>;

/** What a search has found since the item before. */
export const searchNewsSchema = lookedSchema.extend({
  /** Hits so far, those not sent among them; leaving the state does not count. */
  count: z.int().min(0),
  /** Only the first few thousand hits are sent; all are counted. */
  hits: z.array(searchHitSchema),
  /** The stream changed under the search: what came before this item is void. */
  restarted: z.boolean(),
});

/** What a search has found since the item before. */
export type SearchNews = z.infer<typeof searchNewsSchema>;

/** One row of the grouped list: an event, or a run of events of one type that stands for all of them. */
export const groupRowSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('event'),
    row: eventRowSchema,
    /** Whether it is one of the group above it. */
    within: z.boolean(),
  }),
  z.object({
    kind: z.literal('group'),
    first: eventRowSchema,
    last: eventRowSchema,
    count: z.int().min(1),
    expanded: z.boolean(),
  }),
]);

/** One row of the grouped list. */
export type GroupRow = z.infer<typeof groupRowSchema>;

/** The grouped list that is asked about: its filter, and the groups that are open, by their first sequence. */
const groupedSchema = z.object({
  handle: handleSchema,
  filter: eventFilterSchema,
  expanded: z.array(z.int()).max(1000),
});

/** Travelling through one opened task. */
export const travel = {
  /** Looks for the next event that is the `target`, from event `seq`. A bad or too slow expression fails with `InvalidInput`. */
  find: stream(
    z.object({
      handle: handleSchema,
      seq: z.int().min(0),
      towards: towardsSchema,
      target: travelTargetSchema,
    }),
    lookedSchema,
    lookedSchema.extend({ seq: z.int().nullable() }),
  ),
  /** Looks through the whole stream. Fails as `find`. */
  search: stream(
    z.object({ handle: handleSchema, query: textQuerySchema }),
    searchNewsSchema,
    lookedSchema.extend({ count: z.int().min(0), version: z.int() }),
  ),
  /** How far the event list has come with a filter that is being tried on the events. */
  looked: query(z.object({ handle: handleSchema, filter: eventFilterSchema }), lookedSchema),
  /** Rows of the list in which runs of one type are collapsed. */
  groups: query(
    groupedSchema.extend({ range: rangeSchema }),
    z.object({ version: z.int(), total: z.int(), rows: z.array(groupRowSchema) }),
  ),
  /** Where event `seq`, or the group that it lies in, stands in the grouped list; else the nearest before it. */
  groupOf: query(
    groupedSchema.extend({ seq: z.int().min(0) }),
    z.object({ index: z.int().min(0).nullable(), exact: z.boolean() }),
  ),
  /**
   * The event `by` rows from event `seq`, or from where it would stand, in the list of one moment; not beyond its ends,
   * null when it has no rows. Without `expanded` the list is not grouped; a group stands for its last event.
   */
  rowFrom: query(
    groupedSchema.partial({ expanded: true }).extend({ seq: z.int().min(0), by: z.int() }),
    z.object({ seq: z.int().min(0).nullable() }),
  ),
  /** The next events after `seq`: their sequences, and each one's milliseconds since the event before, never negative. */
  pace: query(
    z.object({ handle: handleSchema, seq: z.int().min(0), count: z.int().min(1).max(2000) }),
    z.object({ seqs: z.array(z.int()), sinceMs: z.array(z.number().min(0)) }),
  ),
};
