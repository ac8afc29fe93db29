import type { TaskRow } from '#shared/contract/tasks.ts';

/** The row of a running task without findings. */
export const taskRow = (task: string): TaskRow => ({
  task,
  status: 'running',
  lastSeq: 1,
  events: 1,
  attempts: 1,
  findings: { error: 0, warning: 0 },
});
