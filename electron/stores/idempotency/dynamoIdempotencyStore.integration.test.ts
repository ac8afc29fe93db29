import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { TASK_TABLE } from '../../layouts/definitions.ts';
import { dynamoTaskEventStore } from '../taskEvents/dynamoTaskEventStore.ts';
import { dynamoIdempotencyStore } from './dynamoIdempotencyStore.ts';
import { executeOnceContract } from './executeOnce.contract.ts';
import { idempotencyHoldingContract } from './idempotencyHolding.contract.ts';
import { idempotencyStoreContract } from './idempotencyStore.contract.ts';
import type { OpenIdempotency } from './idempotencyUnderTest.fixture.ts';

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

    const open: OpenIdempotency = async ({ now }) => {
      const table = `tasks-${randomUUID()}`;
      await dynamo.createTable({ ...TASK_TABLE, table });
      return {
        store: dynamoIdempotencyStore(dynamo, { table, now }),
        events: dynamoTaskEventStore(dynamo, { table, now }),
        putRaw: async (item) => {
          expect((await dynamo.putItem({ table, item })).outcome).toBe('done');
        },
      };
    };

    idempotencyStoreContract(kind, open, 20);
    idempotencyHoldingContract(kind, open, 20);
    executeOnceContract(kind, open);
  });
});
