import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { LAYOUT_TABLES } from '../../layouts/definitions.ts';
import { dynamoRecordTable } from './dynamoRecordTable.ts';
import { genericTaskStoreContract } from './genericTaskStore.contract.ts';
import { recordTableContract } from './recordTable.contract.ts';
import { recordTableReadingContract } from './recordTableReading.contract.ts';
import type { OpenRecordTable } from './recordTableUnderTest.fixture.ts';

describe.each(['dynoxide', 'dynamodb-local'] as const)('%s', (kind) => {
  describe.skipIf(testEngineUnavailable(kind) !== undefined)('', () => {
    let engine: TestEngine;
    let dynamo: Dynamo;
    beforeAll(async () => {
      engine = await startTestEngine(kind);
      dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
      expect(await dynamo.serverKind()).toBe(kind);
    });
    afterAll(async () => {
      dynamo.close();
      await engine.stop();
    });

    const newTable = async (): Promise<string> => {
      const table = `records-${randomUUID()}`;
      for (const definition of LAYOUT_TABLES.record) await dynamo.createTable({ ...definition, table });
      return table;
    };

    const open: OpenRecordTable = async () => {
      const table = await newTable();
      return {
        table: dynamoRecordTable(dynamo, { table }),
        putRaw: async (items) => {
          const { leftovers } = await dynamo.batchWrite(
            table,
            items.map((put) => ({ put })),
          );
          expect(leftovers).toEqual([]);
        },
      };
    };

    recordTableContract(kind, open);
    recordTableReadingContract(kind, open);
    genericTaskStoreContract(kind, async () => dynamoRecordTable(dynamo, { table: await newTable() }));
  });
});
