import { z } from 'zod';

/**
 * The layouts of CONTRACTS 1–5. `stream`: streams of events that another layout file describes, see
 * {@link tableStreamsSchema}. `other`: a table that none of them fits.
 */
export const layoutNameSchema = z.enum([
  'task',
  'record',
  'request',
  'workspace',
  'castore',
  'stream',
  'other',
]);

/** The name of a layout. */
export type LayoutName = z.infer<typeof layoutNameSchema>;

/** A key attribute and its type. */
export const keyAttributeSchema = z.object({ name: z.string(), type: z.enum(['S', 'N', 'B']) });

/** A key attribute and its type. */
export type KeyAttribute = z.infer<typeof keyAttributeSchema>;

/** A table's or an index's key: hash, and range where there is one. */
export const keySchemaSchema = z.object({ hash: keyAttributeSchema, range: keyAttributeSchema.optional() });

/** A table's or an index's key. */
export type KeySchema = z.infer<typeof keySchemaSchema>;

/** A secondary index. */
export const indexSchema = z.object({
  name: z.string(),
  kind: z.enum(['global', 'local']),
  key: keySchemaSchema,
});

/** The layout file that a table's streams are read by, and what can be asked of them. Nothing but projections is written through it. */
export const tableStreamsSchema = z.object({
  name: z.string(),
  title: z.string(),
  /** `saved`: a file of the reader, kept beside the connection. */
  source: z.enum(['built-in', 'saved']),
  hasProjections: z.boolean(),
  hasTimes: z.boolean(),
  /** Whether its reducer makes a state that a projection can be compared with. */
  folds: z.boolean(),
  /** Whether nothing but reading the whole table finds one stream. */
  onlyByScan: z.boolean(),
});

/** The layout file that a table's streams are read by, and what can be asked of them. */
export type TableStreams = z.infer<typeof tableStreamsSchema>;

/**
 * Whether a table has projections that can be rebuilt; without streams of a layout file they are tasks'. What folds the
 * streams may be a file of the reader, of which the layout does not know.
 */
export const isRebuilt = (streams: TableStreams | undefined): boolean =>
  streams === undefined || streams.hasProjections;

/** What the server says of a table, and which layout it is read in. Counts are DynamoDB's own, up to six hours old on AWS. */
export const tableDescriptionSchema = z.object({
  table: z.string(),
  status: z.string(),
  items: z.int().min(0),
  bytes: z.number().min(0),
  key: keySchemaSchema,
  indexes: z.array(indexSchema),
  ttlAttribute: z.string().optional(),
  /** What keys, indexes and a few items say. */
  detected: layoutNameSchema,
  /** What the table is read as: what the reader chose for it, else what was detected. */
  layout: layoutNameSchema,
  /** The built-in layout file that was detected, where `detected` is `castore` or `stream`. */
  detectedStreams: z.string().optional(),
  /** The layout file in use, where `layout` is `castore` or `stream`. */
  streams: tableStreamsSchema.optional(),
});

/** What the server says of a table, and which layout it is read in. */
export type TableDescription = z.infer<typeof tableDescriptionSchema>;
