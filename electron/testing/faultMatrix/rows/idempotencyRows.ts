import { TASK_TABLE } from '../../../layouts/definitions.ts';
import { dynamoIdempotencyStore } from '../../../stores/idempotency/dynamoIdempotencyStore.ts';
import { appendOnce, executeOnce } from '../../../stores/idempotency/executeOnce.ts';
import type { Begun, IdempotencyStore } from '../../../stores/idempotency/idempotencyStore.ts';
import { requestHash } from '../../../stores/idempotency/requestHash.ts';
import type { Kind } from '../expected.ts';
import type { Row, World } from '../row.ts';

const request = { order: { S: '1' } };
const result = { ok: { BOOL: true } };
const append = {
  ...{ taskId: 't', expectedSeq: 1, result },
  event: { type: 'TaskCreated', at: '2026-01-02T03:04:05Z' },
};

const storeIn = ({ dynamo, prefix, now, newId }: World): IdempotencyStore =>
  dynamoIdempotencyStore(dynamo, { table: prefix + TASK_TABLE.table, now, newOwner: newId });

const row = <T>(
  operation: string,
  kind: Kind,
  prepare: (store: IdempotencyStore) => Promise<T>,
  run: (store: IdempotencyStore, prepared: T) => Promise<unknown>,
  more: Pick<Row, 'notesBestEffort'> = {},
): Row => ({
  ...{ store: 'idempotency', operation, kind, tables: [TASK_TABLE], ...more },
  begin: async (quiet) => {
    const prepared = await prepare(storeIn(quiet));
    return (world) => run(storeIn(world), prepared);
  },
});

const begin = async (store: IdempotencyStore): Promise<Begun> => {
  const found = await store.begin('k', requestHash(request));
  if (found.outcome !== 'begun') throw new Error(`The request is ${found.outcome} before anybody began it.`);
  return found.begun;
};
const complete = async (store: IdempotencyStore) => store.complete(await begin(store), { result });
const nothing = () => Promise.resolve(undefined);

/** Everything an idempotency store does to one table. */
export const IDEMPOTENCY_ROWS: readonly Row[] = [
  row('begin', 'write', nothing, (store) => store.begin('k', requestHash(request))),
  row('begin, in progress', 'refused', begin, (store) => store.begin('k', requestHash(request))),
  row('begin, completed', 'refused', complete, (store) => store.begin('k', requestHash(request)), {
    notesBestEffort: true,
  }),
  row('begin, another request', 'refused', complete, (store) => store.begin('k', 'another')),
  row('complete', 'write', begin, (store, begun) => store.complete(begun, { result })),
  row('release', 'write', begin, (store, begun) => store.release(begun)),
  row('appendAndComplete', 'write', begin, (store, begun) => store.appendAndComplete(begun, append)),
  row('executeOnce', 'write', nothing, (store) =>
    executeOnce(store, 'k', request, () => Promise.resolve(result)),
  ),
  row('appendOnce', 'write', nothing, (store) =>
    appendOnce(store, 'k', request, () => Promise.resolve(append)),
  ),
  row('get', 'read', complete, (store) => store.get('k')),
  row('getMany', 'read', complete, (store) => store.getMany(['k', 'l'])),
];
