import type { Outcome } from './arrangements.fixture.ts';
import type { AuditFinding } from './auditPass.ts';

/** Without the words of a layout, which are its own; they have to be there, though. */
const plain = (found: AuditFinding): AuditFinding => {
  if (found.finding.kind !== 'undecodable-event') return found;
  return { ...found, finding: { ...found.finding, reason: '' } };
};

/** With its members in one order, as text: which order they come in is not promised. */
const inOrder = ({ finding, at, type }: AuditFinding): string =>
  JSON.stringify([Object.entries(finding).sort(([a], [b]) => (a < b ? -1 : 1)), at, type]);

/** Findings in one order, without what is not promised. */
export const comparable = (findings: readonly AuditFinding[]): readonly string[] =>
  findings.map((found) => inOrder(plain(found))).sort();

/** All that came of a run, in one order. */
export const everything = (outcome: Outcome) => ({
  ...outcome,
  findings: outcome.findings.map(inOrder).sort(),
});
