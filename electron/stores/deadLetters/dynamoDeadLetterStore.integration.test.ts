import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { TASK_TABLE } from '../../layouts/definitions.ts';
import { dynamoTaskEventStore } from '../taskEvents/dynamoTaskEventStore.ts';
import { deadLetterStoreContract } from './deadLetterStore.contract.ts';
import { dynamoDeadLetterStore } from './dynamoDeadLetterStore.ts';
import type { OpenLetters } from './lettersUnderTest.fixture.ts';
import { redriveContract } from './redrive.contract.ts';

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

    const open: OpenLetters = async () => {
      const table = `tasks-${randomUUID()}`;
      await dynamo.createTable({ ...TASK_TABLE, table });
      return {
        store: dynamoDeadLetterStore(dynamo, { table }),
        events: dynamoTaskEventStore(dynamo, { table }),
        putRaw: async (items) => {
          const { leftovers } = await dynamo.batchWrite(
            table,
            items.map((put) => ({ put })),
          );
          expect(leftovers).toEqual([]);
        },
      };
    };

    deadLetterStoreContract(kind, open);
    redriveContract(kind, open);
  });
});
