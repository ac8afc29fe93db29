import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { moveOf } from '#shared/model/taskRules.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { WRITE_ID } from '../settleWrite.ts';
import { EVENT_PREFIX, taskKey } from './keys.ts';
import { bySequence, decodeTaskItem } from './taskItems.ts';

/** A status change whose answer got lost, and which another writer's change has covered since. */
export interface CoveredStatusChange {
  readonly dynamo: Dynamo;
  readonly table: string;
  readonly taskId: string;
  readonly writeId: string;
  readonly expectedStatus: string;
  readonly newStatus: string;
}

/** An event of the log, and the name of the write that made it. */
interface LoggedEvent {
  readonly event: TaskEvent;
  readonly writeId: string | undefined;
}

/** Whether `events`, or the last few of them, lead from `status` by legal moves only. */
const leadsFrom = (status: string, events: readonly TaskEvent[]): boolean =>
  events.some((_, first) => {
    let at: string | undefined = status;
    return events.slice(first).every(({ type }) => {
      const move = moveOf(type, at);
      at = move.to;
      return move.legal;
    });
  });

/**
 * Decides by the event log (FACTS, AWS SDK). It can when both writers name a change of the status and the event that it
 * follows alike: then the log holds our event, and after it the event of the writer who covered us. What that writer
 * met was either our status or the one before; where the moves between the two events are legal from only one of them,
 * it was that one.
 */
export function decideByLog(
  change: Pick<CoveredStatusChange, 'writeId' | 'expectedStatus' | 'newStatus'>,
  stored: AttributeMap | undefined,
  log: readonly LoggedEvent[],
): 'applied' | 'notApplied' | 'unknown' {
  const coveredBy = stored === undefined ? undefined : stringOf(stored, WRITE_ID);
  const ours = log.findIndex(({ writeId }) => writeId === change.writeId);
  const theirs = log.findIndex(({ writeId }) => writeId !== undefined && writeId === coveredBy);
  const [ourEvent, theirEvent] = [log[ours]?.event, log[theirs]?.event];
  if (stored === undefined || ourEvent === undefined || theirEvent === undefined) {
    return 'unknown';
  }
  const ourMove = moveOf(ourEvent.type, change.expectedStatus);
  const theirStatus = moveOf(theirEvent.type, undefined).to;
  // A projection that does not say what its event says was not written for that event.
  if (ourMove.to !== change.newStatus || theirStatus !== stringOf(stored, 'status')) return 'unknown';
  // Nothing, when theirs came before ours; it then decides nothing.
  const between = log.slice(ours + 1, theirs + 1).map(({ event }) => event);
  const fromOurs = leadsFrom(change.newStatus, between);
  const fromBefore = leadsFrom(change.expectedStatus, between);
  if (fromOurs === fromBefore) return 'unknown';
  return fromOurs ? 'applied' : 'notApplied';
}

/** Reads the log and decides by it. Not under the caller's signal, since the answer matters even when nobody waits. */
export async function coveredStatusChange(
  change: CoveredStatusChange,
  stored: AttributeMap | undefined,
): Promise<'applied' | 'notApplied' | 'unknown'> {
  const { dynamo, table, taskId } = change;
  const log: LoggedEvent[] = [];
  const request = {
    table,
    keyCondition: 'PK = :pk AND begins_with(SK, :prefix)',
    values: { ':pk': { S: taskKey(taskId) }, ':prefix': { S: EVENT_PREFIX } },
    consistent: true,
  };
  try {
    for await (const page of dynamo.queryPages(request)) {
      for (const item of page.items) {
        const decoded = decodeTaskItem(item);
        if (decoded.kind === 'event') log.push({ event: decoded.event, writeId: stringOf(item, WRITE_ID) });
      }
    }
  } catch {
    // The log would have been evidence; without it the outcome stays unknown, which says all there is to say.
    return 'unknown';
  }
  return decideByLog(
    change,
    stored,
    log.sort((a, b) => bySequence(a.event, b.event)),
  );
}
