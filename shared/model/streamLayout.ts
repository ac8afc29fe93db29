import { z } from 'zod';
import { keyAttributeSchema } from './layout.ts';
import { pathSchema, reducerChoiceSchema } from './reducerSpec.ts';

/**
 * A key pattern: text with named parts. `{id}` takes one character or more up to what follows it, `{seq:digits}` digits
 * only, of any padding, `{rest:any}` anything or nothing; `{{` and `}}` are braces. `TASK#{id}`, `EVENT#{seq:digits}`.
 * Digits at the end are taken from the right, so that `{id}-{seq:digits}` reads `a-1-7`. A numeric key is matched by
 * its digits, a binary one by its base64 text.
 */
const patternSchema = z.string().min(1).meta({
  id: 'pattern',
  description:
    'Text with named parts: {id} takes one character or more, {seq:digits} digits, {rest:any} anything or nothing. TASK#{id}, EVENT#{seq:digits}.',
});

/** Where a value comes from: a part of the key patterns, or an attribute. */
const sourceSchema = z
  .union([z.strictObject({ part: z.string().min(1) }), z.strictObject({ path: pathSchema })])
  .meta({ id: 'source', description: 'A named part of the patterns, or a place in the item.' });

/** Which items a rule is about. Every condition must hold. */
const matchSchema = z
  .strictObject({
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
  })
  .meta({ id: 'match', description: 'Which items a rule is about. Every condition must hold.' });

/** How a value is packed: as DynamoDB's own, as JSON text, as bytes of JSON, compressed or not, or as bytes nobody reads. */
const encodingSchema = z
  .enum(['native', 'json', 'json-bytes', 'gzip-json', 'deflate-json', 'brotli-json', 'bytes'])
  .meta({
    id: 'encoding',
    description:
      'native: as DynamoDB has it; json: JSON text; json-bytes: bytes of JSON, gzipped or not; gzip-json, deflate-json, brotli-json: compressed JSON; bytes: shown as they are.',
  });

/** A value and how it is packed. */
const packedSchema = z.strictObject({
  path: pathSchema,
  encoding: encodingSchema.default('native'),
  encodingBy: z
    .strictObject({ path: pathSchema, values: z.record(z.string(), encodingSchema) })
    .optional()
    .describe(
      'Another encoding where a mark beside the value says so: a text or a number, and what its values mean.',
    ),
  within: pathSchema
    .optional()
    .describe('Where the value lies in what was unpacked; left out: that is all of it.'),
  mapsOnly: z
    .boolean()
    .optional()
    .describe('Whether a value that is no map is passed over; else it is kept as the one member “data”.'),
});

/** RFC 3339 text, or a count since 1970 in seconds, milli-, micro- or nanoseconds. */
const timeFormatSchema = z.enum(['rfc3339', 's', 'ms', 'us', 'ns']).meta({
  id: 'timeFormat',
  description: 'RFC 3339 text, or a count since 1970 in seconds, milli-, micro- or nanoseconds.',
});

/** The number of an event: one source, or a sum such as partition × 100 + number. `offset` is added to it. */
const sequenceSourceSchema = z.strictObject({
  sum: z
    .array(z.strictObject({ from: sourceSchema, times: z.int().min(1).default(1) }))
    .min(1)
    .describe('One source, or several that are added, each multiplied by “times”.'),
  offset: z
    .int()
    .default(0)
    .describe('What to add so that the first event is 1: 1 for writers that count from 0.'),
  of: z
    .enum(['first', 'last', 'every'])
    .optional()
    .describe(
      'Whose number it is where an item holds a list: that of its first event (unless told), of its last, or that of a commit, which every event of the list shares.',
    ),
  sorted: z
    .boolean()
    .optional()
    .describe('Whether sort keys rise with the number, where that does not follow from the sources.'),
  padding: z
    .int()
    .min(1)
    .max(20)
    .optional()
    .describe('How many digits writers pad the key to; beyond them keys no longer sort the way they count.'),
});

/** A global secondary index that finds the items of a stream whose name the table's own key does not tell. */
const indexSchema = z
  .strictObject({
    name: z.string().min(1),
    partition: keyAttributeSchema,
    sort: keyAttributeSchema.optional(),
  })
  .meta({
    id: 'index',
    description:
      'A global secondary index, projecting all attributes, that finds the items of a stream which the table’s own key does not tell: “stream” names its partition attribute as {@attribute}.',
  });

/** Where things lie within one event. Paths lead from the item, or from the unpacked event where there is a `body`. */
const eventFieldsSchema = z.strictObject({
  type: pathSchema.optional().describe('Left out: every event is of the type “event”, or of “defaultType”.'),
  defaultType: z
    .string()
    .min(1)
    .optional()
    .describe('The type of an event that names none; left out, such an event cannot be read.'),
  sequence: pathSchema
    .optional()
    .describe('The event’s own number, in place of that of its item; “offset” is added to it.'),
  time: z.strictObject({ path: pathSchema, format: timeFormatSchema }).optional(),
  data: packedSchema.optional().describe('The payload.'),
  metadata: packedSchema
    .extend({ also: z.array(z.string().min(1)).optional() })
    .optional()
    .describe(
      'What is kept beside the payload. “also”: attributes that are shown with it under their own names.',
    ),
  id: pathSchema
    .optional()
    .describe('An id of the event’s own, given by its writer: what the causation ids of other events name.'),
  actor: pathSchema.optional(),
  correlation: pathSchema.optional(),
  causation: pathSchema.optional(),
  idempotencyKey: pathSchema.optional(),
});

/** Items that hold events: one each, or a list of them. */
const eventRuleSchema = z.strictObject({
  match: matchSchema,
  stream: z
    .string()
    .min(1)
    .describe('The stream’s id from parts and attributes: {id}, {kind}-{id}, {@aggregate.id}.'),
  index: indexSchema.optional(),
  sequence: sequenceSourceSchema,
  body: packedSchema
    .optional()
    .describe('Packed events, or a packed list of them; left out: the item itself is the event.'),
  holds: z
    .enum(['event', 'list'])
    .default('event')
    .describe('list: the body is a list of events; they are numbered on from the item’s sequence.'),
  item: eventFieldsSchema
    .pick({ time: true, id: true, actor: true, correlation: true, causation: true })
    .extend({
      types: pathSchema.optional().describe('A list of types beside the list of bodies, in the same order.'),
    })
    .prefault({})
    .describe(
      'Facts that lie in the item and not in the body, for events that do not state them themselves.',
    ),
  event: eventFieldsSchema,
});

/** Items that hold a stored projection (a snapshot, an unfold). */
const projectionRuleSchema = z.strictObject({
  match: matchSchema,
  stream: z.string().min(1).describe('As in “events”.'),
  index: indexSchema.optional(),
  table: z
    .string()
    .min(1)
    .optional()
    .describe('Another table than that of the events; left out: the same one.'),
  fields: packedSchema
    .optional()
    .describe('Where the fields lie; left out: the item’s own attributes without its keys.'),
  kept: z
    .enum(['always', 'sometimes'])
    .optional()
    .describe('sometimes: a snapshot taken now and then, so that a stream without one is in order.'),
  omit: z
    .array(z.string().min(1))
    .default([])
    .describe('Attributes that are no state: write marks, versions, TTL.'),
});

/** A key attribute pair: partition, and sort where there is one. */
const layoutKeySchema = z.strictObject({
  partition: keyAttributeSchema,
  sort: keyAttributeSchema.optional(),
});

/**
 * A layout file, version 1: how the items of a table are streams of events and projections. Declarative, checked
 * whole: an unknown member is refused. The published JSON Schema is made from this one (docs/layouts.schema.json).
 */
export const layoutFileSchema = z.strictObject({
  $schema: z.string().optional(),
  dynascopeLayout: z.literal(1),
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .describe('What the layout is called in lists and on the command line.'),
  title: z.string().optional(),
  description: z.string().optional(),
  source: z.url().optional().describe('A page that says what writes such tables.'),
  key: layoutKeySchema.describe('The key attributes of the table and their types.'),
  events: z.array(eventRuleSchema).min(1).describe('The first rule that is about an item reads its events.'),
  projections: z
    .array(projectionRuleSchema)
    .default([])
    .describe('The first rule that is about an item reads its projection.'),
  idempotency: z.array(matchSchema).default([]).describe('Idempotency records: known, and of no stream.'),
  deadLetters: z.array(matchSchema).default([]).describe('Dead letters: known, and of no stream.'),
  ignore: z.array(matchSchema).default([]).describe('Other items that are known and of no stream.'),
  reducer: reducerChoiceSchema.default({ kind: 'none' }).describe('What folds the events to a state.'),
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

/** A value and how it is packed. */
export type Packed = z.infer<typeof packedSchema>;

/** Where a value comes from. */
export type ValueSource = z.infer<typeof sourceSchema>;

/** The number of an event. */
export type SequenceSource = z.infer<typeof sequenceSourceSchema>;

/** How a time is written. */
export type TimeFormat = z.infer<typeof timeFormatSchema>;
