import type { TaskItem } from '#shared/model/taskItem.ts';
import type { WhatIfExample, WhatIfGroup, WhatIfReport } from '#shared/model/whatIf.ts';
import { compareEvents } from '../order.ts';
import { createPartitions } from '../partitions.ts';
import type { Reducer } from '../reducer.ts';
import { sortItems } from '../taskItems.ts';
import { comparedFields, compareReducers } from './compareReducers.ts';

/** What has been compared so far. */
export type WhatIfCounts = Pick<WhatIfReport, 'tasks' | 'events' | 'differing'>;

/** Two reducers run over the tasks of a table. */
export interface WhatIf {
  /** Takes items of one scan segment, in which one task's items come without another's between them. */
  add(segment: number, items: readonly TaskItem[]): WhatIfCounts;
  /** States that every segment is over. */
  end(): WhatIfCounts;
  report(): WhatIfReport;
}

/** Most groups that are told, and most examples of each. */
const MOST_GROUPS = 100;
const MOST_EXAMPLES = 20;

interface Group {
  readonly field: string;
  readonly type: string;
  tasks: number;
  readonly examples: WhatIfExample[];
}

/** Makes a comparison of `a` with `b`. Keeps one task's items a segment, and of the others what differs, grouped. */
export function createWhatIf(a: Reducer, b: Reducer): WhatIf {
  const isCompared = comparedFields(a, b);
  const groups = new Map<string, Group>();
  const failed = { a: 0, b: 0 };
  let tasks = 0;
  let events = 0;
  let differing = 0;

  const progress = (): WhatIfCounts => ({ tasks, events, differing });

  const groupOf = (field: string, type: string): Group => {
    const key = JSON.stringify([field, type]);
    const group = groups.get(key) ?? { field, type, tasks: 0, examples: [] };
    groups.set(key, group);
    return group;
  };

  const compare = (taskId: string, items: readonly TaskItem[]): void => {
    const stream = [...sortItems(items, taskId).events].sort(compareEvents);
    if (stream.length === 0) return;
    for (const reducer of [a, b]) reducer.begin?.(taskId);
    const found = compareReducers(stream, a, b, isCompared);
    tasks += 1;
    events += stream.length;
    if (found.failed.a) failed.a += 1;
    if (found.failed.b) failed.b += 1;
    if (found.differences.length > 0) differing += 1;
    for (const { field, type, seq, a: left, b: right } of found.differences) {
      const group = groupOf(field, type);
      group.tasks += 1;
      if (group.examples.length >= MOST_EXAMPLES) continue;
      group.examples.push({
        task: taskId,
        seq,
        ...(left === undefined ? {} : { a: left }),
        ...(right === undefined ? {} : { b: right }),
      });
    }
  };

  const partitions = createPartitions(compare);

  return {
    add(segment, batch) {
      partitions.add(segment, batch);
      return progress();
    },
    end() {
      partitions.end();
      return progress();
    },
    report() {
      const told = [...groups.values()]
        .sort((x, y) => y.tasks - x.tasks || (x.field < y.field ? -1 : 1))
        .slice(0, MOST_GROUPS)
        .map((group): WhatIfGroup => ({ ...group, examples: [...group.examples] }));
      return { ...progress(), failed: { ...failed }, groups: told, groupCount: groups.size };
    },
  };
}
