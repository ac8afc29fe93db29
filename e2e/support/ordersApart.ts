import { connectDynamo } from '../../electron/dynamo/client.ts';
import type { AttributeMap } from '../../shared/model/attributeValue.ts';
import type { LayoutFileInput } from '../../shared/model/streamLayout.ts';

/** The tables of {@link writeOrdersApart}: streams of orders, and what each has come to. */
export const ORDERS = { events: 'orders', states: 'order-states' } as const;

/** The layout of these tables; `states`: where it says that projections lie. */
export const ordersLayout = (states: string = ORDERS.states): LayoutFileInput => ({
  dynascopeLayout: 1,
  name: 'orders',
  title: 'Orders',
  key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } },
  events: [
    {
      match: { partition: 'ORDER#{id}', sort: 'EVT#{seq:digits}' },
      stream: '{id}',
      sequence: { sum: [{ from: { part: 'seq' } }], padding: 3 },
      event: {
        type: 'type',
        time: { path: 'at', format: 'rfc3339' },
        data: { path: 'payload', encoding: 'native' },
      },
    },
  ],
  projections: [{ match: { partition: 'ORDER#{id}', sort: 'STATE' }, stream: '{id}', table: states }],
  reducer: {
    kind: 'declarative',
    on: {
      Placed: [{ op: 'status', to: 'open' }],
      Paid: [{ op: 'status', to: 'paid' }],
      Sent: [{ op: 'status', to: 'sent' }],
    },
  },
});

const eventsOf = (id: string): readonly AttributeMap[] =>
  ['Placed', 'Paid', 'Sent'].map((type, index) => ({
    pk: { S: `ORDER#${id}` },
    sk: { S: `EVT#00${index + 1}` },
    type: { S: type },
    at: { S: `2026-03-11T09:0${index}:00Z` },
    payload: { M: { order: { S: id } } },
  }));

const stateOf = (id: string, status: string): AttributeMap => ({
  pk: { S: `ORDER#${id}` },
  sk: { S: 'STATE' },
  status: { S: status },
});

/**
 * Writes streams into one table and their projections into another: `good` in order, `late` one event behind, `lost`
 * with a projection only beside its events, where nobody looks for it, and `stray` with a projection and no events.
 */
export async function writeOrdersApart(endpoint: string): Promise<void> {
  const dynamo = connectDynamo({ kind: 'endpoint', endpoint, region: 'local' });
  const key = { hash: { name: 'pk', type: 'S' }, range: { name: 'sk', type: 'S' } } as const;
  const items = {
    [ORDERS.events]: [...['good', 'late', 'lost'].flatMap(eventsOf), stateOf('lost', 'sent')],
    [ORDERS.states]: [stateOf('good', 'sent'), stateOf('late', 'paid'), stateOf('stray', 'open')],
  };
  for (const [table, list] of Object.entries(items)) {
    await dynamo.createTable({ table, key, indexes: [], ttlAttribute: undefined });
    for (const item of list) await dynamo.putItem({ table, item });
  }
  dynamo.close();
}

/** The stored status of an order in one of the tables; undefined without a projection there. */
export async function storedStatus(endpoint: string, table: string, id: string): Promise<unknown> {
  const dynamo = connectDynamo({ kind: 'endpoint', endpoint, region: 'local' });
  try {
    const key = { pk: { S: `ORDER#${id}` }, sk: { S: 'STATE' } };
    return (await dynamo.getItem({ table, key, consistent: true })).item?.['status'];
  } finally {
    dynamo.close();
  }
}
