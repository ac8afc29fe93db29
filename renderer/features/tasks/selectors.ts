import type { TaskFilter, TaskOverview } from '#shared/contract/tasks.ts';
import { isTerminal } from '#shared/model/taskStatus.ts';
import { type EntryWord } from '../../ui/entryWord.tsx';
import { counted } from '../../ui/numbers.ts';
import { STATUS_LOOKS, statusLook, statusWords, type StatusLook } from '../../ui/statusLook.ts';

/** One part of the status bar: how many tasks, what part of the whole, where it begins (0 to 1). */
export interface StatusShare {
  readonly status: string;
  readonly look: StatusLook;
  readonly words: string;
  readonly count: number;
  readonly from: number;
  readonly to: number;
}

/** The least part of the bar that a status takes, so that three dead letters among thousands can be seen and hit. */
const LEAST = 0.015;

/** The counts by status as parts of a bar, in the order in which a task meets them; unknown ones last. */
export function statusShares({ byStatus }: Pick<TaskOverview, 'byStatus'>): readonly StatusShare[] {
  const counted = byStatus.filter((entry) => entry.count > 0);
  const total = counted.reduce((sum, entry) => sum + entry.count, 0);
  const order = (status: string): number => STATUS_LOOKS.indexOf(statusLook(status));
  const sorted = [...counted].sort((a, b) => order(a.status) - order(b.status));
  const widths = sorted.map((entry) => Math.max(LEAST, entry.count / total));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  let at = 0;
  return sorted.map((entry, index) => {
    const from = at;
    at += (widths[index] ?? 0) / whole;
    return {
      status: entry.status,
      look: statusLook(entry.status),
      words: statusWords(entry.status),
      count: entry.count,
      from,
      to: at,
    };
  });
}

/** The table's statuses in which a task still waits for something; unknown ones count as such. */
export function openStatuses({ byStatus }: Pick<TaskOverview, 'byStatus'>): string[] {
  return byStatus.filter(({ status }) => !isTerminal(status)).map(({ status }) => status);
}

/** Whether no entry has a status, as in streams that nobody has described the state of. */
export const hasNoStatus = ({ byStatus }: Pick<TaskOverview, 'byStatus'>): boolean =>
  byStatus.every(({ status }) => status === 'none');

/** Whether anything narrows the list. */
export function isNarrowed(filter: TaskFilter): boolean {
  return filter.statuses.length > 0 || filter.text !== '' || filter.onlyFindings;
}

/** The filter's statuses with `status` put in or taken out. */
export function toggledStatus(statuses: readonly string[], status: string): string[] {
  return statuses.includes(status) ? statuses.filter((each) => each !== status) : [...statuses, status];
}

/** How many tasks have findings, by severity; a task with both counts in both. */
export function findingTasks({ withErrors, withWarnings }: TaskOverview, word: EntryWord): string {
  return [
    withErrors > 0 ? `${counted(withErrors, word)} with errors` : '',
    withWarnings > 0 ? `${counted(withWarnings, word)} with warnings` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}
