import { z } from 'zod';

/** Every status of a task, in the order in which a task usually meets them (CONTRACTS 1). */
export const TASK_STATUSES = [
  'pending',
  'running',
  'succeeded',
  'failed',
  'retrying',
  'cancelled',
  'dead_lettered',
] as const;

/** Zod schema for a status that this program knows. */
export const taskStatusSchema = z.enum(TASK_STATUSES);

/** A status that the built-in reducer knows. */
export type TaskStatus = z.infer<typeof taskStatusSchema>;

/** Statuses in which a task waits for nothing more by itself. */
export const TERMINAL_STATUSES: ReadonlySet<TaskStatus> = new Set<TaskStatus>([
  'succeeded',
  'cancelled',
  'dead_lettered',
]);

/** Reads a stored status; a text this program does not know yields undefined and is shown as it stands. */
export function parseTaskStatus(text: string | undefined): TaskStatus | undefined {
  return TASK_STATUSES.find((status) => status === text);
}

/** Whether a stored status text is terminal; unknown statuses are not. */
export function isTerminal(text: string | undefined): boolean {
  const status = parseTaskStatus(text);
  return status !== undefined && TERMINAL_STATUSES.has(status);
}
