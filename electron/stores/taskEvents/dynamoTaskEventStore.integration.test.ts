import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { TASK_TABLE } from '../../layouts/definitions.ts';
import { dynamoTaskEventStore } from './dynamoTaskEventStore.ts';
import { taskEventReadingContract } from './taskEventReading.contract.ts';
import { taskEventStoreContract } from './taskEventStore.contract.ts';
import type { OpenTaskEventStore } from './taskEventStoreUnderTest.fixture.ts';

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

    const open: OpenTaskEventStore = async () => {
      const table = `tasks-${randomUUID()}`;
      await dynamo.createTable({ ...TASK_TABLE, table });
      return {
        store: dynamoTaskEventStore(dynamo, { table }),
        putRaw: async (items) => {
          const { leftovers } = await dynamo.batchWrite(
            table,
            items.map((put) => ({ put })),
          );
          expect(leftovers).toEqual([]);
        },
      };
    };

    taskEventStoreContract(kind, open);
    taskEventReadingContract(kind, open);
  });
});
