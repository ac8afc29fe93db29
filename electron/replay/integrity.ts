import { bySeverity, type Drift, type Finding } from '#shared/model/finding.ts';
import type { StreamRules } from '#shared/model/taskItem.ts';
import { FLAG } from './flags.ts';
import { missingRanges, tellMissing, type SeqRange } from './gaps.ts';
import type { StreamView } from './taskStream.ts';

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
  const taken = [...view.undecodable.values()].flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
  return missingRanges(
    view.events,
    taken.sort((a, b) => a - b),
  );
}

/** Range keys by number, for the numbers that more than one item carries. */
function duplicatesOf(view: StreamView): ReadonlyMap<number, readonly string[]> {
  const keys = new Map<number, string[]>();
  view.flags.forEach((flags, position) => {
    const event = view.events[position];
    if (event === undefined || (flags & FLAG.duplicate) === 0) return;
    const known = keys.get(event.seq);
    if (known === undefined) keys.set(event.seq, [event.key]);
    else known.push(event.key);
  });
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

/** The findings at single events. */
function* eventFindings(task: string, view: StreamView): Iterable<Finding> {
  for (const [position, flags] of view.flags.entries()) {
    const event = view.events[position];
    if (flags === 0 || event === undefined) continue;
    const { seq, at, key, type } = event;
    if ((flags & FLAG.overflow) !== 0) yield { kind: 'sequence-overflow', severity: 'warning', task, seq };
    if ((flags & FLAG.regression) !== 0) {
      const previousAt = view.events[view.readable[position - 1] ?? -1]?.at ?? '';
      yield { kind: 'clock-regression', severity: 'warning', task, seq, at, previousAt };
    }
    const move = view.moves.get(position);
    if (move !== undefined) yield { kind: 'illegal-transition', severity: 'error', task, seq, ...move };
    for (const problem of view.problems.get(position) ?? [])
      yield { severity: 'error', task, seq, ...problem };
    if ((flags & FLAG.unknown) !== 0) yield { kind: 'unknown-event', severity: 'warning', task, seq, type };
    if ((flags & FLAG.unreadable) !== 0) {
      const reason = `\`at\` is not an RFC 3339 time: ${JSON.stringify(at.slice(0, 100))}`;
      yield { kind: 'undecodable-event', severity: 'error', task, key, reason };
    }
  }
}

/** Everything that is wrong with one task (CONTRACTS 6), errors first, in the order of the stream. */
export function findingsOf({ task, view, rules, hasProjection, drift }: TaskEvidence): readonly Finding[] {
  const found: Finding[] = [];
  if (drift !== null) {
    const severity = drift.class === 'lagging' ? 'warning' : 'error';
    found.push({ kind: 'projection-drift', severity, task, ...drift });
  }
  const none = view.events.length === 0 && view.undecodable.size === 0;
  if (none && hasProjection) found.push({ kind: 'orphan-projection', severity: 'error', task });
  if (!none && !hasProjection && rules.hasProjections)
    found.push({ kind: 'orphan-events', severity: 'error', task });
  const missing = tellMissing(gapsOf(view));
  if (missing.length > 0) found.push({ kind: 'sequence-gap', severity: 'error', task, missing });
  for (const [seq, keys] of rules.sharesSequences === true ? [] : duplicatesOf(view)) {
    found.push({ kind: 'duplicate-sequence', severity: 'error', task, seq, keys: [...keys] });
  }
  for (const { key, reason } of view.undecodable.values()) {
    found.push({ kind: 'undecodable-event', severity: 'error', task, key, reason });
  }
  found.push(...eventFindings(task, view));
  return found.sort(bySeverity);
}
