import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo, RawScanPlan } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import type { Audits } from './audits.ts';
import { auditsOver, ended, named, NEVER, rowsOf, tasksWithFaults } from './auditsOver.fixture.ts';

const KEY = { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'S' } } as const;
const planted = tasksWithFaults(120);
const items = planted.flatMap((task) => task.items);
const expected = named(planted.flatMap((task) => task.expected));

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)(
  'audits of a large table in dynoxide',
  () => {
    let engine: TestEngine;
    let dynamo: Dynamo;
    let folder: string;
    let audits: Audits;
    const ref = { connection: 'c', table: `tasks-${randomUUID()}` };
    const plans: (RawScanPlan | undefined)[] = [];
    let onPage = (): void => undefined;

    beforeAll(async () => {
      engine = await startTestEngine('dynoxide');
      dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
      await dynamo.createTable({ table: ref.table, key: KEY, indexes: [], ttlAttribute: undefined });
      const puts = items.map((put) => ({ put }));
      expect((await dynamo.batchWrite(ref.table, puts)).leftovers).toEqual([]);
      folder = await mkdtemp(join(tmpdir(), 'dynascope-audits-'));
      // Only what the server says of its size makes a table large.
      const large: Dynamo = {
        ...dynamo,
        describeTable: async (...call) => ({ ...(await dynamo.describeTable(...call)), items: 100_000 }),
        async *rawScanTable(request, options) {
          plans.push(options?.plan);
          for await (const page of dynamo.rawScanTable(request, options)) {
            yield page;
            onPage();
          }
        },
      };
      audits = auditsOver(large, folder);
    });
    afterAll(async () => {
      await audits.close();
      dynamo.close();
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    });

    it('read it in parts, and find what is planted', async () => {
      const { run } = await audits.start(ref, { pricePerMillion: 0 }, NEVER);
      expect(await ended(audits, { ...ref, run })).toMatchObject({ state: 'done', items: items.length });
      expect(named(await rowsOf(audits, { ...ref, run }))).toEqual(expected);
      expect(plans.at(-1)?.ranges?.bounds.length).toBeGreaterThan(2);
    });

    it('find the same when they are cancelled after each page and gone on with', async () => {
      const { run } = await audits.start(ref, { pricePerMillion: 0 }, NEVER);
      const here = { ...ref, run };
      onPage = () => audits.cancel(here);
      let { state } = await ended(audits, here);
      let cancelled = 0;
      for (; state === 'cancelled' && cancelled < 100; cancelled += 1) {
        await audits.resume(here);
        ({ state } = await ended(audits, here));
      }
      onPage = () => undefined;
      expect([state, cancelled > 2]).toEqual(['done', true]);
      expect(named(await rowsOf(audits, here))).toEqual(expected);
      expect((await audits.runs(ref))[0]).toMatchObject({ run, tasks: planted.length, items: items.length });
      expect(new Set(plans.slice(-cancelled).map((plan) => JSON.stringify(plan?.ranges))).size).toBe(1);
    });
  },
);
