import type { TableRef } from '#shared/contract/common.ts';
import type { TaskEventStore } from '../stores/taskEvents/taskEventStore.ts';

/** Runs `work` with the store of a table. An outage met on the way marks the table's connection, and is thrown on. */
export type WithStore = <T>(ref: TableRef, work: (store: TaskEventStore) => Promise<T>) => Promise<T>;
