import type { TaskSummary } from '#shared/contract/replay.ts';
import type { Finding, FindingKind, Severity } from '#shared/model/finding.ts';

/** How many findings of one task are sent; damaged streams may have one at every event. */
export const FINDINGS_SENT = 500;

/**
 * The findings that a summary carries, out of all, worst first; `totals` where not all of them were made. Doubled
 * sequences are all kept: the window places the rows of its list by them. So is the first of each kind: whether a
 * projection may be rebuilt depends on what kinds there are.
 */
export function tellFindings(
  all: readonly Finding[],
  totals = countBySeverity(all),
): Pick<TaskSummary, 'findings' | 'findingTotals'> {
  const kinds = new Set<FindingKind>();
  const findings = all.filter(({ kind }, index) => {
    const isFirst = !kinds.has(kind);
    kinds.add(kind);
    return isFirst || index < FINDINGS_SENT || kind === 'duplicate-sequence';
  });
  return { findings, findingTotals: { ...totals } };
}

function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const totals = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) totals[severity] += 1;
  return totals;
}
