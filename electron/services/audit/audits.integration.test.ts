import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import type { Audits } from './audits.ts';
import { auditsOver, ended, named, NEVER, rowsOf, tasksWithFaults } from './auditsOver.fixture.ts';

const KEY = { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'S' } } as const;
const planted = tasksWithFaults(120);
const items = planted.flatMap((task) => task.items);

describe.each(['dynoxide', 'dynamodb-local'] as const)('%s', (kind) => {
  describe.skipIf(testEngineUnavailable(kind) !== undefined)('audits', () => {
    let engine: TestEngine;
    let dynamo: Dynamo;
    let folder: string;
    let audits: Audits;
    const table = `tasks-${randomUUID()}`;
    const ref = { connection: 'c', table };

    beforeAll(async () => {
      engine = await startTestEngine(kind);
      dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
      await dynamo.createTable({ table, key: KEY, indexes: [], ttlAttribute: undefined });
      const written = await dynamo.batchWrite(
        table,
        items.map((put) => ({ put })),
      );
      expect(written.leftovers).toEqual([]);
      folder = await mkdtemp(join(tmpdir(), 'dynascope-audits-'));
      audits = auditsOver(dynamo, folder);
    });
    afterAll(async () => {
      await audits.close();
      dynamo.close();
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    });

    const expected = named(planted.flatMap((task) => task.expected));

    it.each([{}, { segments: 1 }, { segments: 7 }])('find what is planted, with %j', async (more) => {
      const { run } = await audits.start(ref, { pricePerMillion: 0, ...more }, NEVER);
      expect((await ended(audits, { ...ref, run })).state).toBe('done');
      expect(named(await rowsOf(audits, { ...ref, run }))).toEqual(expected);
    });

    it('find the same when they are ended and gone on with again and again', async () => {
      const { run } = await audits.start(ref, { pricePerMillion: 0, segments: 5, maxUnits: 4 }, NEVER);
      let { state } = await ended(audits, { ...ref, run });
      for (let round = 0; state === 'ceiling' && round < 100; round += 1) {
        await audits.resume({ ...ref, run });
        ({ state } = await ended(audits, { ...ref, run }));
      }
      expect(state).toBe('done');
      expect(named(await rowsOf(audits, { ...ref, run }))).toEqual(expected);
      const [told] = await audits.runs(ref);
      expect(told).toMatchObject({ run, tasks: planted.length, items: items.length });
    });
  });
});
