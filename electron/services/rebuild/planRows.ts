import type { PlannedWhich } from '#shared/contract/rebuild.ts';
import type {
  PlannedCause,
  PlannedRow,
  PlannedTask,
  RebuildPlanning,
} from '#shared/model/rebuildPlanning.ts';

/** A task whose plan somebody may have looked at. */
export interface SeenTask {
  readonly task: string;
  /** Names the plan; undefined: nothing was looked at. */
  readonly digest: number | undefined;
}

/** What planning many has found so far, and which of it is chosen. */
export interface PlanRows {
  readonly total: number;
  put(index: number, plan: PlannedTask, digest?: number): void;
  choose(which: PlannedWhich, isChosen: boolean): void;
  range(from: number, to: number): PlannedRow[];
  version(): number;
  counts(): Omit<RebuildPlanning, 'handle' | 'phase' | 'version' | 'total'>;
  /** Those that would be written and are chosen. */
  chosen(): readonly SeenTask[];
}

/** Most causes that are told; the tasks of the others are chosen one by one, or with all. */
const MOST_CAUSES = 30;

interface Cause {
  readonly told: Omit<PlannedCause, 'tasks' | 'chosen'>;
  readonly tasks: number[];
  chosen: number;
}

/** Makes the rows of a plan, in the order of `names`; all are chosen until one says otherwise. */
export function createPlanRows(names: readonly string[]): PlanRows {
  const plans: (PlannedTask | undefined)[] = Array.from({ length: names.length });
  const digests = new Map<number, number>();
  const left = new Set<number>();
  const causes = new Map<string, Cause>();
  const counted = { done: 0, rewrites: 0, chosen: 0, agrees: 0, refused: 0, failed: 0 };
  let indexes: ReadonlyMap<string, number> | undefined;
  let version = 0;

  const causeAt = (index: number): Cause | undefined => {
    const plan = plans[index];
    return plan?.kind === 'rewrite' ? causes.get(plan.cause) : undefined;
  };

  const chooseOne = (index: number, isChosen: boolean): void => {
    if (isChosen === !left.has(index)) return;
    if (isChosen) left.delete(index);
    else left.add(index);
    const cause = causeAt(index);
    if (cause === undefined) return;
    cause.chosen += isChosen ? 1 : -1;
    counted.chosen += isChosen ? 1 : -1;
  };

  const indexOf = (task: string): number | undefined => {
    indexes ??= new Map(names.map((name, index) => [name, index]));
    return indexes.get(task);
  };

  const takeRewrite = (index: number, plan: Extract<PlannedTask, { kind: 'rewrite' }>): void => {
    const { cause: key, class: kind, fields, fieldCount } = plan;
    const isAbsent = kind === 'absent';
    const told = { key, class: kind, fields: isAbsent ? [] : fields, fieldCount: isAbsent ? 0 : fieldCount };
    const cause = causes.get(key) ?? { told, tasks: [], chosen: 0 };
    causes.set(key, cause);
    cause.tasks.push(index);
    counted.rewrites += 1;
    if (left.has(index)) return;
    cause.chosen += 1;
    counted.chosen += 1;
  };

  return {
    total: names.length,
    put: (index, plan, digest) => {
      version += 1;
      if (digest !== undefined) digests.set(index, digest);
      plans[index] = plan;
      counted.done += 1;
      switch (plan.kind) {
        case 'rewrite':
          takeRewrite(index, plan);
          break;
        case 'agrees':
          counted.agrees += 1;
          break;
        case 'impossible':
        case 'damaged':
          counted.refused += 1;
          break;
        case 'failed':
          counted.failed += 1;
      }
    },
    choose: (which, isChosen) => {
      version += 1;
      switch (which.kind) {
        case 'all':
          for (const index of names.keys()) chooseOne(index, isChosen);
          break;
        case 'cause':
          for (const index of causes.get(which.key)?.tasks ?? []) chooseOne(index, isChosen);
          break;
        case 'task': {
          const index = indexOf(which.task);
          if (index !== undefined) chooseOne(index, isChosen);
        }
      }
    },
    range: (from, to) =>
      names.slice(from, to).map((task, offset) => ({
        task,
        plan: plans[from + offset] ?? null,
        isChosen: !left.has(from + offset),
      })),
    version: () => version,
    counts: () => ({
      ...counted,
      causes: [...causes.values()]
        .map(({ told, tasks, chosen }) => ({ ...told, tasks: tasks.length, chosen }))
        .sort((a, b) => b.tasks - a.tasks)
        .slice(0, MOST_CAUSES),
      causeCount: causes.size,
    }),
    chosen: () =>
      names.flatMap((task, index) =>
        plans[index]?.kind === 'rewrite' && !left.has(index) ? [{ task, digest: digests.get(index) }] : [],
      ),
  };
}
