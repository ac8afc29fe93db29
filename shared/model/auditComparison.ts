import { z } from 'zod';
import { auditRunSchema } from './audit.ts';
import { auditChangeSchema } from './auditChange.ts';

/** Something that two runs each have one of: `here` the run that is looked at, `there` the one it is compared with. */
const bothOf = <T extends z.ZodType>(schema: T) => z.object({ here: schema, there: schema });

const versionsSchema = z.array(z.string()).min(1).optional();

/** Why a finding that only one of two runs has may be neither new nor gone. */
export const auditCaveatSchema = z.discriminatedUnion('kind', [
  /** That run did not judge everything: what only the other one has may lie in the rest. */
  z.object({
    kind: z.literal('unfinished'),
    of: z.enum(['here', 'there']),
    ...auditRunSchema.pick({ state: true, judging: true, items: true, expectedItems: true }).shape,
  }),
  /** The one begun first, named here, was gone on with after the other had begun: neither is the earlier one. */
  z.object({ kind: z.literal('overlap'), of: z.enum(['here', 'there']) }),
  /** They read the items by layouts that differ; the names of both. */
  z.object({ kind: z.literal('layout'), ...bothOf(z.string()).shape }),
  /** What folds the events differs; both in words. */
  z.object({ kind: z.literal('reducer'), ...bothOf(z.string()).shape }),
  /** The versions of the program that judged; left out: not known, it was made before these were kept. */
  z.object({ kind: z.literal('program'), here: versionsSchema, there: versionsSchema }),
]);

/** Why a finding that only one of two runs has may be neither new nor gone. */
export type AuditCaveat = z.infer<typeof auditCaveatSchema>;

/** How the findings of two runs differ. */
export const auditComparisonSchema = z.object({
  /** When each of them began, RFC 3339. */
  startedAt: bothOf(z.string()),
  /** How many findings stand how; left out where nothing can be said to stand so. */
  counts: z.partialRecord(auditChangeSchema, z.int().min(0)),
  /** None: everything that only one of them has is new or gone. */
  caveats: z.array(auditCaveatSchema),
});

/** How the findings of two runs differ. */
export type AuditComparison = z.infer<typeof auditComparisonSchema>;
