import type { TableStreams } from '#shared/model/layout.ts';
import { TASK_EVENT_TYPES, type TaskEventType } from '#shared/model/taskEvent.ts';
import type { StatusLook } from '../../ui/statusLook.ts';

/** How an event is drawn: with the glyph of the status it leads to, or one of its own. */
export type EventLook = StatusLook | 'assigned' | 'progressed' | 'plain';

const LOOKS = {
  TaskCreated: 'pending',
  TaskAssigned: 'assigned',
  TaskStarted: 'running',
  TaskProgressed: 'progressed',
  TaskSucceeded: 'succeeded',
  TaskFailed: 'failed',
  TaskRetryScheduled: 'retrying',
  TaskCancelled: 'cancelled',
  TaskDeadLettered: 'dead_lettered',
  TaskRedriven: 'retrying',
} satisfies Record<TaskEventType, EventLook>;

/** How an event of the stored type `type` is drawn. */
export function eventLook(type: string): EventLook {
  const known = TASK_EVENT_TYPES.find((each) => each === type);
  return known === undefined ? 'unknown' : LOOKS[known];
}

/** The same in streams of a layout file, where every type is as good as any other. */
export function eventLookIn(streams: TableStreams | undefined, type: string): EventLook {
  const look = eventLook(type);
  return streams !== undefined && look === 'unknown' ? 'plain' : look;
}

/** How much an event type tells when there is not room for all: ends before moves before everyday events. */
export function eventRank(type: string): number {
  switch (eventLook(type)) {
    case 'failed':
    case 'dead_lettered':
    case 'succeeded':
    case 'cancelled':
      return 4;
    case 'retrying':
    case 'unknown':
      return 3;
    case 'running':
    case 'pending':
      return 2;
    case 'assigned':
      return 1;
    case 'progressed':
    case 'plain':
      return 0;
  }
}

/** The key of an event as it is written in the table: `EVENT#0018`. */
export function eventKey(seq: number): string {
  return `EVENT#${String(seq).padStart(4, '0')}`;
}

/** An event as a reader calls it: by its key in a table of tasks, else by its number. */
export const eventNameIn =
  (streams: TableStreams | undefined) =>
  (seq: number): string =>
    streams === undefined ? eventKey(seq) : `event ${seq}`;

/** What the item of the projection is called. */
export const projectionName = (streams: TableStreams | undefined): string =>
  streams === undefined ? 'META' : 'projection';

/** The same as a choice. */
export const projectionLabel = (streams: TableStreams | undefined): string =>
  streams === undefined ? 'META (projection)' : 'projection';
