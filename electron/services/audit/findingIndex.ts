import type { AuditFilter, AuditOverview, AuditRow, SeverityCounts } from '#shared/model/audit.ts';
import { seqOfFinding, type Finding } from '#shared/model/finding.ts';
import type { StoredFinding } from '../../settings/auditFolder.ts';
import { createCauses, fieldsOf } from './causes.ts';

/** Where each finding of a run lies and what it is looked for by: some numbers a finding, the rest stays on disk. */
export interface FindingIndex {
  add(stored: StoredFinding): void;
  readonly length: number;
  counts(): SeverityCounts;
  overview(): AuditOverview;
  /** Positions of the findings that a filter and `kept` keep, in the filter's order. */
  select(filter: AuditFilter, kept: (position: number) => boolean): readonly number[];
  place(position: number): { readonly offset: number; readonly length: number } | undefined;
  /** What makes a finding the same in two runs, as a number. */
  identityAt(position: number): number | undefined;
  /** The task of a finding, as a number. */
  taskAt(position: number): number | undefined;
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
  const offsets: number[] = [];
  const lengths: number[] = [];
  const severities: number[] = [];
  const kinds: number[] = [];
  const types: number[] = [];
  const causeOf: number[] = [];
  const identities: number[] = [];
  const tasks: number[] = [];
  /** Sets of fields, each once; what a finding has is a number of one. */
  const fieldSets: number[] = [];
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
    select: ({ order, kinds: wanted, severity, field, type, cause }, kept) => {
      const kindSet = new Set(wanted.map((kind) => numbers.get(kind)));
      const typeNumber = type === undefined ? undefined : numbers.get(`type ${type}`);
      const severityNumber = severity === undefined ? undefined : SEVERITIES.indexOf(severity);
      const found = SEVERITIES.map((): number[] => []);
      for (let position = 0; position < offsets.length; position += 1) {
        if (kindSet.size > 0 && !kindSet.has(kinds[position])) continue;
        if (severityNumber !== undefined && severities[position] !== severityNumber) continue;
        if (type !== undefined && types[position] !== typeNumber) continue;
        if (field !== undefined && sets[fieldSets[position] ?? -1]?.includes(field) !== true) continue;
        if (cause !== undefined && keyOf(causeOf[position] ?? -1) !== cause) continue;
        if (kept(position)) found[order === 'found' ? 0 : (severities[position] ?? 0)]?.push(position);
      }
      return found.flat();
    },
    place: (position) => {
      const [offset, length] = [offsets[position], lengths[position]];
      return offset === undefined || length === undefined ? undefined : { offset, length };
    },
    identityAt: (position) => identities[position],
    taskAt: (position) => tasks[position],
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
