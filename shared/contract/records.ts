import { z } from 'zod';
import { attributeMapSchema, attributeValueSchema } from '../model/attributeValue.ts';
import { changeSchema } from '../model/diff.ts';
import { handleSchema, nothingSchema, tableRefSchema } from './common.ts';
import { command, query } from './define.ts';
import { itemWriteOutcomeSchema } from './itemWrites.ts';
import { rowLists } from './rowLists.ts';

/** A versioned record in the list. `key` is its backend key, `<owner>:<task>` for plain ids. */
export const recordRowSchema = z.object({
  key: z.string(),
  owner: z.string(),
  task: z.string(),
  version: z.int().optional(),
  /** Epoch seconds from which on the server may delete it. */
  expiresAt: z.int().optional(),
  /** A few words of its data, on one line. */
  gist: z.string(),
  /** What cannot be read of it, as half a sentence; absent when all can. */
  fault: z.string().optional(),
});

/** A versioned record in the list. */
export type RecordRow = z.infer<typeof recordRowSchema>;

/** What narrows and orders the list. `text` matches the ids and the whole data. */
export const recordFilterSchema = z.object({
  /** Null: of every owner. */
  owner: z.string().nullable().default(null),
  text: z.string().default(''),
  /** `soon`: within a day after `now`; `faulty`: something of it cannot be read. */
  only: z.enum(['all', 'soon', 'expired', 'never', 'faulty']).default('all'),
  /** Epoch seconds by which `only` is told. */
  now: z.int().default(0),
  order: z.enum(['owner', 'expiry', 'version']).default('owner'),
});

/** What narrows and orders the list. */
export type RecordFilter = z.infer<typeof recordFilterSchema>;

/** A place in a text, counted from 1, and what is wrong there, as half a sentence. */
const faultSchema = z.object({ reason: z.string(), line: z.int(), column: z.int() });

/** What a record's data is. */
export const recordContentSchema = z.discriminatedUnion('state', [
  /** `repeated`: names that stand twice in one object; only their last value is in `value`. */
  z.object({ state: z.literal('json'), value: attributeValueSchema, repeated: z.array(z.string()) }),
  faultSchema.extend({ state: z.literal('corrupt') }),
  /** There is no text to be read. */
  z.object({ state: z.literal('absent'), reason: z.string() }),
]);

/** One record as it lies in the table, and as far as it can be read. */
export const recordDetailSchema = z.object({
  key: z.string(),
  owner: z.string(),
  task: z.string(),
  item: attributeMapSchema,
  version: z.int().optional(),
  data: z.string().optional(),
  content: recordContentSchema,
  expiresAt: z.int().optional(),
  /** The `expires_at` that would go with the data; a foreign writer may have stored another. */
  dataExpiresAt: z.int().optional(),
  faults: z.object({
    version: z.string().optional(),
    data: z.string().optional(),
    expiresAt: z.string().optional(),
  }),
});

/** One record as it lies in the table, and as far as it can be read. */
export type RecordDetail = z.infer<typeof recordDetailSchema>;

/** What leads from one JSON text to another; a text before that is no JSON counts as empty. */
export const recordComparisonSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('json'),
    from: attributeMapSchema,
    to: attributeMapSchema,
    changes: z.array(changeSchema),
    repeated: z.array(z.string()),
    /** The `expires_at` that would be stored. */
    expiresAt: z.int().optional(),
  }),
  faultSchema.extend({ state: z.literal('corrupt') }),
]);

/** What leads from one JSON text to another. */
export type RecordComparison = z.infer<typeof recordComparisonSchema>;

const recordRefSchema = tableRefSchema.extend({ key: z.string() });

/** A write under the version on the writer's screen. `seen` is the item there, for the story of a loss. */
const versionedWriteSchema = recordRefSchema.extend({
  expected: z.int().min(0),
  seen: attributeMapSchema,
});

/** The versioned records of a table (CONTRACTS 2). */
export const records = {
  ...rowLists({ query: nothingSchema, filter: recordFilterSchema, row: recordRowSchema }),
  /** The owners of what was read so far, by name, with how many records each has. */
  owners: query(
    z.object({ handle: handleSchema }),
    z.array(z.object({ owner: z.string(), records: z.int() })),
  ),
  /** One record, read consistently; `null` when there is none. */
  get: query(recordRefSchema, z.object({ record: recordDetailSchema.nullable() })),
  compare: query(z.object({ before: z.string(), after: z.string() }), recordComparisonSchema),
  /** Writes the next version, provided that `expected` is still the present one. */
  update: command(
    versionedWriteSchema.extend({
      /** From 1: version 0 stands for a record that is not there. */
      expected: z.int().min(1),
      data: z.string(),
      /** Names this write: sent again under the same name, it is decided again but never done twice. */
      writeId: z.string().min(1).max(100),
      /** Whether it was sent under this name before, so that it may have been done and covered since. */
      again: z.boolean(),
    }),
    itemWriteOutcomeSchema,
  ),
  /** Deletes the record, provided that `expected` is still the present version. */
  remove: command(versionedWriteSchema, itemWriteOutcomeSchema),
};
