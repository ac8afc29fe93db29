import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { LAYOUT_TABLES } from '../../../layouts/definitions.ts';
import { dynamoRequestStore } from '../../../stores/requests/dynamoRequestStore.ts';
import type {
  ListOptions,
  RequestPage,
  RequestStore,
  SeenRequest,
} from '../../../stores/requests/requestStore.ts';
import type { Kind } from '../expected.ts';
import type { Row, World } from '../row.ts';

const tables = LAYOUT_TABLES.request;
const NANOS = 1_000_000n;

const request = {
  ...{ id: 'r', requester: 'ann', profile: 'production', reason: 'A broken import' },
  ...{ duration: 3_600_000_000_001n, expiresAt: 1_793_000_000_123_456_789n },
};

const storeIn = ({ dynamo, prefix, now, newId }: World): RequestStore =>
  dynamoRequestStore(dynamo, {
    table: `${prefix}${tables[0]?.table ?? ''}`,
    now: () => BigInt(now().getTime()) * NANOS,
    newWriteId: newId,
  });

const row = (
  operation: string,
  kind: Kind,
  prepare: (store: RequestStore) => Promise<SeenRequest>,
  run: (store: RequestStore, seen: SeenRequest) => Promise<unknown>,
): Row => ({
  ...{ store: 'requests', operation, kind, tables },
  begin: async (quiet) => {
    const seen = await prepare(storeIn(quiet));
    return (world) => run(storeIn(world), seen);
  },
});

const none = () => Promise.resolve({ id: 'r', updatedAt: undefined });
const made = async (store: RequestStore): Promise<SeenRequest> => {
  await store.create(request);
  const { id, updatedAt } = await store.get('r');
  return { id, updatedAt };
};
const changedSince = async (store: RequestStore): Promise<SeenRequest> => {
  const seen = await made(store);
  await store.update(seen, { reason: 'Theirs' });
  return seen;
};

const everyPage = async (list: (options: ListOptions) => Promise<RequestPage>) => {
  const requests: unknown[] = [];
  let after: AttributeMap | undefined;
  do {
    const page: RequestPage = await list({ after });
    requests.push(...page.requests);
    after = page.next;
  } while (after !== undefined);
  return requests;
};

/** Everything a request store does to one table. */
export const REQUEST_ROWS: readonly Row[] = [
  row('create', 'write', none, (store) => store.create(request)),
  row('create, there already', 'refused', made, (store) => store.create({ ...request, reason: 'Ours' })),
  row('update', 'write', made, (store, seen) => store.update(seen, { reason: 'Ours' })),
  row('update, changed since', 'refusedCas', changedSince, (store, seen) =>
    store.update(seen, { reason: 'Ours' }),
  ),
  row('decide', 'write', made, (store, seen) => store.decide(seen, { to: 'approved', by: 'bob' })),
  row('decide, changed since', 'refusedCas', changedSince, (store, seen) =>
    store.decide(seen, { to: 'denied', by: 'bob' }),
  ),
  row('delete', 'write', made, (store, seen) => store.delete(seen)),
  row('delete, changed since', 'refusedCas', changedSince, (store, seen) => store.delete(seen)),
  row('get', 'read', made, (store) => store.get('r')),
  row('listByRequester', 'read', made, (store) =>
    everyPage((options) => store.listByRequester('ann', options)),
  ),
  row('listPending', 'read', made, (store) => everyPage((options) => store.listPending(options))),
  row('readAll', 'read', made, async (store) => {
    const seen: unknown[] = [];
    const { signal } = new AbortController();
    await store.readAll({ signal, onRequests: (requests) => void seen.push(...requests) });
    return seen;
  }),
];
