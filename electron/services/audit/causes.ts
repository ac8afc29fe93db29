import type {
  AuditBucket,
  AuditCause,
  AuditOverview,
  AuditRow,
  SeverityCounts,
} from '#shared/model/audit.ts';
import { seqOfFinding, type Finding } from '#shared/model/finding.ts';
import { parseTime } from '#shared/model/times.ts';

/** Findings taken together as they come: by cause, kind, field and time. Memory does not grow with their number. */
export interface Causes {
  /** Takes a finding, and gives the number of its cause. */
  readonly add: (row: AuditRow) => number;
  readonly counts: () => SeverityCounts;
  readonly keyOf: (cause: number) => string | undefined;
  readonly overview: (version: number) => AuditOverview;
}

/** Causes told apart; those beyond are taken together by kind, since a hostile table could have one for each finding. */
const MOST_CAUSES = 5000;

/** Causes in an overview. */
const LISTED = 200;

const MOST_FIELDS = 500;

/** Spans that time is divided into, and their first width in milliseconds. */
const BUCKETS = 64;
const FIRST_WIDTH = 60_000;

interface Tally extends Omit<AuditCause, 'since' | 'until' | 'tasks' | 'findings'> {
  tasks: number;
  findings: number;
  lastTask: string | undefined;
  first: { readonly ms: number; readonly at: string } | undefined;
  last: { readonly ms: number; readonly at: string } | undefined;
}

/** The fields that a finding is about, in one order. */
export const fieldsOf = (finding: Finding): readonly string[] =>
  finding.kind === 'projection-drift' ? finding.fields.map(({ field }) => field).sort() : [];

/** What makes two findings look as if they had one cause. */
function causeKey({ finding, type }: AuditRow): string {
  const drift = finding.kind === 'projection-drift' ? finding.class : '';
  const move = finding.kind === 'illegal-transition' ? `${finding.from}→${finding.to}` : '';
  return JSON.stringify([finding.kind, drift, fieldsOf(finding), type ?? null, move]);
}

interface Histogram {
  width: number;
  /** By number of the span since 1970. */
  readonly spans: Map<number, { error: number; warning: number }>;
}

/** Counts one time; spans are made twice as wide whenever they are too many. */
function count(histogram: Histogram, ms: number, severity: 'error' | 'warning'): void {
  const slot = Math.floor(ms / histogram.width);
  const known = histogram.spans.get(slot);
  if (known !== undefined) {
    known[severity] += 1;
    return;
  }
  histogram.spans.set(slot, { error: 0, warning: 0, [severity]: 1 });
  while (spread(histogram) >= BUCKETS) {
    histogram.width *= 2;
    const before = [...histogram.spans];
    histogram.spans.clear();
    for (const [old, counts] of before) {
      const half = Math.floor(old / 2);
      const sum = histogram.spans.get(half) ?? { error: 0, warning: 0 };
      histogram.spans.set(half, {
        error: sum.error + counts.error,
        warning: sum.warning + counts.warning,
      });
    }
  }
}

/** How many spans lie between the first and the last. */
function spread({ spans }: Histogram): number {
  const slots = [...spans.keys()];
  return Math.max(...slots) - Math.min(...slots);
}

/** Every span from the first to the last, empty ones too. */
function bucketsOf({ width, spans }: Histogram): AuditBucket[] {
  const slots = [...spans.keys()];
  if (slots.length === 0) return [];
  const first = Math.min(...slots);
  return Array.from({ length: Math.max(...slots) - first + 1 }, (_, index) => {
    const counts = spans.get(first + index) ?? { error: 0, warning: 0 };
    return { from: (first + index) * width, to: (first + index + 1) * width, ...counts };
  });
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

const byWeight = (a: Tally, b: Tally): number =>
  RANK[a.severity] - RANK[b.severity] || b.tasks - a.tasks || b.findings - a.findings;

const told = ({ lastTask: _, first, last, ...cause }: Tally): AuditCause => ({
  ...cause,
  ...(first === undefined ? {} : { since: first.at }),
  ...(last === undefined ? {} : { until: last.at }),
});

/** Makes an empty tally. Findings of one task are expected one after another, as a pass tells them. */
export function createCauses(): Causes {
  const causes: Tally[] = [];
  const numbers = new Map<string, number>();
  const counts = { error: 0, warning: 0, info: 0 };
  const kinds = new Map<string, { error: number; warning: number }>();
  const fields = new Map<string, { error: number; warning: number }>();
  const histogram: Histogram = { width: FIRST_WIDTH, spans: new Map() };
  let timeless = 0;

  const causeOf = (row: AuditRow): number => {
    const key = causes.length < MOST_CAUSES ? causeKey(row) : JSON.stringify([row.finding.kind]);
    const known = numbers.get(key) ?? numbers.get(causeKey(row));
    if (known !== undefined) return known;
    const { finding, type } = row;
    const seq = seqOfFinding(finding);
    const whole = causes.length < MOST_CAUSES;
    causes.push({
      key,
      kind: finding.kind,
      severity: finding.severity,
      ...(finding.kind === 'projection-drift' && whole ? { class: finding.class } : {}),
      fields: whole ? [...fieldsOf(finding)] : [],
      ...(type === undefined || !whole ? {} : { type }),
      ...(finding.kind === 'illegal-transition' && whole
        ? { move: { from: finding.from, to: finding.to } }
        : {}),
      findings: 0,
      tasks: 0,
      example: { task: finding.task, ...(seq === undefined ? {} : { seq }) },
      lastTask: undefined,
      first: undefined,
      last: undefined,
    });
    numbers.set(key, causes.length - 1);
    return causes.length - 1;
  };

  const place = (cause: Tally, at: string | undefined, severity: 'error' | 'warning'): void => {
    const ms = at === undefined ? Number.NaN : parseTime(at);
    if (at === undefined || Number.isNaN(ms)) {
      timeless += 1;
      return;
    }
    if (cause.first === undefined || ms < cause.first.ms) cause.first = { ms, at };
    if (cause.last === undefined || ms > cause.last.ms) cause.last = { ms, at };
    count(histogram, ms, severity);
  };

  return {
    add: (row) => {
      const number = causeOf(row);
      const cause = causes[number];
      if (cause === undefined) return number;
      const { finding } = row;
      const severity = finding.severity === 'error' ? 'error' : 'warning';
      cause.findings += 1;
      if (cause.lastTask !== finding.task) cause.tasks += 1;
      cause.lastTask = finding.task;
      counts[finding.severity] += 1;
      const kind = kinds.get(finding.kind) ?? { error: 0, warning: 0 };
      kind[severity] += 1;
      kinds.set(finding.kind, kind);
      for (const field of fieldsOf(finding)) {
        const sums = fields.get(field) ?? { error: 0, warning: 0 };
        sums[severity] += 1;
        if (fields.has(field) || fields.size < MOST_FIELDS) fields.set(field, sums);
      }
      place(cause, row.at, severity);
      return number;
    },
    counts: () => ({ ...counts }),
    keyOf: (number) => causes[number]?.key,
    overview: (version) => ({
      version,
      causes: [...causes].sort(byWeight).slice(0, LISTED).map(told),
      causesTotal: causes.length,
      byKind: [...kinds]
        .map(([kind, sums]) => ({ kind, ...sums }))
        .sort((a, b) => b.error - a.error || b.warning - a.warning),
      byField: [...fields]
        .map(([field, sums]) => ({ field, ...sums }))
        .sort((a, b) => b.error + b.warning - (a.error + a.warning)),
      overTime: bucketsOf(histogram),
      timeless,
    }),
  };
}
