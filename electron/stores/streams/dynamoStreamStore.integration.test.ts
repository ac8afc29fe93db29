import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { KeySchema } from '#shared/model/layout.ts';
import { layoutFileSchema, type LayoutFileInput } from '#shared/model/streamLayout.ts';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { streamLayoutOf } from '../../layouts/streams/builtInLayouts.ts';
import { compileLayout } from '../../layouts/streams/compileLayout.ts';
import { capturedTables } from '../../layouts/streams/testing/captured.ts';
import { equinoxTable } from '../../layouts/streams/testing/madeTables.fixture.ts';
import { dynamoStreamStore } from './dynamoStreamStore.ts';
import { seqOf } from './streamItems.ts';
import { streamStoreContract, type StreamSetting } from './streamStore.contract.ts';

const castore = (stream: string, version: number): AttributeMap => ({
  aggregateId: { S: stream },
  version: { N: String(version) },
  type: { S: version === 1 ? 'OPENED' : 'CREDITED' },
  timestamp: { S: new Date(1_760_000_000_000 + version * 1000).toISOString() },
  payload: { M: { amount: { N: String(version) } } },
});

const count = (length: number): readonly number[] => Array.from({ length }, (_, index) => index + 1);

/** One stream of several pages, one with a hole, one of a single event, one with an item that is no event. */
const castoreItems: readonly AttributeMap[] = [
  ...count(230).map((version) => castore('ACCOUNTS#long', version)),
  ...[1, 2, 5].map((version) => castore('ACCOUNTS#a#ü', version)),
  castore('USERS#one', 1),
  castore('USERS#odd', 1),
  { ...castore('USERS#odd', 2), timestamp: { S: 'yesterday' } },
];

/** Events under padded sort keys that outgrow their padding, with a projection in another table. */
const shopLayout = (states: string): LayoutFileInput => ({
  dynascopeLayout: 1,
  name: 'shop',
  key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } },
  events: [
    {
      match: { partition: 'ORDER#{id}', sort: 'EVT#{seq:digits}' },
      stream: '{id}',
      sequence: { sum: [{ from: { part: 'seq' } }], padding: 2 },
      event: { type: 't' },
    },
  ],
  projections: [{ match: { partition: 'ORDER#{id}', sort: 'STATE' }, stream: '{id}', table: states }],
});

const shopItem = (id: string, seq: number): AttributeMap => ({
  pk: { S: `ORDER#${id}` },
  sk: { S: `EVT#${String(seq).padStart(2, '0')}` },
  t: { S: 'Placed' },
});

const shopItems: readonly AttributeMap[] = ['a', 'b#c'].flatMap((id) =>
  count(20).map((seq) => shopItem(id, seq)),
);

/** Streams beyond the padding, just at it, with holes, and far beyond it. */
const wideItems: readonly AttributeMap[] = [
  ...count(130).map((seq) => shopItem('a', seq)),
  ...count(99).map((seq) => shopItem('b', seq)),
  ...count(100).map((seq) => shopItem('c', seq)),
  ...count(1040).flatMap((seq) => (seq % 7 === 3 ? [] : [shopItem('d', seq)])),
];

const shopStates: readonly AttributeMap[] = [{ pk: { S: 'ORDER#a' }, sk: { S: 'STATE' }, total: { N: '5' } }];

const SHOP_KEY: KeySchema = { hash: { name: 'pk', type: 'S' }, range: { name: 'sk', type: 'S' } };

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

    const fill = async (table: string, key: KeySchema, items: readonly AttributeMap[]): Promise<void> => {
      await dynamo.createTable({ table, key, indexes: [], ttlAttribute: undefined });
      const { leftovers } = await dynamo.batchWrite(
        table,
        items.map((put) => ({ put })),
      );
      expect(leftovers).toEqual([]);
    };

    const over = async (
      layout: LayoutFileInput,
      key: KeySchema,
      items: readonly AttributeMap[],
      found: StreamSetting['found'],
      elsewhere: StreamSetting['elsewhere'] = [],
    ): Promise<StreamSetting> => {
      const table = `streams-${randomUUID()}`;
      const compiled = compileLayout(layoutFileSchema.parse(layout));
      await fill(table, key, items);
      const store = (mostScanned?: number) =>
        dynamoStreamStore(dynamo, { table, layout: compiled, mostScanned });
      return { store: store(), bounded: store, layout: compiled, items, elsewhere, found };
    };

    const builtIn = (name: string): LayoutFileInput => {
      const file = streamLayoutOf(name);
      if (file === undefined) throw new Error(`There is no built-in layout ${name}.`);
      return file;
    };

    it('asks for few more events than there are behind a number, where that is known', async () => {
      const table = `streams-${randomUUID()}`;
      const key: KeySchema = {
        hash: { name: 'aggregateId', type: 'S' },
        range: { name: 'version', type: 'N' },
      };
      await fill(table, key, castoreItems);
      const limits: (number | undefined)[] = [];
      const watched: Dynamo = {
        ...dynamo,
        queryPages: (request, options) => {
          limits.push(request.limit);
          return dynamo.queryPages(request, options);
        },
      };
      const layout = compileLayout(layoutFileSchema.parse(builtIn('castore')));
      const store = dynamoStreamStore(watched, { table, layout });
      const behind = await store.readEventsAfter('ACCOUNTS#long', 214, { expected: 16 });
      expect([behind.length, limits]).toEqual([16, [17]]);
      // An expectation that is wrong costs another answer, and no event.
      expect(await store.readEventsAfter('ACCOUNTS#long', 200, { expected: 16 })).toHaveLength(30);
      expect(await store.readEventsAfter('ACCOUNTS#long', 0, { expected: 230 })).toHaveLength(230);
      expect(limits).toEqual([17, 17, 100]);
      expect([store.endsInOrder?.('ACCOUNTS#long')]).toEqual([true]);
    });

    it('follows a stream beyond the padding of its keys, by ranges of keys', async () => {
      const table = `streams-${randomUUID()}`;
      await fill(table, SHOP_KEY, wideItems);
      let read = 0;
      const watched: Dynamo = {
        ...dynamo,
        async *queryPages(request, options) {
          for await (const page of dynamo.queryPages(request, options)) {
            read += page.items.length;
            yield page;
          }
        },
      };
      const { projections: _none, ...file } = shopLayout(table);
      const layout = compileLayout(layoutFileSchema.parse(file));
      const store = dynamoStreamStore(watched, { table, layout });
      expect((await store.readHead('d')).lastSeq).toBe(1040);
      const put = [1041, 1042].map((seq) => ({ put: shopItem('d', seq) }));
      expect((await dynamo.batchWrite(table, put)).leftovers).toEqual([]);
      const { lastSeq } = await store.readHead('d');
      const behind = await store.readEventsAfter('d', 1040, { expected: lastSeq - 1040 });
      expect([lastSeq, behind.map(seqOf).sort()]).toEqual([1042, [1041, 1042]]);
      const end = await store.readTail?.('d', 16);
      expect(end?.items.map(seqOf).sort()).toEqual(
        Array.from({ length: 16 }, (_, index) => 1027 + index).filter((seq) => seq % 7 !== 3 || seq > 1040),
      );
      // Of 893 events: the last by key three times, and what lies between a few keys.
      expect(read).toBeLessThan(80);
    });

    streamStoreContract('padded sort keys that numbers have outgrown', async () => {
      const { projections: _none, ...file } = shopLayout('');
      return over({ ...file, name: 'wide' }, SHOP_KEY, wideItems, 'query');
    });

    streamStoreContract('castore: a numeric sort key', () =>
      over(
        builtIn('castore'),
        { hash: { name: 'aggregateId', type: 'S' }, range: { name: 'version', type: 'N' } },
        castoreItems,
        'query',
      ),
    );

    streamStoreContract('equinox: several events in an item, and unfolds', () => {
      const [table] = equinoxTable.tables;
      if (table === undefined) throw new Error('The fixture has no table.');
      return over(builtIn('equinox'), table.key, table.items, 'query');
    });

    streamStoreContract('pekko: streams that span partitions', async () => {
      const [table] = (await capturedTables('pekko')).tables;
      if (table === undefined) throw new Error('The fixture has no table.');
      return over(builtIn('pekko'), table.key, table.items, 'scan');
    });

    streamStoreContract('padded sort keys, and projections in another table', async () => {
      const states = `states-${randomUUID()}`;
      await fill(states, SHOP_KEY, shopStates);
      const elsewhere = shopStates.map((item) => ({ table: states, item }));
      // What lies beside the events under the key of a projection is none, in this layout.
      const left = ['a', 'b#c'].map((id) => ({
        pk: { S: `ORDER#${id}` },
        sk: { S: 'STATE' },
        total: { N: '7' },
      }));
      return over(shopLayout(states), SHOP_KEY, [...shopItems, ...left], 'query', elsewhere);
    });
  });
});
