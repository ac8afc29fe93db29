import type { TaskFilter } from '#shared/contract/tasks.ts';
import type { TaskEntry } from './taskEntry.ts';

type Compare = (a: TaskEntry, b: TaskEntry) => number;

const byId: Compare = (a, b) => (a.row.task < b.row.task ? -1 : a.row.task > b.row.task ? 1 : 0);

/** Newest change first; without any time last. */
const byChange: Compare = (a, b) =>
  a.changedMs === b.changedMs ? byId(a, b) : a.changedMs > b.changedMs ? -1 : 1;

/** Most errors first, then most warnings, then newest. */
const byFindings: Compare = (a, b) =>
  b.row.findings.error - a.row.findings.error ||
  b.row.findings.warning - a.row.findings.warning ||
  byChange(a, b);

const COMPARE: Readonly<Record<TaskFilter['order'], Compare>> = {
  recent: byChange,
  id: byId,
  worst: byFindings,
};

/** The entries in one of the orders of the list. */
export function orderTasks(entries: Iterable<TaskEntry>, order: TaskFilter['order']): readonly TaskEntry[] {
  return [...entries].sort(COMPARE[order]);
}

/** Whether a filter lets an entry through; `wanted` is its text in lower case. */
export function letsThrough(filter: TaskFilter, wanted: string, entry: TaskEntry): boolean {
  if (filter.statuses.length > 0 && !filter.statuses.includes(entry.status)) return false;
  if (filter.onlyFindings && entry.row.findings.error + entry.row.findings.warning === 0) return false;
  return wanted === '' || entry.keys.includes(wanted) || entry.text.includes(wanted);
}

/** How well a text found a task: 0 its id, 1 the beginning of its id, 2 its id, 3 another key; undefined not at all. */
export function matchRank(wanted: string, entry: TaskEntry): number | undefined {
  const id = entry.row.task.toLowerCase();
  if (id === wanted) return 0;
  if (id.startsWith(wanted)) return 1;
  if (id.includes(wanted)) return 2;
  return entry.keys.includes(wanted) ? 3 : undefined;
}
