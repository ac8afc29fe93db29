import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDynamo } from '../dynamo/client.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../engine/testEngine.ts';
import { initTables } from '../layouts/initTables.ts';
import type { DemoItem } from './layouts/layoutItems.ts';
import { seedLayout } from './seedLayout.ts';

const OPTIONS = { seed: '1', now: 0 };

/** Pages of a user and their preferences, in turn. */
function* pages(count: number): Generator<DemoItem> {
  yield { table: 'preferences', item: { user_id: { S: 'u' }, version: { N: '1' } } };
  for (let page = 0; page < count; page += 1) {
    const item = { user_id: { S: 'u' }, page_id: { S: `p-${page}` }, version: { N: '1' } };
    yield { table: 'pages', item };
  }
}

describe.each(['dynoxide', 'dynamodb-local'] as const)('%s', (kind) => {
  describe.skipIf(testEngineUnavailable(kind) !== undefined)('demonstration items', () => {
    let engine: TestEngine;
    let dynamo: Dynamo;
    beforeAll(async () => {
      engine = await startTestEngine(kind);
      dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
      await initTables(dynamo, { layout: 'workspace', prefix: 'd-' });
    });
    afterAll(async () => {
      dynamo.close();
      await engine.stop();
    });

    it('go into the tables of their layout, and leave alone what is there', async () => {
      const told: number[] = [];
      const own = { user_id: { S: 'u' }, page_id: { S: 'p-7' }, version: { N: '9' } };
      await dynamo.putItem({ table: 'd-pages', item: own });
      const done = await seedLayout(dynamo, 'workspace', {
        ...OPTIONS,
        prefix: 'd-',
        items: () => pages(250),
        onProgress: ({ items }) => void told.push(items),
      });
      expect(done).toEqual({ items: 250, skipped: 1 });
      expect(told).toEqual([99, 199, 250]);
      const key = { user_id: own.user_id, page_id: own.page_id };
      expect((await dynamo.getItem({ table: 'd-pages', key, consistent: true })).item).toEqual(own);
      const again = { ...OPTIONS, prefix: 'd-', items: () => pages(252) };
      expect(await seedLayout(dynamo, 'workspace', again)).toEqual({ items: 2, skipped: 251 });
    });

    it('end when they are cancelled, between groups', async () => {
      const abort = new AbortController();
      const items = function* () {
        yield* pages(120);
        abort.abort();
        yield* pages(500);
      };
      await expect(
        seedLayout(dynamo, 'workspace', { ...OPTIONS, prefix: 'd-', items, signal: abort.signal }),
      ).rejects.toMatchObject({ code: 'Cancelled' });
    });
  });
});
