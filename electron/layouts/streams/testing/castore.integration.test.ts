import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventStore, EventType } from '@castore/core';
import { DynamoDBSingleTableEventStorageAdapter } from '@castore/event-storage-adapter-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDynamo } from '../../../dynamo/client.ts';
import type { Dynamo } from '../../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../../engine/testEngine.ts';
import { LAYOUT_TABLES } from '../../definitions.ts';
import { describeTable } from '../../describe.ts';
import { builtInLayout, itemsOfTable, queried } from './streamsOf.ts';

const table = 'castore-events';

const created = new EventType<'ACCOUNT_OPENED', { owner: string; limits: readonly number[] }>({
  type: 'ACCOUNT_OPENED',
});
const credited = new EventType<'CREDITED', number, { source: string }>({ type: 'CREDITED' });
const closed = new EventType<'CLOSED'>({ type: 'CLOSED' });

describe.each(['dynoxide', 'dynamodb-local'] as const)('%s', (kind) => {
  describe.skipIf(testEngineUnavailable(kind) !== undefined)('a table written by Castore’s adapter', () => {
    let engine: TestEngine;
    let dynamo: Dynamo;
    let client: DynamoDBClient;
    beforeAll(async () => {
      engine = await startTestEngine(kind);
      dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
      for (const definition of LAYOUT_TABLES.castore) await dynamo.createTable({ ...definition, table });
      client = new DynamoDBClient({
        endpoint: engine.endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      });
    });
    afterAll(async () => {
      client.destroy();
      dynamo.close();
      await engine.stop();
    });

    it('is told from its items and read event by event', async () => {
      const eventStorageAdapter = new DynamoDBSingleTableEventStorageAdapter({
        tableName: table,
        dynamoDBClient: client,
      });
      const accounts = new EventStore({
        eventStoreId: 'ACCOUNTS',
        eventTypes: [created, credited, closed],
        reducer: (_aggregate, { aggregateId, version }) => ({ aggregateId, version }),
        eventStorageAdapter,
      });
      for (const aggregateId of ['a#1', 'b']) {
        await accounts.pushEvent({
          aggregateId,
          version: 1,
          type: 'ACCOUNT_OPENED',
          timestamp: '2026-01-02T03:04:05.678Z',
          payload: { owner: 'Ann', limits: [1, 2.5] },
        });
        for (let version = 2; version <= 12; version += 1) {
          await accounts.pushEvent({
            aggregateId,
            version,
            type: 'CREDITED',
            payload: version,
            metadata: { source: 'wire' },
          });
        }
      }
      await accounts.pushEvent({ aggregateId: 'b', version: 13, type: 'CLOSED' });

      const { detected, detectedStreams } = await describeTable(dynamo, table);
      expect([detected, detectedStreams]).toEqual(['castore', 'castore']);

      const layout = builtInLayout('castore');
      const read = (await itemsOfTable(dynamo, table)).flatMap((item) => layout.readItem(item));
      expect(read.map((item) => item.kind)).toEqual(Array.from({ length: 25 }, () => 'event'));
      expect(new Set(read.map((item) => ('taskId' in item ? item.taskId : '')))).toEqual(
        new Set(['ACCOUNTS#a#1', 'ACCOUNTS#b']),
      );

      const stream = await queried(dynamo, table, layout, 'ACCOUNTS#b');
      const events = stream.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
      expect(events.map(({ seq, key }) => [seq, key])).toEqual(
        Array.from({ length: 13 }, (_, index) => [index + 1, String(index + 1)]),
      );
      expect(events[0]).toEqual({
        seq: 1,
        key: '1',
        type: 'ACCOUNT_OPENED',
        at: '2026-01-02T03:04:05.678Z',
        data: { owner: { S: 'Ann' }, limits: { L: [{ N: '1' }, { N: '2.5' }] } },
      });
      expect(events[1]).toMatchObject({
        type: 'CREDITED',
        data: { data: { N: '2' } },
        metadata: { source: { S: 'wire' } },
      });
      expect(events[12]?.data).toBeUndefined();

      const { events: own } = await accounts.getEvents('b');
      expect(events.map(({ type, at }) => [type, at])).toEqual(
        own.map(({ type, timestamp }) => [type, timestamp]),
      );
      const key = layout.eventKeyOf('ACCOUNTS#b', 7);
      expect(key).toEqual({ aggregateId: { S: 'ACCOUNTS#b' }, version: { N: '7' } });
      const { item } = await dynamo.getItem({ table, key: key ?? {}, consistent: true });
      expect(layout.readItem(item ?? {})).toMatchObject([{ kind: 'event', event: { seq: 7 } }]);
    });
  });
});
