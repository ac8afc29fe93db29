import { connectDynamo } from '../../electron/dynamo/client.ts';
import type { AttributeMap } from '../../shared/model/attributeValue.ts';

/** The table of {@link writeCaused}. */
export const CAUSED = 'caused-orders';

const eventOf = (order: string, seq: number, id: string, cause: string, type: string): AttributeMap => ({
  pk: { S: `ORDER#${order}` },
  sk: { S: `EVT#00${seq}` },
  event_id: { S: id },
  type: { S: type },
  at: { S: `2026-03-11T09:0${seq}:00Z` },
  payload: { M: { order: { S: order } } },
  headers: { M: { causation_id: { S: cause } } },
});

/** Writes events with ids of their own, which the causation ids of others name: a payment, the order's and the parcel's. */
export async function writeCaused(endpoint: string): Promise<void> {
  const dynamo = connectDynamo({ kind: 'endpoint', endpoint, region: 'local' });
  const key = { hash: { name: 'pk', type: 'S' }, range: { name: 'sk', type: 'S' } } as const;
  await dynamo.createTable({ table: CAUSED, key, indexes: [], ttlAttribute: undefined });
  for (const item of [
    eventOf('order', 1, '0190-a1', 'web-77', 'Placed'),
    eventOf('order', 2, '0190-a2', '0190-a1', 'Confirmed'),
    eventOf('payment', 1, '0190-b1', '0190-a2', 'Requested'),
    eventOf('payment', 2, '0190-b2', '0190-b1', 'Paid'),
    eventOf('parcel', 1, '0190-c1', '0190-b2', 'Packed'),
    eventOf('parcel', 2, '0190-c2', '0190-c1', 'Sent'),
  ])
    await dynamo.putItem({ table: CAUSED, item });
  dynamo.close();
}
