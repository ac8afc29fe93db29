import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeySchema } from '#shared/model/layout.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { connectDynamo } from '../../../dynamo/client.ts';
import type { Dynamo } from '../../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../../engine/testEngine.ts';
import { dynamoStreamStore } from '../../../stores/streams/dynamoStreamStore.ts';
import { bySequence } from '../../../stores/taskEvents/taskItems.ts';
import { compileLayout } from '../compileLayout.ts';
import { describeTable } from '../../describe.ts';
import { capturedTables, type CapturedTables } from './captured.ts';
import { akkaTable, equinoxTable } from './madeTables.fixture.ts';
import { builtInLayout, itemsOfTable } from './streamsOf.ts';

const TABLES: readonly (readonly [string, () => Promise<CapturedTables>])[] = [
  ['pekko', () => capturedTables('pekko')],
  ['j5ik2o', () => capturedTables('j5ik2o')],
  ['ddes', () => capturedTables('ddes')],
  ['equinox', () => Promise.resolve(equinoxTable)],
  ['akka', () => Promise.resolve(akkaTable)],
];

const AGGREGATE_KEY: KeySchema = {
  hash: { name: 'aid', type: 'S' },
  range: { name: 'seq_nr', type: 'N' },
};

describe.each(['dynoxide', 'dynamodb-local'] as const)('%s', (kind) => {
  describe.skipIf(testEngineUnavailable(kind) !== undefined)('tables of libraries', () => {
    let engine: TestEngine;
    let dynamo: Dynamo;
    beforeAll(async () => {
      engine = await startTestEngine(kind);
      dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
      for (const [, captured] of TABLES) {
        for (const { table, key, items } of (await captured()).tables) {
          const indexes = key.hash.name === 'pkey' ? [{ name: 'aid-index', key: AGGREGATE_KEY }] : [];
          await dynamo.createTable({ table, key, indexes, ttlAttribute: undefined });
          const { leftovers } = await dynamo.batchWrite(
            table,
            items.map((put) => ({ put })),
          );
          expect(leftovers).toEqual([]);
        }
      }
    });
    afterAll(async () => {
      dynamo.close();
      await engine.stop();
    });

    it.each(TABLES)(
      '%s: detected; every stream has every event, whichever way it is read',
      async (name, captured) => {
        const [first] = (await captured()).tables;
        const table = first?.table ?? '';
        const described = await describeTable(dynamo, table);
        expect([described.layout, described.detectedStreams]).toEqual(['stream', name]);

        const layout = builtInLayout(name);
        const all = (await itemsOfTable(dynamo, table)).flatMap((item) => layout.readItem(item, table));
        const streams = new Set(all.flatMap((item) => (item.kind === 'bystander' ? [] : [item.taskId])));
        expect(streams.size).toBeGreaterThan(1);
        const store = dynamoStreamStore(dynamo, { table, layout });
        for (const stream of streams) {
          const mine = all.filter((item) => item.kind !== 'bystander' && item.taskId === stream);
          const events = mine.flatMap((item) => (item.kind === 'event' ? [item.event] : [])).sort(bySequence);
          expect((await store.getTaskEvents(stream)).events).toEqual(events);
          const { signal } = new AbortController();
          const read: TaskItem[] = [];
          await store.readTask(stream, {
            onItems: (items) => void read.push(...items),
            tailFirst: 3,
            signal,
          });
          const keys = new Set(read.flatMap((item) => (item.kind === 'event' ? [item.event.key] : [])));
          expect(keys).toEqual(new Set(events.map(({ key }) => key)));
          expect((await store.readHead(stream)).lastSeq).toBe(events.at(-1)?.seq ?? 0);
          const behind = await store.readEventsAfter(stream, 2);
          const later = behind
            .flatMap((item) => (item.kind === 'event' ? [item.event] : []))
            .sort(bySequence);
          expect(later).toEqual(events.filter(({ seq }) => seq > 2));
          const [projection] = mine.filter((item) => item.kind === 'projection');
          expect(await store.getProjection(stream)).toEqual(projection?.projection);
        }
      },
    );

    it('j5ik2o: an index finds a stream, its tail first, and its snapshot in the other table', async () => {
      const { file } = builtInLayout('j5ik2o');
      const { hash, range } = AGGREGATE_KEY;
      const index = { name: 'aid-index', partition: hash, sort: range };
      const layout = compileLayout({
        ...file,
        events: file.events.map((rule) => ({ ...rule, index })),
        projections: file.projections.map((rule) => ({ ...rule, index })),
      });
      expect([layout.foundByQuery, layout.onePartition]).toEqual([true, false]);
      const store = dynamoStreamStore(dynamo, { table: 'journal', layout, mostScanned: 0 });
      const { events } = await store.getTaskEvents('account-01');
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
      const first: TaskItem[][] = [];
      const { signal } = new AbortController();
      await store.readTask('account-01', {
        onItems: (items) => void first.push([...items]),
        tailFirst: 2,
        signal,
      });
      expect(first[0]?.map((item) => (item.kind === 'event' ? item.event.seq : 0))).toEqual([11, 12]);
      expect(await store.getProjection('account-01')).toMatchObject({ fields: { balance: { N: '77' } } });
      expect((await store.readHead('account-b-2')).lastSeq).toBe(3);
    });
  });
});
