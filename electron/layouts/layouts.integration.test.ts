import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDynamo } from '../dynamo/client.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../engine/testEngine.ts';
import { definitionsOf, KNOWN_LAYOUTS } from './definitions.ts';
import { describeTable } from './describe.ts';
import { initTables } from './initTables.ts';

describe.each(['dynoxide', 'dynamodb-local'] as const)('%s', (kind) => {
  describe.skipIf(testEngineUnavailable(kind) !== undefined)('tables', () => {
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

    it('creates every table once, and tells what was there', async () => {
      const names = definitionsOf('all', 'x-').map((definition) => definition.table);
      const told: string[] = [];
      const first = await initTables(dynamo, {
        layout: 'all',
        prefix: 'x-',
        onTable: ({ table }) => void told.push(table),
      });
      expect(first).toEqual(names.map((table) => ({ table, created: true, differences: [] })));
      expect(told).toEqual(names);
      expect(await initTables(dynamo, { layout: 'all', prefix: 'x-' })).toEqual(
        names.map((table) => ({ table, created: false, differences: [] })),
      );
      expect((await dynamo.listTables()).filter((name) => name.startsWith('x-'))).toHaveLength(names.length);
    });

    it('describes each with its keys, indexes and TTL attribute, and tells its layout while empty', async () => {
      for (const layout of KNOWN_LAYOUTS) {
        for (const definition of definitionsOf(layout, 'y-')) {
          await dynamo.createTable(definition);
          const found = await describeTable(dynamo, definition.table);
          expect(found).toMatchObject({ table: definition.table, key: definition.key, layout, items: 0 });
          expect(found.ttlAttribute).toBe(definition.ttlAttribute);
          expect(found.indexes.map(({ name }) => name).sort()).toEqual(
            definition.indexes.map(({ name }) => name).sort(),
          );
        }
      }
    });

    it('leaves a table of another make alone and lists the differences', async () => {
      const key = { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'N' } } as const;
      await dynamo.createTable({ table: 'z-tasks', key, indexes: [], ttlAttribute: undefined });
      await expect(initTables(dynamo, { layout: 'task', prefix: 'z-' })).rejects.toMatchObject({
        code: 'SchemaMismatch',
        details: {
          table: 'z-tasks',
          differences: [
            { what: 'key', expected: 'PK S, SK S', found: 'PK S, SK N' },
            { what: 'TTL attribute', expected: 'expires_at', found: 'none' },
          ],
        },
      });
      expect((await dynamo.describeTtl('z-tasks')).attribute).toBeUndefined();
    });

    it('creates what is missing beside tables of another make, and tells every one of these', async () => {
      const key = { hash: { name: 'id', type: 'S' } } as const;
      const index = { name: 'UserNotesIndex', key: { hash: { name: 'user_id', type: 'N' } } } as const;
      const notes = definitionsOf('workspace', 'w-').find(({ table }) => table === 'w-notes');
      if (notes === undefined) throw new Error('The layout has no notes.');
      await dynamo.createTable({ table: 'w-requests', key, indexes: [], ttlAttribute: 'ttl' });
      await dynamo.createTable({ ...notes, indexes: [index] });
      const told: string[] = [];
      const names = definitionsOf('all', 'w-').map(({ table }) => table);
      await expect(
        initTables(dynamo, {
          layout: 'all',
          prefix: 'w-',
          onTable: ({ table, created, differences }) =>
            void told.push(`${table} ${created} ${differences.length}`),
        }),
      ).rejects.toMatchObject({
        code: 'SchemaMismatch',
        message: expect.stringMatching(/^2 tables .*“w-requests” .*“w-notes” /),
        details: {
          table: 'w-requests',
          tables: [
            {
              table: 'w-requests',
              differences: ['requester', 'profile', 'status'].map((name) => ({
                what: `index ${name}-index`,
                expected: `${name} S, created_at S`,
                found: 'none',
              })),
            },
            {
              table: 'w-notes',
              differences: [
                {
                  what: 'index UserNotesIndex',
                  expected: 'user_id S, updated_at S',
                  found: 'user_id N',
                },
              ],
            },
          ],
        },
      });
      expect(told).toEqual(
        names.map((table) =>
          table === 'w-requests'
            ? `${table} false 3`
            : table === 'w-notes'
              ? `${table} false 1`
              : `${table} true 0`,
        ),
      );
      expect((await dynamo.listTables()).filter((name) => name.startsWith('w-'))).toHaveLength(names.length);
    });

    it('tells the layout of a table of another name by its items', async () => {
      const definition = { ...definitionsOf('task')[0], table: 'orders' };
      const { key, indexes = [], ttlAttribute } = definition;
      if (key === undefined) throw new Error('The layout has no table.');
      await dynamo.createTable({ table: 'orders', key, indexes, ttlAttribute });
      expect((await describeTable(dynamo, 'orders')).layout).toBe('other');
      await dynamo.putItem({
        table: 'orders',
        item: { PK: { S: 'TASK#1' }, SK: { S: 'META' }, status: { S: 'pending' } },
      });
      const found = await describeTable(dynamo, 'orders');
      expect(found.layout).toBe('task');
      expect(found.items).toBe(1);
    });
  });
});
