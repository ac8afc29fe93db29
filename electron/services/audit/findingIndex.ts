import type { AuditFilter, AuditOverview, AuditRow, SeverityCounts } from '#shared/model/audit.ts';
import { seqOfFinding, type Finding } from '#shared/model/finding.ts';
import type { StoredFinding } from '../../settings/auditFolder.ts';
import { createBlockColumn } from './blockColumn.ts';
import { createCauses, fieldsOf } from './causes.ts';

/** Where each finding of a run lies and what it is looked for by: some numbers a finding, the rest stays on disk. */
export interface FindingIndex {
  add(stored: StoredFinding): void;
  readonly length: number;
  counts(): SeverityCounts;
  overview(): AuditOverview;
  /** Whether a filter keeps a finding, as far as no words of it are looked at; of findings that are there by now. */
  matcher(filter: AuditFilter): (position: number) => boolean;
  /** Findings of a lower rank are listed first: errors, then warnings. */
  rankAt(position: number): number;
  place(position: number): { readonly offset: number; readonly length: number } | undefined;
  /** What makes a finding the same in two runs, as a number. */
  readonly identityAt: (position: number) => number | undefined;
  /** The task of a finding, as a number. */
  readonly taskAt: (position: number) => number | undefined;
}

/** Two 32-bit hashes (FNV-1a with two seeds) as one number of 53 bits: among a million findings none meets another. */
function hash(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b) ^ (low >>> 13);
  }
  return (high >>> 11) * 0x1_0000_0000 + (low >>> 0);
}

/** Where a finding lies in its task. A gap lies where it begins: part of it may have been filled since. */
function placeOf(finding: Finding): string | number {
  if (finding.kind === 'projection-drift') return '';
  if (finding.kind === 'undecodable-event') return finding.key;
  if (finding.kind === 'sequence-gap') return finding.missing.flat()[0] ?? '';
  return seqOfFinding(finding) ?? '';
}

/** A finding is the same when kind, task and place are; values and times may have changed since. */
const identityOf = ({ finding }: AuditRow): number =>
  hash(JSON.stringify([finding.kind, finding.task, placeOf(finding)]));

const SEVERITIES = ['error', 'warning', 'info'] as const;

/** Makes an empty index. */
export function createFindingIndex(): FindingIndex {
  const { add: addCause, counts, keyOf, overview } = createCauses();
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, names.length);
    names.push(name);
    return names.length - 1;
  };
  const offsets = createBlockColumn(Float64Array);
  const lengths = createBlockColumn(Uint32Array);
  const severities = createBlockColumn(Uint8Array);
  const kinds = createBlockColumn(Int32Array);
  const types = createBlockColumn(Int32Array);
  const causeOf = createBlockColumn(Int32Array);
  const identities = createBlockColumn(Float64Array);
  const tasks = createBlockColumn(Float64Array);
  /** Sets of fields, each once; what a finding has is a number of one. */
  const fieldSets = createBlockColumn(Int32Array);
  const sets: (readonly string[])[] = [];

  return {
    get length() {
      return offsets.length;
    },
    add: ({ row, offset, length }) => {
      offsets.push(offset);
      lengths.push(length);
      severities.push(SEVERITIES.indexOf(row.finding.severity));
      kinds.push(numberOf(row.finding.kind));
      types.push(row.type === undefined ? -1 : numberOf(`type ${row.type}`));
      causeOf.push(addCause(row));
      identities.push(identityOf(row));
      tasks.push(hash(row.finding.task));
      const fields = fieldsOf(row.finding);
      const set = fields.length === 0 ? -1 : numberOf(`fields ${JSON.stringify(fields)}`);
      if (set >= 0) sets[set] ??= fields;
      fieldSets.push(set);
    },
    counts,
    overview: () => overview(offsets.length),
    matcher: ({ kinds: wanted, severity, field, type, cause }) => {
      const kindSet = new Set(wanted.map((kind) => numbers.get(kind)));
      const typeNumber = type === undefined ? undefined : numbers.get(`type ${type}`);
      const severityNumber = severity === undefined ? undefined : SEVERITIES.indexOf(severity);
      return (position) => {
        if (kindSet.size > 0 && !kindSet.has(kinds.at(position))) return false;
        if (severityNumber !== undefined && severities.at(position) !== severityNumber) return false;
        if (type !== undefined && types.at(position) !== typeNumber) return false;
        if (field !== undefined && sets[fieldSets.at(position) ?? -1]?.includes(field) !== true) return false;
        return cause === undefined || keyOf(causeOf.at(position) ?? -1) === cause;
      };
    },
    rankAt: (position) => severities.at(position) ?? 0,
    place: (position) => {
      const [offset, length] = [offsets.at(position), lengths.at(position)];
      return offset === undefined || length === undefined ? undefined : { offset, length };
    },
    identityAt: identities.at,
    taskAt: tasks.at,
  };
}

/** Whether the words of a finding hold a text, given in lower case. */
export function rowMatches({ finding, type }: AuditRow, text: string): boolean {
  const words = [
    finding.task,
    finding.kind,
    type ?? '',
    ...fieldsOf(finding),
    ...('key' in finding ? [finding.key, finding.reason] : []),
    ...('keys' in finding ? finding.keys : []),
    ...('message' in finding ? [finding.message] : []),
    ...('from' in finding ? [finding.from, finding.to] : []),
  ];
  return words.some((word) => word.toLowerCase().includes(text));
}
