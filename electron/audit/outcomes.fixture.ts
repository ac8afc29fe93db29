import type { Outcome } from './arrangements.fixture.ts';
import type { AuditFinding } from './auditPass.ts';

/** Without the words of a layout, which are its own; they have to be there, though. */
const plain = (found: AuditFinding): AuditFinding => {
  if (found.finding.kind !== 'undecodable-event') return found;
  return { ...found, finding: { ...found.finding, reason: '' } };
};

/** Members of maps in one order, at any depth: which they come in is not promised, and values show them as stored. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries<unknown>({ ...value })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, sorted(member)]);
};

const inOrder = ({ finding, at, type }: AuditFinding): string => JSON.stringify(sorted([finding, at, type]));

/** Findings in one order, without what is not promised. */
export const comparable = (findings: readonly AuditFinding[]): readonly string[] =>
  findings.map((found) => inOrder(plain(found))).sort();

/** All that came of a run, in one order. */
export const everything = (outcome: Outcome) => ({
  ...outcome,
  findings: outcome.findings.map(inOrder).sort(),
});
