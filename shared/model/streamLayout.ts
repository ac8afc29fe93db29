import { z } from 'zod';
import { keyAttributeSchema } from './layout.ts';
import { pathSchema, reducerChoiceSchema } from './reducerSpec.ts';

/**
 * A key pattern: text with named parts. `{id}` takes any text up to what follows it, `{seq:digits}` digits only, of
 * any padding. `TASK#{id}`, `EVENT#{seq:digits}`. A numeric key is matched by its digits.
 */
const patternSchema = z.string().min(1);

/** Where a value comes from: a part of the key patterns, or an attribute. */
const sourceSchema = z.union([
  z.strictObject({ part: z.string().min(1) }),
  z.strictObject({ path: pathSchema }),
]);

/** Which items a rule is about. Every condition must hold. */
const matchSchema = z.strictObject({
  partition: patternSchema.optional(),
  sort: patternSchema.optional(),
  where: z
    .array(
      z.strictObject({
        path: pathSchema,
        exists: z.boolean().optional(),
        type: z.enum(['S', 'N', 'B', 'SS', 'NS', 'BS', 'M', 'L', 'BOOL', 'NULL']).optional(),
        equals: z.union([z.string(), z.number(), z.boolean()]).optional(),
      }),
    )
    .default([]),
});

/** How a value is packed: as DynamoDB's own, as JSON text, as bytes of JSON, as gzipped JSON, or as bytes nobody reads. */
const encodingSchema = z.enum(['native', 'json', 'json-bytes', 'gzip-json', 'bytes']);

/** RFC 3339 text, or a count since 1970 in seconds, milli-, micro- or nanoseconds. */
const timeFormatSchema = z.enum(['rfc3339', 's', 'ms', 'us', 'ns']);

/** The number of an event: one source, or a sum such as partition × 100 + number. `offset` is added to it. */
const sequenceSourceSchema = z.strictObject({
  sum: z.array(z.strictObject({ from: sourceSchema, times: z.int().min(1).default(1) })).min(1),
  /** What to add so that the first event is 1: 1 for writers that count from 0. */
  offset: z.int().default(0),
  /** How many digits writers pad the key to; beyond them keys no longer sort the way they count. */
  padding: z.int().min(1).max(20).optional(),
});

/** Where things lie within one event. Paths lead from the item, or from the unpacked event where there is a `body`. */
const eventFieldsSchema = z.strictObject({
  /** Left out: every event is of the type `event`. */
  type: pathSchema.optional(),
  time: z.strictObject({ path: pathSchema, format: timeFormatSchema }).optional(),
  data: z.strictObject({ path: pathSchema, encoding: encodingSchema.default('native') }).optional(),
  metadata: z.strictObject({ path: pathSchema, encoding: encodingSchema.default('native') }).optional(),
  actor: pathSchema.optional(),
  correlation: pathSchema.optional(),
  causation: pathSchema.optional(),
  idempotencyKey: pathSchema.optional(),
});

/** Items that hold events: one each, or a list of them. */
const eventRuleSchema = z.strictObject({
  match: matchSchema,
  /** The stream's id from parts and attributes: `{id}`, `{kind}-{id}`, `{@aggregate.id}`. */
  stream: z.string().min(1),
  sequence: sequenceSourceSchema,
  /** Packed events, or a packed list of them; left out: the item itself is the event. */
  body: z.strictObject({ path: pathSchema, encoding: encodingSchema.default('native') }).optional(),
  /** `list`: the body is a list of events; they are numbered on from the item's sequence. */
  holds: z.enum(['event', 'list']).default('event'),
  /** Where `list` events find facts of the whole item: a list of types beside the bodies, one time for all. */
  item: eventFieldsSchema.pick({ time: true, actor: true, correlation: true, causation: true }).prefault({}),
  event: eventFieldsSchema,
});

/** Items that hold a stored projection (a snapshot, an unfold). */
const projectionRuleSchema = z.strictObject({
  match: matchSchema,
  stream: z.string().min(1),
  /** Another table than that of the events; left out: the same one. */
  table: z.string().min(1).optional(),
  /** Where the fields lie; left out: the item's own attributes without its keys. */
  fields: z.strictObject({ path: pathSchema, encoding: encodingSchema.default('native') }).optional(),
  /** Attributes that are no state: write marks, versions, TTL. */
  omit: z.array(z.string().min(1)).default([]),
});

/** A key attribute pair: partition, and sort where there is one. */
const layoutKeySchema = z.strictObject({
  partition: keyAttributeSchema,
  sort: keyAttributeSchema.optional(),
});

/**
 * A layout file, version 1: how the items of a table are streams of events and projections. Declarative, checked
 * whole: an unknown member is refused. The published JSON Schema is made from this one.
 */
export const layoutFileSchema = z.strictObject({
  $schema: z.string().optional(),
  dynascopeLayout: z.literal(1),
  /** What the layout is called in lists and on the command line. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  title: z.string().optional(),
  description: z.string().optional(),
  key: layoutKeySchema,
  events: z.array(eventRuleSchema).min(1),
  projections: z.array(projectionRuleSchema).default([]),
  /** Items that are known and belong to no stream: idempotency records, dead letters, bookkeeping. */
  idempotency: z.array(matchSchema).default([]),
  deadLetters: z.array(matchSchema).default([]),
  ignore: z.array(matchSchema).default([]),
  reducer: reducerChoiceSchema.default({ kind: 'none' }),
});

/** A layout file as written: what has a default may be left out. */
export type LayoutFileInput = z.input<typeof layoutFileSchema>;

/** A layout file, checked. */
export type LayoutFile = z.infer<typeof layoutFileSchema>;

/** One rule for items that hold events. */
export type EventRule = LayoutFile['events'][number];

/** One rule for items that hold a projection. */
export type ProjectionRule = LayoutFile['projections'][number];

/** Which items a rule is about. */
export type LayoutMatch = EventRule['match'];

/** How a value is packed. */
export type Encoding = z.infer<typeof encodingSchema>;

/** How a time is written. */
export type TimeFormat = z.infer<typeof timeFormatSchema>;
