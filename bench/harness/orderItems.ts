import { layoutFileSchema, type LayoutFile } from '../../shared/model/streamLayout.ts';
import { answerOf } from '../../electron/testing/longTask/longTask.ts';

/** Orders in the manner of Castore: events and their projection in one partition, folded by a reducer of the layout. */
export const ORDERS: LayoutFile = layoutFileSchema.parse({
  dynascopeLayout: 1,
  name: 'orders',
  key: { partition: { name: 'aggregateId', type: 'S' }, sort: { name: 'version', type: 'S' } },
  events: [
    {
      match: { partition: 'ORDERS#{order}', sort: 'v{version:digits}', where: [{ path: 'type', type: 'S' }] },
      stream: '{order}',
      sequence: { sum: [{ from: { part: 'version' } }], padding: 6 },
      event: {
        type: 'type',
        time: { path: 'timestamp', format: 'rfc3339' },
        data: { path: 'payload' },
        metadata: { path: 'metadata' },
      },
    },
  ],
  projections: [{ match: { partition: 'ORDERS#{order}', sort: 'state' }, stream: '{order}' }],
  reducer: {
    kind: 'declarative',
    initial: { total: 0, items: 0 },
    on: {
      '*': [{ op: 'set', field: 'version_seen', to: { event: 'seq' } }],
      ORDER_PLACED: [
        { op: 'set', field: 'customer', to: { data: 'customer' } },
        { op: 'status', to: 'open' },
      ],
      LINE_ADDED: [
        { op: 'increment', field: 'total', by: { data: 'amount' } },
        { op: 'increment', field: 'items', by: { literal: 1 } },
        { op: 'set', field: 'last_item', to: { data: 'sku' } },
      ],
      ORDER_PAID: [{ op: 'status', to: 'paid' }],
    },
    moves: { none: ['open'], open: ['paid'] },
  },
});

const START = Date.UTC(2026, 0, 12);

const eventJson = (order: number, version: number, last: number): string => {
  const [type, payload] =
    version === 1
      ? ['ORDER_PLACED', `"customer":{"S":"customer-${order % 997}"},"channel":{"S":"web"}`]
      : version === last
        ? ['ORDER_PAID', '"method":{"S":"card"}']
        : [
            'LINE_ADDED',
            `"sku":{"S":"sku-${(order * 7 + version) % 5000}"},"amount":{"N":"${version}.25"},"note":{"S":"gift wrap"}`,
          ];
  return (
    `{"aggregateId":{"S":"ORDERS#${10_000_000 + order}"},"version":{"S":"v${String(version).padStart(6, '0')}"},` +
    `"eventStoreId":{"S":"ORDERS"},"type":{"S":"${type}"},"timestamp":{"S":"${new Date(START + version * 1200).toISOString()}"},` +
    `"payload":{"M":{${payload}}},"metadata":{"M":{"userId":{"S":"user-${order % 50}"}}}}`
  );
};

const stateJson = (order: number, last: number): string => {
  let cents = 0;
  for (let version = 2; version < last; version += 1) cents += version * 100 + 25;
  return (
    `{"aggregateId":{"S":"ORDERS#${10_000_000 + order}"},"version":{"S":"state"},"status":{"S":"paid"},` +
    `"customer":{"S":"customer-${order % 997}"},"total":{"N":"${cents / 100}"},"items":{"N":"${last - 2}"},` +
    `"last_item":{"S":"sku-${(order * 7 + last - 1) % 5000}"},"version_seen":{"N":"${last}"},` +
    `"updated_at":{"S":"${new Date(START + last * 1200).toISOString()}"}}`
  );
};

/** The pages of a scan over so many orders of so many events each. */
export function orderPages(orders: number, events: number): readonly Uint8Array<ArrayBuffer>[] {
  const items: string[] = [];
  for (let order = 0; order < orders; order += 1) {
    items.push(stateJson(order, events));
    for (let version = 1; version <= events; version += 1) items.push(eventJson(order, version, events));
  }
  const pages: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 0; from < items.length; from += 2500) pages.push(answerOf(items.slice(from, from + 2500)));
  return pages;
}
