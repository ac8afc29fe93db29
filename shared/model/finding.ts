import { z } from 'zod';
import { attributeValueSchema } from './attributeValue.ts';
import { sequenceSchema } from './taskEvent.ts';

/** How bad a finding is. Errors come before warnings everywhere. */
export const severitySchema = z.enum(['error', 'warning', 'info']);

/** How bad a finding is. */
export type Severity = z.infer<typeof severitySchema>;

/** How a projection and its replay differ (DESIGN, "Drift verdict"). */
export const driftClassSchema = z.enum(['lagging', 'diverged', 'missing']);

/** One field on which projection and replay differ; a side that lacks the field leaves it out. */
export const driftFieldSchema = z.object({
  field: z.string(),
  stored: attributeValueSchema.optional(),
  replayed: attributeValueSchema.optional(),
});

/** One field on which projection and replay differ. */
export type DriftField = z.infer<typeof driftFieldSchema>;

/** Drift of one task's projection, with the result of the bisection (CONTRACTS 6). */
export const driftSchema = z.object({
  class: driftClassSchema,
  fields: z.array(driftFieldSchema),
  /** The last sequence whose replayed state the projection equals, or null. */
  equalsReplayAt: z.int().min(0).nullable(),
  /** The first event after which projection and replay differ, or null. */
  firstDivergentSeq: sequenceSchema.nullable(),
});

/** Drift of one task's projection. */
export type Drift = z.infer<typeof driftSchema>;

const common = { severity: severitySchema, task: z.string() };

/**
 * Zod schema for a finding, to the letter of CONTRACTS 6, and what a reducer of one's own adds: that it failed at an
 * event, and that a state breaks its invariants.
 */
export const findingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('projection-drift'), ...common, ...driftSchema.shape }),
  z.object({
    kind: z.literal('sequence-gap'),
    ...common,
    missing: z.array(z.union([sequenceSchema, z.tuple([sequenceSchema, sequenceSchema])])),
  }),
  z.object({
    kind: z.literal('duplicate-sequence'),
    ...common,
    seq: sequenceSchema,
    keys: z.array(z.string()),
  }),
  z.object({ kind: z.literal('sequence-overflow'), ...common, seq: sequenceSchema }),
  z.object({
    kind: z.literal('clock-regression'),
    ...common,
    seq: sequenceSchema,
    at: z.string(),
    previousAt: z.string(),
  }),
  z.object({
    kind: z.literal('illegal-transition'),
    ...common,
    seq: sequenceSchema,
    from: z.string(),
    to: z.string(),
  }),
  z.object({ kind: z.literal('reducer-failed'), ...common, seq: sequenceSchema, message: z.string() }),
  z.object({ kind: z.literal('invariant-violated'), ...common, seq: sequenceSchema, message: z.string() }),
  z.object({ kind: z.literal('unknown-event'), ...common, seq: sequenceSchema, type: z.string() }),
  z.object({ kind: z.literal('undecodable-event'), ...common, key: z.string(), reason: z.string() }),
  z.object({ kind: z.literal('orphan-events'), ...common }),
  z.object({ kind: z.literal('orphan-projection'), ...common }),
]);

/** One thing that is wrong, or looks wrong, with a task. */
export type Finding = z.infer<typeof findingSchema>;

/** The name of a kind of finding. */
export type FindingKind = Finding['kind'];

const RANK = { error: 0, warning: 1, info: 2 } satisfies Record<Severity, number>;

/** Sorts errors before warnings before infos; otherwise keeps the order. */
export function bySeverity(a: Finding, b: Finding): number {
  return RANK[a.severity] - RANK[b.severity];
}

/** The first number behind the first gap: that of the event before which others are missing. */
function seqBehind(missing: (Finding & { readonly kind: 'sequence-gap' })['missing']): number | undefined {
  let last: number | undefined;
  for (const entry of missing) {
    const [from, to] = typeof entry === 'number' ? [entry, entry] : entry;
    if (last !== undefined && from !== last + 1) break;
    last = to;
  }
  return last === undefined ? undefined : last + 1;
}

/**
 * The number of the event to look at; undefined where there is none. Of a gap that is the event behind it: one is
 * always there, even where the first events are missing, and its type is what the gap's cause names.
 */
export function seqOfFinding(finding: Finding): number | undefined {
  switch (finding.kind) {
    case 'sequence-gap':
      return seqBehind(finding.missing);
    case 'projection-drift':
      return finding.firstDivergentSeq ?? undefined;
    case 'duplicate-sequence':
    case 'sequence-overflow':
    case 'clock-regression':
    case 'illegal-transition':
    case 'reducer-failed':
    case 'invariant-violated':
    case 'unknown-event':
      return finding.seq;
    case 'undecodable-event':
    case 'orphan-events':
    case 'orphan-projection':
      return undefined;
  }
}
