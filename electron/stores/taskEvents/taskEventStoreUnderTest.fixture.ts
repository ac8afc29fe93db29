import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { NewTaskEvent } from '#shared/model/taskEvent.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { TaskEventStore } from './taskEventStore.ts';

/** What the suites need of an implementation: an empty store, and a way to put items as foreign writers would. */
export interface TaskEventStoreUnderTest {
  readonly store: TaskEventStore;
  readonly putRaw: (items: readonly AttributeMap[]) => Promise<void>;
}

/** Opens what a suite tests. */
export type OpenTaskEventStore = () => Promise<TaskEventStoreUnderTest> | TaskEventStoreUnderTest;

/** When events of a suite happen. */
export const AT = '2026-01-02T03:04:05.678Z';

/** A signal that ends nothing. */
export const NEVER: AbortSignal = new AbortController().signal;

/** An event to be appended. */
export const event = (type: string, more: Partial<NewTaskEvent> = {}): NewTaskEvent => ({
  type,
  at: AT,
  ...more,
});

/** What a store hands over of a task, page by page. */
export const readPages = async (
  store: TaskEventStore,
  taskId: string,
  tailFirst: number,
): Promise<readonly (readonly TaskItem[])[]> => {
  const pages: (readonly TaskItem[])[] = [];
  await store.readTask(taskId, { signal: NEVER, tailFirst, onItems: (items) => void pages.push(items) });
  return pages;
};

/** What a store hands over of a task. */
export const readAll = async (
  store: TaskEventStore,
  taskId: string,
  tailFirst: number,
): Promise<readonly TaskItem[]> => (await readPages(store, taskId, tailFirst)).flat();
