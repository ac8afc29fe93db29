import { z } from 'zod';

/**
 * How a finding stands to another run of its table, in the order in which they are shown.
 *
 * `new`: only this run has it, and the other one judged its task, by the same rules and before this one. `gone`: the same
 * of what only the other one has. `only-here` and `only-there`: only one run has it, and the other one may never have
 * judged it, or by other rules.
 */
export const AUDIT_CHANGES = ['new', 'only-here', 'gone', 'only-there', 'unchanged'] as const;

/** Zod schema of {@link AUDIT_CHANGES}. */
export const auditChangeSchema = z.enum(AUDIT_CHANGES);

/** How a finding stands to another run. */
export type AuditChange = z.infer<typeof auditChangeSchema>;
