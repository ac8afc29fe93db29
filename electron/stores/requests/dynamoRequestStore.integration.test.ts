import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { definitionsOf } from '../../layouts/definitions.ts';
import { dynamoRequestStore } from './dynamoRequestStore.ts';
import { requestKey } from './requestItems.ts';
import { requestStoreContract } from './requestStore.contract.ts';

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

    requestStoreContract(kind, async (now) => {
      const prefix = `${randomUUID()}-`;
      // Without the TTL, by which DynamoDB Local would take away what has expired while the suite looks at it.
      for (const definition of definitionsOf('request', prefix)) {
        await dynamo.createTable({ ...definition, ttlAttribute: undefined });
      }
      const table = `${prefix}requests`;
      return {
        store: dynamoRequestStore(dynamo, { table, now }),
        putRaw: async (items) => {
          const { leftovers } = await dynamo.batchWrite(
            table,
            items.map((put) => ({ put })),
          );
          expect(leftovers).toEqual([]);
        },
        rawOf: async (id) => (await dynamo.getItem({ table, key: requestKey(id), consistent: true })).item,
      };
    });
  });
});
