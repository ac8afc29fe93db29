import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import type { Conflict, TaskAttempt } from '#shared/model/conflict.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { fold, type Reducer } from '../replay/reducer.ts';
import type { TaskEventStore } from '../stores/taskEvents/taskEventStore.ts';

/** A conditional write that was lost, before its story is known. */
export interface Loss {
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly table: string;
  readonly taskId: string;
  readonly attempt: TaskAttempt;
  /** The stored status that the failed call met; absent when the sequence was taken. */
  readonly actualStatus?: string | undefined;
}

const seenSeqIn = (attempt: TaskAttempt): number =>
  attempt.kind === 'append' ? attempt.expectedSeq - 1 : attempt.seenSeq;

/** The event that holds `seq`. Of several, the one under the key that a writer of the layout would use. */
function holderOf(events: readonly TaskEvent[], seq: number): TaskEvent | undefined {
  const holders = events.filter((event) => event.seq === seq);
  const key = `EVENT#${String(seq).padStart(4, '0')}`;
  return holders.find((event) => event.key === key) ?? holders[0];
}

/** The first event after `seenSeq` that moves the replayed status to `status`. */
function moverTo(
  reducer: Reducer,
  events: readonly TaskEvent[],
  seenSeq: number,
  status: string,
): TaskEvent | undefined {
  let state = reducer.initial;
  for (const event of events) {
    const before = reducer.statusOf(state);
    state = reducer.step(state, event);
    if (event.seq > seenSeq && before !== status && reducer.statusOf(state) === status) return event;
  }
  return undefined;
}

/**
 * The whole story of a lost write: who won, what the loser saw, what is true now. Never throws: when the events
 * cannot be read, the conflict says so in `incomplete`.
 */
export async function storyOf(
  loss: Loss,
  store: Pick<TaskEventStore, 'getTaskEvents'>,
  reducer: Reducer,
): Promise<Conflict> {
  const { actualStatus, ...rest } = loss;
  const known = {
    ...rest,
    evidence: 'recorded' as const,
    ...(actualStatus === undefined ? {} : { actualStatus }),
  };
  const seenSeq = seenSeqIn(loss.attempt);
  try {
    const { events } = await store.getTaskEvents(loss.taskId);
    const winner =
      actualStatus !== undefined
        ? moverTo(reducer, events, seenSeq, actualStatus)
        : loss.attempt.kind === 'append'
          ? holderOf(events, loss.attempt.expectedSeq)
          : undefined;
    return {
      ...known,
      ...(winner === undefined ? {} : { winner }),
      seenState: fold(
        reducer,
        events.filter((event) => event.seq <= seenSeq),
      ),
      actualState: fold(reducer, events),
      actualSeq: events.at(-1)?.seq ?? 0,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ...known,
      seenState: EMPTY_MAP,
      actualState: EMPTY_MAP,
      actualSeq: seenSeq,
      incomplete: `The events could not be read after the loss: ${reason}`,
    };
  }
}
