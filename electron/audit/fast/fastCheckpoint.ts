import { z } from 'zod';
import { findingSchema } from '#shared/model/finding.ts';
import type { AuditFinding } from '../auditPass.ts';
import type { FilePosition } from './keptItems.ts';

const positionSchema = z.object({ file: z.string(), length: z.int() });

const auditFindingSchema: z.core.$ZodType<AuditFinding> = z.object({
  finding: findingSchema,
  at: z.string().optional(),
  type: z.string().optional(),
});

const heldSchema = z.object({
  high: z.int(),
  low: z.int(),
  /** Bytes of its items in the data, with commas between. */
  length: z.int(),
  file: positionSchema.optional(),
});

/** What a pass had come to, without the bytes of the items that it held. */
export const fastCheckpointSchema = z.object({
  version: z.literal(2),
  items: z.int(),
  /** Totals of streams judged. */
  tasks: z.int(),
  events: z.int(),
  ready: z.array(auditFindingSchema),
  /** Hashes of the partitions whose findings have been told, 8 bytes each. */
  told: z.base64(),
  /** The files of those that were told before them. */
  earlier: z.array(positionSchema.nullable()).optional(),
  window: z.array(
    heldSchema.extend({
      tasks: z.int(),
      events: z.int(),
      findings: z.array(auditFindingSchema),
    }),
  ),
  open: z.array(heldSchema.extend({ segment: z.int() })),
  grouped: z.array(positionSchema.nullable()).optional(),
  /** Folder of this pass's files. */
  folder: z.string(),
  /** Gzipped items of window and open partitions, in that order. */
  data: z.base64(),
});

/** What a pass had come to. */
export type FastCheckpoint = z.infer<typeof fastCheckpointSchema>;

/** The files that a checkpoint stands on. */
export const filesNamedIn = ({
  window,
  open,
  grouped = [],
  earlier = [],
}: Pick<FastCheckpoint, 'window' | 'open' | 'grouped' | 'earlier'>): readonly FilePosition[] => [
  ...[...window, ...open].flatMap(({ file }) => file ?? []),
  ...[...grouped, ...earlier].flatMap((position) => position ?? []),
];

/** Hashes as text. */
export const hashText = (list: Uint32Array): string =>
  Buffer.from(list.buffer, list.byteOffset, list.byteLength).toString('base64');

/** Hashes from their text. */
export function hashesIn(text: string): Uint32Array {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  return new Uint32Array(bytes.buffer, 0, bytes.length >> 2);
}
