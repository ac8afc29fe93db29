import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe } from 'vitest';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { TASK_TABLE } from '../../layouts/definitions.ts';
import { dynamoProjectionStore } from './dynamoProjectionStore.ts';
import { projectionStoreContract } from './projectionStore.contract.ts';

describe.each(['dynoxide', 'dynamodb-local'] as const)('%s', (kind) => {
  describe.skipIf(testEngineUnavailable(kind) !== undefined)('', () => {
    let engine: TestEngine;
    let dynamo: Dynamo;
    beforeAll(async () => {
      engine = await startTestEngine(kind);
      dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
    });
    afterAll(async () => {
      dynamo.close();
      await engine.stop();
    });

    projectionStoreContract(kind, async () => {
      const table = `tasks-${randomUUID()}`;
      await dynamo.createTable({ ...TASK_TABLE, table, ttlAttribute: undefined });
      return {
        store: dynamoProjectionStore(dynamo),
        table,
        put: async (item) => {
          await dynamo.putItem({ table, item });
        },
        itemAt: async (key) => (await dynamo.getItem({ table, key, consistent: true })).item,
      };
    });
  });
});
