import type { TaskFilter } from '#shared/contract/tasks.ts';
import type { TaskEntry } from './taskEntry.ts';

type Compare = (a: TaskEntry, b: TaskEntry) => number;

const byId: Compare = (a, b) => (a.row.task < b.row.task ? -1 : a.row.task > b.row.task ? 1 : 0);

/** Newest change first; without any time last. */
const byChange: Compare = (a, b) =>
  a.changedMs === b.changedMs ? byId(a, b) : a.changedMs > b.changedMs ? -1 : 1;

/** What is still open first, and of it what has gone longest without a change; without any time after that. */
const byWaiting: Compare = (a, b) => {
  if (a.open !== b.open) return a.open ? -1 : 1;
  if (!a.open || a.changedMs === b.changedMs) return byChange(a, b);
  if (!Number.isFinite(a.changedMs) || !Number.isFinite(b.changedMs)) return byChange(a, b);
  return a.changedMs - b.changedMs;
};

/** Most errors first, then most warnings, then newest. */
const byFindings: Compare = (a, b) =>
  b.row.findings.error - a.row.findings.error ||
  b.row.findings.warning - a.row.findings.warning ||
  byChange(a, b);

const COMPARE: Readonly<Record<TaskFilter['order'], Compare>> = {
  recent: byChange,
  id: byId,
  worst: byFindings,
  oldest: byWaiting,
};

/** The entries in one of the orders of the list. */
export function orderTasks(entries: Iterable<TaskEntry>, order: TaskFilter['order']): readonly TaskEntry[] {
  return [...entries].sort(COMPARE[order]);
}

/** Whether a filter's statuses and findings let an entry through; its text is not looked at. */
export function letsThrough(filter: TaskFilter, entry: TaskEntry): boolean {
  if (filter.statuses.length > 0 && !filter.statuses.includes(entry.status)) return false;
  return !filter.onlyFindings || entry.row.findings.error + entry.row.findings.warning > 0;
}
