import type { NewTaskEvent, TaskEventType } from '#shared/model/taskEvent.ts';
import { moveOf } from '#shared/model/taskRules.ts';

const ROUNDABOUT: readonly TaskEventType[] = ['TaskStarted', 'TaskFailed', 'TaskRetryScheduled'];

/** The type of event number `seq` of a task that goes on for ever, legally at every step. */
export function typeAt(seq: number): TaskEventType {
  return ROUNDABOUT[(seq - 2) % ROUNDABOUT.length] ?? 'TaskCreated';
}

/** The task's status after event number `seq`. */
export function statusAt(seq: number): 'pending' | 'running' | 'failed' | 'retrying' {
  const { to } = moveOf(typeAt(seq), undefined);
  return to === 'running' || to === 'failed' || to === 'retrying' ? to : 'pending';
}

/** Event number `seq`, with `mark` to know it by. */
export function eventAt(seq: number, mark: string): NewTaskEvent {
  return {
    type: typeAt(seq),
    at: new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString(),
    correlationId: mark,
    ...(typeAt(seq) === 'TaskFailed' ? { data: { error: { S: 'once more' } } } : {}),
  };
}
