import { z } from 'zod';
import { attributeMapSchema } from '../model/attributeValue.ts';
import { layoutPairingSchema } from '../model/layoutPairing.ts';
import { layoutProposalSchema } from '../model/layoutProposal.ts';
import { layoutFileSchema } from '../model/streamLayout.ts';
import { undecodableEventSchema } from '../model/taskEvent.ts';
import { handleSchema, tableRefSchema, voidSchema } from './common.ts';
import { command, query, stream } from './define.ts';
import { eventRowSchema } from './replay.ts';

/** A layout file that a table can be read by. */
export const layoutEntrySchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string().optional(),
  /** `saved`: a file of the reader, kept beside the connection. */
  source: z.enum(['built-in', 'saved']),
  /** Its key as words: `pk (S), sk (S)`. A table with another key cannot be read by it. */
  key: z.string(),
});

/** A layout file that a table can be read by. */
export type LayoutEntry = z.infer<typeof layoutEntrySchema>;

/** What is wrong with a text that should be a layout file, and where. */
export const layoutFaultSchema = z.object({ path: z.string(), says: z.string() });

/** What is wrong with a layout file, and where. */
export type LayoutFault = z.infer<typeof layoutFaultSchema>;

/** A text read as a layout file. */
export const layoutReadingSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), layout: layoutFileSchema }),
  z.object({ ok: z.literal(false), faults: z.array(layoutFaultSchema) }),
]);

/** A text read as a layout file. */
export type LayoutReading = z.infer<typeof layoutReadingSchema>;

/** How far the sampling of a table has come, and what it cost. */
export const sampleProgressSchema = z.object({
  /** Absent until the sample is complete. */
  handle: handleSchema.optional(),
  phase: z.enum(['reading', 'ready']),
  items: z.int().min(0),
  /** Read capacity units, 0 where the server tells none. */
  units: z.number(),
  /** Whether these are all items of the table. */
  whole: z.boolean(),
});

/** How far the sampling of a table has come. */
export type SampleProgress = z.infer<typeof sampleProgressSchema>;

/** One stream as a layout reads it. */
export const streamPreviewSchema = z.object({
  stream: z.string(),
  /** Events in order, the first ones of a long stream. */
  rows: z.array(eventRowSchema),
  undecodable: z.array(undecodableEventSchema),
  /** Numbers that are missing between the events shown. */
  missing: z.array(z.union([z.int(), z.tuple([z.int(), z.int()])])),
  /** The stored projection; null when there is none. */
  projection: attributeMapSchema.nullable(),
  /** Whether the stream has more events than those. */
  more: z.boolean(),
});

/** One stream as a layout reads it. */
export type StreamPreview = z.infer<typeof streamPreviewSchema>;

/** What a layout makes of a sample, and of three streams read whole. */
export const layoutPreviewSchema = z.object({
  /** What keeps the layout from being used at all; then nothing else is told. */
  faults: z.array(layoutFaultSchema),
  items: z.int().min(0),
  events: z.int().min(0),
  undecodable: z.int().min(0),
  projections: z.int().min(0),
  /** Items of the sample that are known to belong to no stream, or that no rule is about. */
  others: z.int().min(0),
  streams: z.int().min(0),
  /** Left out where the layout names no projection, or reads nothing of the sample. */
  pairing: layoutPairingSchema.optional(),
  /** How streams are found: by queries, or by reading the whole table. */
  found: z.enum(['query', 'scan']),
  shown: z.array(streamPreviewSchema),
  /** Read capacity units of this preview. */
  units: z.number(),
});

/** What a layout makes of a sample. */
export type LayoutPreview = z.infer<typeof layoutPreviewSchema>;

/** Layout files: built-in ones, the reader's own, and how one is made from a table's items. */
export const layouts = {
  list: query(z.object({ connection: z.string() }), z.array(layoutEntrySchema)),
  /** A layout file as text, for copying and saving elsewhere. */
  text: query(
    z.object({ connection: z.string(), name: z.string() }),
    z.object({ name: z.string(), text: z.string() }),
  ),
  /** Reads a text as a layout file; what is wrong comes back with its place. */
  read: query(z.object({ text: z.string().max(1_000_000) }), layoutReadingSchema),
  /** Keeps a layout file beside the connection, in place of one of the same name. Refused for the name of a built-in one. */
  save: command(z.object({ connection: z.string(), layout: layoutFileSchema }), layoutEntrySchema),
  remove: command(z.object({ connection: z.string(), name: z.string() }), voidSchema),
  /** Reads at most a thousand items, from several parts of the table, and holds them until the call is cancelled. */
  sample: stream(tableRefSchema, sampleProgressSchema, voidSchema),
  /** A layout that explains the sample, with the evidence for every guess. */
  propose: query(z.object({ handle: handleSchema }), layoutProposalSchema),
  /** What a layout makes of the sample; three streams are read from the table for it. */
  preview: query(z.object({ handle: handleSchema, layout: layoutFileSchema }), layoutPreviewSchema),
};
