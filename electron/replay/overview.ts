import type { TaskOverview } from '#shared/contract/tasks.ts';
import { TASK_STATUSES } from '#shared/model/taskStatus.ts';
import type { TaskEntry } from './taskEntry.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const AGES: readonly (readonly [upToMs: number | null, label: string])[] = [
  [MINUTE, 'under 1 min'],
  [HOUR, '1 min to 1 h'],
  [DAY, '1 h to 1 d'],
  [7 * DAY, '1 d to 7 d'],
  [null, 'over 7 d'],
];

/** The age group of tasks without any readable time. */
const NO_AGE = 'age unknown';

function countStatuses(entries: Iterable<TaskEntry>): TaskOverview['byStatus'] {
  const counts = new Map<string, number>(TASK_STATUSES.map((status) => [status, 0]));
  for (const { status } of entries) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => ({ status, count })).filter(({ count }) => count > 0);
}

function countAges(open: readonly TaskEntry[], nowMs: number): TaskOverview['openByAge'] {
  const groups = AGES.map(([upToMs, label]) => ({ upToMs, label, count: 0 }));
  let unknown = 0;
  for (const { changedMs } of open) {
    if (changedMs === Number.NEGATIVE_INFINITY) unknown += 1;
    const group = groups.find(({ upToMs }) => upToMs === null || nowMs - changedMs <= upToMs);
    if (group !== undefined && changedMs !== Number.NEGATIVE_INFINITY) group.count += 1;
  }
  return unknown === 0 ? groups : [...groups, { upToMs: null, label: NO_AGE, count: unknown }];
}

/** Counts of a whole table. Statuses in their usual order, then those that this program does not know. */
export function overviewOf(entries: ReadonlyMap<string, TaskEntry>, nowMs: number): TaskOverview {
  const all = [...entries.values()];
  const open = all.filter((entry) => entry.open);
  const dated = open.filter(({ changedMs }) => changedMs > Number.NEGATIVE_INFINITY);
  const oldest = dated.reduce<TaskEntry | undefined>(
    (old, entry) => (old === undefined || entry.changedMs < old.changedMs ? entry : old),
    undefined,
  );
  return {
    total: all.length,
    byStatus: countStatuses(all),
    withErrors: all.filter(({ row }) => row.findings.error > 0).length,
    withWarnings: all.filter(({ row }) => row.findings.warning > 0).length,
    drifting: all.filter(({ drifting }) => drifting).length,
    oldestOpen:
      oldest?.row.changedAt === undefined
        ? null
        : { task: oldest.row.task, status: oldest.status, changedAt: oldest.row.changedAt },
    openByAge: countAges(open, nowMs),
  };
}
