import type { TaskRow } from '#shared/contract/tasks.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Finding } from '#shared/model/finding.ts';
import { isTerminal } from '#shared/model/taskStatus.ts';
import type { StreamRules, TaskItem } from '#shared/model/taskItem.ts';
import { parseTime } from '#shared/model/times.ts';
import { driftOf } from './drift.ts';
import { findingsOf } from './integrity.ts';
import type { Reducer } from './reducer.ts';
import { noneReducer } from './reducers/noneReducer.ts';
import { eventsOf } from './replayed.ts';
import { otherText, searchKeys } from './searchKeys.ts';
import type { Slices } from './slices.ts';
import { attemptsIn } from './summary.ts';
import { sortItems } from './taskItems.ts';
import type { StreamView } from './streamView.ts';
import type { TaskStream } from './taskStream.ts';

/** What the index keeps of one task: its row, what it is ordered by, and what it is found by. No events. */
export interface TaskEntry {
  readonly row: TaskRow;
  /** The status that lists and counts show: the stored one, else the replayed one, else `none`. */
  readonly status: string;
  readonly open: boolean;
  /** Whether its projection drifts, or is missing though its layout keeps one and a reducer makes one. */
  readonly drifting: boolean;
  /** Epoch milliseconds of `row.changedAt`; -Infinity when there is none. */
  readonly changedMs: number;
  /** Lower case: id, title, order numbers, correlation and idempotency keys, one a line. */
  readonly keys: string;
  /** Lower case: the other texts of the projection. */
  readonly text: string;
}

/** How the streams of a table are folded, and by which rules they are checked. */
export interface Folding {
  readonly reducer: Reducer;
  readonly rules: StreamRules;
}

function countFindings(findings: readonly Finding[]): TaskRow['findings'] {
  const error = findings.filter(({ severity }) => severity === 'error').length;
  const warning = findings.filter(({ severity }) => severity === 'warning').length;
  const worst = findings[0]?.severity;
  return { error, warning, ...(worst === undefined ? {} : { worst }) };
}

/** The last readable time of the stream, else that of the projection. */
function lastChange(view: StreamView, projection: AttributeMap | undefined): string | undefined {
  const at = view.eventAt(view.readableAt(view.length - 1))?.at;
  const updated = projection === undefined ? undefined : stringOf(projection, 'updated_at');
  return at ?? (updated !== undefined && !Number.isNaN(parseTime(updated)) ? updated : undefined);
}

/** How long one slice of folding may take, in milliseconds. */
const SLICE_MS = 15;

/**
 * Folds everything stored of one task into its entry, or undefined when nothing is. `scratch` is a stream to fold
 * in; what it held is forgotten.
 */
export function* taskEntry(
  task: string,
  items: readonly TaskItem[],
  { reducer, rules }: Folding,
  scratch: TaskStream,
): Slices<TaskEntry | undefined> {
  const { events: unsorted, undecodable, projection } = sortItems(items, task);
  if (unsorted.length === 0 && undecodable.length === 0 && projection === undefined) return undefined;
  scratch.clear();
  scratch.addEvents(unsorted);
  scratch.addUndecodable(undecodable);
  reducer.begin?.(task);
  while (!scratch.settle(SLICE_MS)) {
    yield;
    reducer.begin?.(task);
  }
  const view = scratch.view();
  const replayed = view.stateAfter(view.length);
  const drift = projection === undefined ? null : driftOf({ reducer, replayed: view }, projection);
  const findings = findingsOf({ task, view, rules, hasProjection: projection !== undefined, drift });
  // Where nothing folds the events there is no state that a missing projection could be made of.
  const isMissing = reducer !== noneReducer && findings.some(({ kind }) => kind === 'orphan-events');
  const stored = projection === undefined ? undefined : stringOf(projection, 'status');
  const replayedStatus = view.length === 0 ? undefined : reducer.statusOf(replayed);
  const title = (projection && stringOf(projection, 'title')) ?? stringOf(replayed, 'title');
  const lastType = view.eventAt(view.length - 1)?.type;
  const changedAt = lastChange(view, projection);
  const status = stored ?? replayedStatus ?? 'none';
  const source = projection !== undefined && view.length === 0 ? projection : replayed;
  return {
    row: {
      task,
      ...(stored === undefined ? {} : { status: stored }),
      ...(replayedStatus === undefined ? {} : { replayedStatus }),
      ...(title === undefined ? {} : { title }),
      ...(lastType === undefined ? {} : { lastType }),
      lastSeq: view.seqAt(view.length - 1) ?? 0,
      events: view.length,
      attempts: attemptsIn(source),
      ...(changedAt === undefined ? {} : { changedAt }),
      findings: countFindings(findings),
    },
    status,
    open: !isTerminal(status),
    drifting: drift !== null || isMissing,
    changedMs: changedAt === undefined ? Number.NEGATIVE_INFINITY : parseTime(changedAt),
    keys: searchKeys(task, title, eventsOf(view)),
    text: otherText(projection ?? replayed),
  };
}
