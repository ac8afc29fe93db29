import { z } from 'zod';

/** The layouts of CONTRACTS 1–5. `other`: a table that none of them fits. */
export const layoutNameSchema = z.enum(['task', 'record', 'request', 'workspace', 'castore', 'other']);

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
});

/** What the server says of a table, and which layout it is read in. */
export type TableDescription = z.infer<typeof tableDescriptionSchema>;
