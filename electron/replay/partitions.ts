import type { TaskItem } from '#shared/model/taskItem.ts';

/** Items of scan segments on their way to be gathered by task. */
export interface Partitions {
  /** Takes items of one segment, in which one task's items come without another's between them. */
  add(segment: number, items: readonly TaskItem[]): void;
  /** States that every segment is over: hands over what is still held. */
  end(): void;
  /** Forgets what is still held. */
  clear(): void;
}

interface Partition {
  readonly taskId: string;
  readonly items: TaskItem[];
}

/** Hands each task's items over at once, as soon as its segment goes on to another task. Holds one task a segment. */
export function createPartitions(take: (taskId: string, items: readonly TaskItem[]) => void): Partitions {
  const held = new Map<number, Partition>();
  const flush = (segment: number): void => {
    const partition = held.get(segment);
    held.delete(segment);
    if (partition !== undefined) take(partition.taskId, partition.items);
  };
  return {
    add(segment, items) {
      let partition = held.get(segment);
      for (const item of items) {
        if (item.kind === 'bystander') continue;
        if (partition?.taskId !== item.taskId) {
          flush(segment);
          partition = { taskId: item.taskId, items: [] };
          held.set(segment, partition);
        }
        partition.items.push(item);
      }
    },
    end() {
      for (const segment of [...held.keys()]) flush(segment);
    },
    clear: () => held.clear(),
  };
}
