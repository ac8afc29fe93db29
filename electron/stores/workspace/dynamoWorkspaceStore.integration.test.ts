import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { initTables } from '../../layouts/initTables.ts';
import { workspaceStoreContract } from './workspaceStore.contract.ts';
import { dynamoWorkspaceStore } from './workspaceStore.ts';

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

    workspaceStoreContract(kind, async () => {
      const prefix = `${randomUUID()}-`;
      await initTables(dynamo, { layout: 'workspace', prefix });
      return {
        store: dynamoWorkspaceStore(dynamo, prefix),
        putRaw: async ({ table }, items) => {
          const members = items.map((put) => ({ put }));
          const { leftovers } = await dynamo.batchWrite(`${prefix}${table}`, members);
          expect(leftovers).toEqual([]);
        },
      };
    });
  });
});
