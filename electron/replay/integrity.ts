import { bySeverity, type Drift, type Finding, type Severity } from '#shared/model/finding.ts';
import type { StreamRules } from '#shared/model/taskItem.ts';
import { ERROR_FLAGS, FLAG } from './flags.ts';
import { missingRanges, tellMissing, type SeqRange } from './gaps.ts';
import type { StreamView } from './streamView.ts';

/** What the findings of one task are concluded from. */
export interface TaskEvidence {
  readonly task: string;
  readonly view: StreamView;
  readonly rules: StreamRules;
  readonly hasProjection: boolean;
  readonly drift: Drift | null;
}

/** The missing numbers of a stream; an item that cannot be read is there all the same. */
export function gapsOf(view: StreamView): readonly SeqRange[] {
  const [first] = view.flagged(FLAG.gap);
  if (first === undefined && view.undecodable.size === 0) return [];
  const taken = [...view.undecodable.values()].flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
  return missingRanges(
    view,
    taken.sort((a, b) => a - b),
  );
}

/** Range keys by number, for the numbers that more than one item carries. */
function duplicatesOf(view: StreamView): ReadonlyMap<number, readonly string[]> {
  const keys = new Map<number, string[]>();
  for (const position of view.flagged(FLAG.duplicate)) {
    const event = view.eventAt(position);
    if (event === undefined) continue;
    const known = keys.get(event.seq);
    if (known === undefined) keys.set(event.seq, [event.key]);
    else known.push(event.key);
  }
  const unread = new Map<number, string[]>();
  for (const { key, seq } of view.undecodable.values()) {
    if (seq === undefined) continue;
    const others = unread.get(seq);
    if (others === undefined) unread.set(seq, [key]);
    else others.push(key);
  }
  for (const [seq, others] of unread) {
    const all = [...(keys.get(seq) ?? []), ...others];
    if (all.length > 1) keys.set(seq, all.sort());
  }
  return keys;
}

/** Flags that stand for findings of their own at one event, in the order of telling. */
const SINGLE = [
  FLAG.overflow,
  FLAG.regression,
  FLAG.illegal,
  FLAG.failed,
  FLAG.violated,
  FLAG.unknown,
  FLAG.unreadable,
] as const;

const TOLD_SINGLY = SINGLE.reduce((bits: number, flag) => bits | flag, 0);

/** The findings that one flag stands for at one event; an event may violate several invariants. */
function eventFindings(
  task: string,
  view: StreamView,
  position: number,
  flag: (typeof SINGLE)[number],
): readonly Finding[] {
  const event = view.eventAt(position);
  if (event === undefined) return [];
  const { seq, at, key, type } = event;
  switch (flag) {
    case FLAG.overflow:
      return [{ kind: 'sequence-overflow', severity: 'warning', task, seq }];
    case FLAG.regression: {
      const previousAt = view.eventAt(view.readableAt(position - 1))?.at ?? '';
      return [{ kind: 'clock-regression', severity: 'warning', task, seq, at, previousAt }];
    }
    case FLAG.illegal: {
      const move = view.moveAt(position);
      return move === undefined
        ? []
        : [{ kind: 'illegal-transition', severity: 'error', task, seq, ...move }];
    }
    case FLAG.failed:
    case FLAG.violated: {
      const kind = flag === FLAG.failed ? 'reducer-failed' : 'invariant-violated';
      const problems = view.problemsAt(position).filter((problem) => problem.kind === kind);
      return problems.map((problem) => ({ severity: 'error', task, seq, ...problem }));
    }
    case FLAG.unknown:
      return [{ kind: 'unknown-event', severity: 'warning', task, seq, type }];
    case FLAG.unreadable: {
      const reason = `\`at\` is not an RFC 3339 time: ${JSON.stringify(at.slice(0, 100))}`;
      return [{ kind: 'undecodable-event', severity: 'error', task, key, reason }];
    }
  }
}

/** Findings, and how many there are in all of each severity, those left out among them. */
export interface FoundAll {
  readonly findings: readonly Finding[];
  readonly totals: Readonly<Record<Severity, number>>;
}

/**
 * What is wrong with one task, errors first, in the order of the stream; of findings at single events at most `most` of
 * each severity and the first of each kind are made, since a damaged stream of a million events may have one at each of them.
 */
export function collectFindings(
  { task, view, hasProjection, drift, rules }: TaskEvidence,
  most: number,
): FoundAll {
  const found: Finding[] = [];
  const totals = { error: 0, warning: 0, info: 0 };
  const add = (finding: Finding): void => {
    found.push(finding);
    totals[finding.severity] += 1;
  };
  if (drift !== null) {
    const severity = drift.class === 'lagging' ? 'warning' : 'error';
    add({ kind: 'projection-drift', severity, task, ...drift });
  }
  const none = view.length === 0 && view.undecodable.size === 0;
  if (none && hasProjection) add({ kind: 'orphan-projection', severity: 'error', task });
  if (!none && !hasProjection && rules.hasProjections)
    add({ kind: 'orphan-events', severity: 'error', task });
  const missing = tellMissing(gapsOf(view));
  if (missing.length > 0) add({ kind: 'sequence-gap', severity: 'error', task, missing });
  for (const [seq, keys] of rules.sharesSequences === true ? [] : duplicatesOf(view)) {
    add({ kind: 'duplicate-sequence', severity: 'error', task, seq, keys: [...keys] });
  }
  for (const { key, reason } of view.undecodable.values()) {
    add({ kind: 'undecodable-event', severity: 'error', task, key, reason });
  }
  const made = { error: 0, warning: 0 };
  let told = 0;
  for (const position of view.flagged(TOLD_SINGLY)) {
    const flags = view.flagsAt(position);
    for (const flag of SINGLE) {
      if ((flags & flag) === 0) continue;
      const severity = (flag & ERROR_FLAGS) === 0 ? 'warning' : 'error';
      made[severity] += 1;
      const isNew = (told & flag) === 0;
      told |= flag;
      if (made[severity] > most && !isNew) totals[severity] += 1;
      else for (const finding of eventFindings(task, view, position, flag)) add(finding);
    }
  }
  return { findings: found.sort(bySeverity), totals };
}

/** Everything that is wrong with one task (CONTRACTS 6), errors first, in the order of the stream. */
export function findingsOf(evidence: TaskEvidence): readonly Finding[] {
  return collectFindings(evidence, Number.POSITIVE_INFINITY).findings;
}
