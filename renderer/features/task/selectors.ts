import type { EventFilter, Point, TaskSummary } from '#shared/contract/replay.ts';
import { stringOf } from '#shared/model/attributeValue.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import { isRebuilt } from '#shared/model/layout.ts';
import { bySeverity, type DriftField, type Finding } from '#shared/model/finding.ts';
import type { LaneRequest } from '#shared/model/idempotencyLane.ts';
import { step } from './sequences.ts';
import type { TaskState } from './taskState.ts';

/** Whether what is stored is true, in the cases a reader must tell apart. */
export type Verdict =
  /** Not every event has been read yet. */
  | { readonly kind: 'reading' }
  | { readonly kind: 'agrees' }
  /** The projection equals the replay at `at`, `behind` events before the end. */
  | { readonly kind: 'lagging'; readonly at: number; readonly behind: number }
  | {
      readonly kind: 'diverged';
      readonly firstSeq: number | undefined;
      readonly fields: readonly DriftField[];
    }
  /** There is a projection, without a status. */
  | { readonly kind: 'missing-status' }
  | { readonly kind: 'no-projection' }
  /** The layout keeps none, or not for every stream. */
  | { readonly kind: 'events-only' }
  /** There is a projection, and nothing to compare it with. */
  | { readonly kind: 'not-compared' }
  | { readonly kind: 'no-events' }
  /** Neither readable events nor a projection. */
  | { readonly kind: 'nothing' };

type Part<K extends keyof TaskState> = Pick<TaskState, K>;

/** Whether there is a state to compare. Another reducer may have been chosen for the table than the layout states. */
const isFolded = ({ replayed }: Pick<TaskSummary, 'replayed'>, streams: TaskState['streams']): boolean =>
  streams?.folds !== false ||
  Object.keys(replayed).some((name) => name !== 'last_seq' && name !== 'last_type');

/** Verdicts after which the projection can be rewritten from its events. */
const REBUILDABLE: ReadonlySet<Verdict['kind']> = new Set<Verdict['kind']>([
  'lagging',
  'diverged',
  'missing-status',
  'no-projection',
]);

/** Whether the projection differs from what its events say, and can be rewritten from them. */
export const selectRebuildable = ({ summary, streams }: Part<'summary' | 'streams'>): boolean =>
  summary !== undefined &&
  isRebuilt(streams) &&
  isFolded(summary, streams) &&
  REBUILDABLE.has(selectVerdict({ summary, streams }).kind);

/** The verdict on the stored projection. */
export function selectVerdict({ summary, streams }: Part<'summary'> & Partial<Part<'streams'>>): Verdict {
  if (summary === undefined || !summary.complete) return { kind: 'reading' };
  if (summary.stored === null) {
    if (summary.events === 0) return { kind: 'nothing' };
    // The host knows whether the layout wants a projection for every stream.
    const isOrphan = streams === undefined || summary.findings.some(({ kind }) => kind === 'orphan-events');
    return { kind: isOrphan ? 'no-projection' : 'events-only' };
  }
  if (summary.events === 0) return { kind: 'no-events' };
  const { drift } = summary;
  if (drift === null) {
    return { kind: isFolded(summary, streams) ? 'agrees' : 'not-compared' };
  }
  switch (drift.class) {
    case 'lagging': {
      const at = drift.equalsReplayAt ?? 0;
      return { kind: 'lagging', at, behind: Math.max(1, summary.lastSeq - at) };
    }
    case 'diverged':
      return { kind: 'diverged', firstSeq: drift.firstDivergentSeq ?? undefined, fields: drift.fields };
    case 'missing':
      return { kind: 'missing-status' };
  }
}

/** The stored status, when a projection carries one as text. */
export function selectStoredStatus({ summary }: Part<'summary'>): string | undefined {
  return summary?.stored === null || summary === undefined ? undefined : stringOf(summary.stored, 'status');
}

/** The status after replaying every event; undefined before the first. */
export function selectReplayedStatus({ summary }: Part<'summary'>): string | undefined {
  return summary === undefined ? undefined : stringOf(summary.replayed, 'status');
}

/** Whether the task was given up, by what is stored or by what its events say: then letters of it may wait. */
export function selectDead({ summary }: Part<'summary'>): boolean {
  return [selectStoredStatus({ summary }), selectReplayedStatus({ summary })].includes('dead_lettered');
}

/** The title of the task, stored or replayed. */
export function selectTitle({ summary }: Part<'summary'>): string | undefined {
  if (summary === undefined) return undefined;
  const stored = summary.stored === null ? undefined : stringOf(summary.stored, 'title');
  return stored ?? stringOf(summary.replayed, 'title');
}

/** Findings but for drift, which the verdict tells, errors before warnings. */
export function selectFindings({ summary }: Part<'summary'>): readonly Finding[] {
  return (summary?.findings ?? [])
    .filter(
      ({ kind }) => kind !== 'projection-drift' && kind !== 'orphan-events' && kind !== 'orphan-projection',
    )
    .sort(bySeverity);
}

/** How many findings the host knows of and has not sent. */
export function selectUnsentFindings({ summary }: Part<'summary'>): number {
  if (summary === undefined) return 0;
  const { error, warning, info } = summary.findingTotals;
  return Math.max(0, error + warning + info - summary.findings.length);
}

/** The point before the selected event: the event before it, or 0 before the first. */
export function previousPoint({ sequences, selected }: Part<'sequences' | 'selected'>): Point {
  if (sequences === undefined) return { kind: 'seq', seq: Math.max(0, selected - 1) };
  return { kind: 'seq', seq: selected <= sequences.first ? 0 : step(sequences, selected, -1) };
}

/** Recorded conflicts of the task, newest first; none while they are not known. */
export function selectConflicts({ conflicts }: Part<'conflicts'>): readonly Conflict[] {
  return conflicts.phase === 'done' ? conflicts.value : NONE;
}

const NONE: readonly Conflict[] = [];

/** The requests that the events name; none while their records are not read. */
export function selectRequests({ lane }: Part<'lane'>): readonly LaneRequest[] {
  return lane.phase === 'done' ? lane.value.requests : NO_REQUESTS;
}

const NO_REQUESTS: readonly LaneRequest[] = [];

/** The idempotency key of the event that is shown. */
export function selectShownKey({ shown }: Part<'shown'>): string | undefined {
  return shown?.event?.idempotencyKey;
}

/** Whether it is known that the stream holds no readable event. */
export function selectEmpty({ sequences, summary }: Part<'sequences' | 'summary'>): boolean {
  return summary?.complete === true && sequences?.last === 0;
}

/** Whether it is known that nothing at all is stored under the id, unreadable entries included: there is no such task. */
export function selectAbsent({ summary }: Part<'summary'>): boolean {
  return selectVerdict({ summary }).kind === 'nothing' && summary?.undecodable.length === 0;
}

/** Whether nothing of the task could be read. */
export function selectUnread({ link, summary }: Part<'link' | 'summary'>): boolean {
  return link.phase === 'failed' && summary === undefined;
}

/** Whether a filter leaves anything out. */
export function isFiltering({ text, types, without = [] }: EventFilter): boolean {
  return text !== '' || types.length > 0 || without.length > 0;
}

/** Whether any filter narrows the event list. */
export function selectFiltering({ filter }: Part<'filter'>): boolean {
  return isFiltering(filter);
}

/** What the writer on this screen has seen: where its append goes, and the status it believes stored; nothing to write to without a task. */
export function selectSeen({ summary }: Part<'summary'>): Seen | undefined {
  return summary === undefined || selectAbsent({ summary }) ? undefined : { summary };
}

/** What the writer on this screen has seen. */
export interface Seen {
  readonly summary: TaskSummary;
}
