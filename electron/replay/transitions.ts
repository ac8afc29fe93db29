import type { TaskStatus } from '#shared/model/taskStatus.ts';

/** A task's status in a replay: `none` before the first event that sets one. */
export type ReplayStatus = TaskStatus | 'none';

/** Which status may follow which (CONTRACTS 1, "Legal moves"). */
const LEGAL: Readonly<Record<ReplayStatus, readonly TaskStatus[]>> = {
  none: ['pending'],
  pending: ['running', 'cancelled'],
  running: ['succeeded', 'failed', 'cancelled'],
  succeeded: [],
  failed: ['retrying', 'dead_lettered', 'cancelled'],
  retrying: ['running', 'cancelled'],
  cancelled: [],
  dead_lettered: ['retrying'],
};

/** Whether a task may go from one status to the other. */
export function isLegalMove(from: ReplayStatus, to: TaskStatus): boolean {
  return LEGAL[from].includes(to);
}
