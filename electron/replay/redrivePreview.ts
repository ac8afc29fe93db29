import type { DeadLetter } from '#shared/model/deadLetter.ts';
import type { RedrivePreview, RedriveWarning } from '#shared/model/redrivePreview.ts';
import type { NewTaskEvent, TaskEvent } from '#shared/model/taskEvent.ts';
import { parseTime } from '#shared/model/times.ts';
import { diffDocuments } from './diff.ts';
import { equalOptional } from './equality.ts';
import { fold, type Reducer } from './reducer.ts';

/** What a preview is made from: the letter, and the task as it is today. */
export interface RedriveInput {
  readonly reducer: Reducer;
  readonly letter: DeadLetter;
  /** Every event of the task, in order. */
  readonly events: readonly TaskEvent[];
  /** Items among them that cannot be read. */
  readonly unreadable: number;
  /** The last sequence that is taken, readable or not. */
  readonly lastSeq: number;
}

/** Whether two events say the same: the same request by its key, or else the same type, time and payload. */
const saysTheSame = (a: NewTaskEvent, b: NewTaskEvent): boolean => {
  if (a.type !== b.type) return false;
  if (a.idempotencyKey !== undefined && a.idempotencyKey === b.idempotencyKey) return true;
  const [x, y] = [a.data, b.data].map((data) => (data === undefined ? undefined : { M: data }));
  const isSameTime = a.at === b.at || parseTime(a.at) === parseTime(b.at);
  return isSameTime && equalOptional(x, y);
};

/** Folds a letter onto its task's state of today. Pure; the task is the same as long as its last sequence is. */
export function previewRedrive({
  reducer,
  letter,
  events,
  unreadable,
  lastSeq,
}: RedriveInput): RedrivePreview {
  const seq = lastSeq + 1;
  const event: TaskEvent = { ...letter.event, seq, key: '' };
  const before = fold(reducer, events);
  const after = reducer.step(before, event);
  const warnings: RedriveWarning[] = [];
  const move = reducer.illegalMove(before, event);
  if (move !== undefined) warnings.push({ kind: 'illegal', from: move.from, to: move.to });
  if (!reducer.knows(event.type)) warnings.push({ kind: 'unknown-type', type: event.type });
  const present = events.find((each) => saysTheSame(each, event));
  if (present !== undefined) warnings.push({ kind: 'present', seq: present.seq });
  const previousAt = events.at(-1)?.at;
  if (previousAt !== undefined && parseTime(event.at) < parseTime(previousAt)) {
    warnings.push({ kind: 'earlier', at: event.at, previousAt });
  }
  if (unreadable > 0) warnings.push({ kind: 'unreadable', items: unreadable });
  return { letter, seq, before, after, changes: [...diffDocuments(before, after)], warnings };
}
