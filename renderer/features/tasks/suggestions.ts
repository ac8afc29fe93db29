import type { AppClient } from '#shared/contract/index.ts';
import type { TaskFilter, TaskOverview, TaskRow } from '#shared/contract/tasks.ts';
import { findingWords } from '../../ui/FindingBadge.tsx';
import { statusWords } from '../../ui/statusLook.ts';

/** How many tasks are suggested. */
export const SUGGESTED = 5;

const WORST: TaskFilter = { statuses: [], text: '', onlyFindings: true, order: 'worst' };

/** A task worth a look, and why. */
export interface Suggestion {
  readonly task: string;
  readonly status: string | undefined;
  readonly reason: string;
  readonly title: string | undefined;
}

/** Why a task with findings is worth a look, in a few words: what is stored against what the events say comes first. */
export function reasonFor({ status, replayedStatus, events, findings }: TaskRow): string {
  if (events === 0) return 'a projection without events';
  // Streams of a layout may have no status at all.
  if (status === undefined && replayedStatus !== undefined && replayedStatus !== 'none')
    return 'events without a stored status';
  if (status !== undefined && replayedStatus !== undefined && replayedStatus !== status) {
    return `stored ${statusWords(status)}, replay says ${statusWords(replayedStatus)}`;
  }
  return findingWords(findings.error, findings.warning);
}

/** The tasks to offer: those with the worst findings, then the one open longest, if it is not among them. */
export function suggest(
  worst: readonly TaskRow[],
  oldest: TaskOverview['oldestOpen'] | undefined,
): readonly Suggestion[] {
  const found = worst.map((row) => ({
    task: row.task,
    status: row.status ?? row.replayedStatus,
    reason: reasonFor(row),
    title: row.title,
  }));
  if (oldest === null || oldest === undefined || found.some(({ task }) => task === oldest.task)) return found;
  return [...found, { task: oldest.task, status: oldest.status, reason: 'open longest', title: undefined }];
}

/** Asks for the tasks with the worst findings, worst first, at most {@link SUGGESTED}. */
export async function readWorst(
  client: Pick<AppClient, 'tasks'>,
  handle: string,
  signal: AbortSignal,
): Promise<readonly TaskRow[]> {
  const { rows } = await client.tasks.range(
    { handle, filter: WORST, range: { from: 0, to: SUGGESTED } },
    { signal },
  );
  return rows;
}
