import type { TaskItem } from '#shared/model/taskItem.ts';
import { TASK_TABLE } from '../../../layouts/definitions.ts';
import { dynamoTaskEventStore } from '../../../stores/taskEvents/dynamoTaskEventStore.ts';
import type { TaskEventStore } from '../../../stores/taskEvents/taskEventStore.ts';
import type { Kind } from '../expected.ts';
import type { Row, World } from '../row.ts';

const at = '2026-01-02T03:04:05Z';
const created = { type: 'TaskCreated', at };
const started = { type: 'TaskStarted', at, actor: 'us' };
const theirs = { type: 'TaskCancelled', at, actor: 'them' };
const pending = { status: { S: 'pending' } };
const running = { expectedStatus: 'pending', fields: { status: { S: 'running' } } };

const storeIn = ({ dynamo, prefix, now, newId }: World): TaskEventStore =>
  dynamoTaskEventStore(dynamo, { table: prefix + TASK_TABLE.table, now, newWriteId: newId });

const row = (
  operation: string,
  kind: Kind,
  prepare: (store: TaskEventStore) => Promise<unknown>,
  run: (store: TaskEventStore) => Promise<unknown>,
): Row => ({
  ...{ store: 'task events', operation, kind, tables: [TASK_TABLE] },
  begin: async (quiet) => {
    await prepare(storeIn(quiet));
    return (world) => run(storeIn(world));
  },
});

const aTask = (store: TaskEventStore) => store.createTask('t', created, pending);
const aTaskOfThem = async (store: TaskEventStore) => {
  await aTask(store);
  const change = { expectedStatus: 'pending', fields: { status: { S: 'cancelled' } } };
  await store.appendAndProject('t', theirs, 2, change);
};
const nothing = () => Promise.resolve();

/** Everything a task event store does to one table. */
export const TASK_EVENT_ROWS: readonly Row[] = [
  row('appendEvent', 'write', aTask, (store) => store.appendEvent('t', started, 2)),
  row('appendEvent, number taken', 'refused', aTaskOfThem, (store) => store.appendEvent('t', started, 2)),
  row('updateTaskStatus', 'write', aTask, (store) => store.updateTaskStatus('t', 'running', 'pending')),
  row('updateTaskStatus, another status', 'refusedCas', aTaskOfThem, (store) =>
    store.updateTaskStatus('t', 'running', 'pending'),
  ),
  row('createTask', 'write', nothing, aTask),
  row('createTask, there already', 'refused', aTaskOfThem, aTask),
  row('appendAndProject', 'write', aTask, (store) => store.appendAndProject('t', started, 2, running)),
  row('appendAndProject, number taken', 'refused', aTaskOfThem, (store) =>
    store.appendAndProject('t', started, 2, running),
  ),
  row('getTaskEvents', 'read', aTaskOfThem, (store) => store.getTaskEvents('t')),
  row('getProjection', 'read', aTaskOfThem, (store) => store.getProjection('t')),
  row('readHead', 'read', aTaskOfThem, (store) => store.readHead('t')),
  row('readTail', 'read', aTaskOfThem, (store) => store.readTail('t', 10)),
  // An item may come twice, in the tail and in its page.
  row('readTask', 'read', aTaskOfThem, async (store) => {
    const seen = new Set<string>();
    const { signal } = new AbortController();
    const onItems = (items: readonly TaskItem[]): void => {
      for (const item of items) seen.add(JSON.stringify(item));
    };
    await store.readTask('t', { signal, onItems });
    return [...seen].sort();
  }),
  row('readTable', 'read', aTaskOfThem, async (store) => {
    const seen: TaskItem[] = [];
    const { signal } = new AbortController();
    await store.readTable({ signal, onItems: (items) => void seen.push(...items) });
    return seen;
  }),
];
