import type { TaskSummary } from '#shared/contract/replay.ts';
import type { Finding } from '#shared/model/finding.ts';

/** How many findings of one task are sent; damaged streams may have one at every event. */
export const FINDINGS_SENT = 500;

/**
 * The findings that a summary carries, out of all, worst first. Doubled sequences are all kept: the window places
 * the rows of its list by them.
 */
export function tellFindings(all: readonly Finding[]): Pick<TaskSummary, 'findings' | 'findingTotals'> {
  const findingTotals = { error: 0, warning: 0, info: 0 };
  for (const { severity } of all) findingTotals[severity] += 1;
  const findings = all.filter(({ kind }, index) => index < FINDINGS_SENT || kind === 'duplicate-sequence');
  return { findings, findingTotals };
}
