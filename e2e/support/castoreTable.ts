import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventStore, EventType } from '@castore/core';
import { LegacyDynamoDBEventStorageAdapter } from '@castore/event-storage-adapter-dynamodb';
import { connectDynamo } from '../../electron/dynamo/client.ts';

const opened = new EventType<'ACCOUNT_OPENED', { owner: string }>({ type: 'ACCOUNT_OPENED' });
const credited = new EventType<'CREDITED', { amount: number }>({ type: 'CREDITED' });

/** The accounts of {@link writeCastoreTable}, each with as many events. */
export const ACCOUNTS = { ann: 12, bob: 5, cem: 1 } as const;

/**
 * Writes a table through Castore's first DynamoDB adapter, which keeps one table for one event store: no key says which
 * store it is, so that the program does not know it by itself.
 */
export async function writeCastoreTable(endpoint: string, table: string): Promise<void> {
  const dynamo = connectDynamo({ kind: 'endpoint', endpoint, region: 'local' });
  await dynamo.createTable({
    table,
    key: { hash: { name: 'aggregateId', type: 'S' }, range: { name: 'version', type: 'N' } },
    indexes: [],
    ttlAttribute: undefined,
  });
  dynamo.close();
  const client = new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const accounts = new EventStore({
    eventStoreId: 'ACCOUNTS',
    eventTypes: [opened, credited],
    reducer: (_aggregate: unknown, { aggregateId, version }) => ({ aggregateId, version }),
    eventStorageAdapter: new LegacyDynamoDBEventStorageAdapter({ tableName: table, dynamoDBClient: client }),
  });
  for (const [aggregateId, events] of Object.entries(ACCOUNTS)) {
    await accounts.pushEvent({
      aggregateId,
      version: 1,
      type: 'ACCOUNT_OPENED',
      payload: { owner: aggregateId },
    });
    for (let version = 2; version <= events; version += 1) {
      await accounts.pushEvent({ aggregateId, version, type: 'CREDITED', payload: { amount: version } });
    }
  }
  client.destroy();
}
