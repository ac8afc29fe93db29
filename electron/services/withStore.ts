import type { TableRef } from '#shared/contract/common.ts';
import type { ReplaySetup } from '../replay/reducers/replaySetup.ts';
import type { TaskReads } from '../stores/streams/streamStore.ts';
import type { TaskEventStore } from '../stores/taskEvents/taskEventStore.ts';

/** Runs `work` with the store of a table. An outage met on the way marks the table's connection, and is thrown on. */
export type WithStore = <T>(ref: TableRef, work: (store: TaskEventStore) => Promise<T>) => Promise<T>;

/** The same for whatever layout the table is read in: only reads. */
export type WithReads = <T>(ref: TableRef, work: (store: TaskReads) => Promise<T>) => Promise<T>;

/** How the streams of a table are folded and checked: as its layout says. */
export type SetupOf = (ref: TableRef) => Promise<ReplaySetup | undefined>;
