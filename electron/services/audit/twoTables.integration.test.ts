import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { streamLayoutOf } from '../../layouts/streams/builtInLayouts.ts';
import type { Audits } from './audits.ts';
import { auditsOver, ended, named, NEVER, rowsOf, tasksWithFaults } from './auditsOver.fixture.ts';

const KEY = { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'S' } } as const;
const planted = tasksWithFaults(90);
const items = planted.flatMap((task) => task.items);
const isProjection = (item: AttributeMap): boolean => stringOf(item, 'SK') === 'META';

const layoutWith = (table: string): LayoutFile => {
  const task = streamLayoutOf('task');
  if (task === undefined) throw new Error('There is no built-in layout of tasks.');
  const projections = task.projections.map((rule) => ({ ...rule, table }));
  return { ...task, name: 'apart', title: 'Apart', projections };
};

describe.each(['dynoxide', 'dynamodb-local'] as const)('%s', (kind) => {
  describe.skipIf(testEngineUnavailable(kind) !== undefined)('audits of two tables', () => {
    let engine: TestEngine;
    let dynamo: Dynamo;
    let folder: string;
    const table = `events-${randomUUID()}`;
    const states = `states-${randomUUID()}`;
    const ref = { connection: 'c', table };

    const auditsBy = (layout: LayoutFile): Audits => auditsOver(dynamo, folder, { layout });

    const create = (name: string, put: readonly AttributeMap[]) =>
      dynamo.createTable({ table: name, key: KEY, indexes: [], ttlAttribute: undefined }).then(() =>
        dynamo.batchWrite(
          name,
          put.map((item) => ({ put: item })),
        ),
      );

    beforeAll(async () => {
      engine = await startTestEngine(kind);
      dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
      folder = await mkdtemp(join(tmpdir(), 'dynascope-audits-'));
      // Projections left among the events count for nothing: the layout says that they lie elsewhere.
      const stale = items.filter(isProjection).map((item) => ({ ...item, title: { S: 'left behind' } }));
      await create(table, [...items.filter((item) => !isProjection(item)), ...stale]);
      await create(states, items.filter(isProjection));
    });
    afterAll(async () => {
      dynamo.close();
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    });

    const expected = named(planted.flatMap((task) => task.expected));
    const inAll = items.length + items.filter(isProjection).length;

    it('tell what both tables take', async () => {
      const counts = await Promise.all([table, states].map((name) => dynamo.describeTable(name)));
      const estimate = await auditsBy(layoutWith(states)).estimate(ref, NEVER);
      expect(estimate.items).toBe(counts.reduce((sum, each) => sum + each.items, 0));
      expect(estimate.bytes).toBe(counts.reduce((sum, each) => sum + each.bytes, 0));
      expect(estimate.projectionsElsewhere).toEqual([states]);
    });

    it.each([{}, { segments: 1 }, { segments: 7 }])('find what is planted, with %j', async (more) => {
      const audits = auditsBy(layoutWith(states));
      const { run } = await audits.start(ref, { pricePerMillion: 0, ...more }, NEVER);
      expect(await ended(audits, { ...ref, run })).toMatchObject({
        state: 'done',
        items: inAll,
        tasks: planted.length,
      });
      expect(named(await rowsOf(audits, { ...ref, run }))).toEqual(expected);
    });

    it('find the same when they are ended in either table and gone on with, by another program too', async () => {
      const first = auditsBy(layoutWith(states));
      const options = { pricePerMillion: 0, segments: 5, maxUnits: 1 };
      const { run } = await first.start(ref, options, NEVER);
      let last = await ended(first, { ...ref, run });
      const seen = [last.items];
      for (let round = 0; last.state === 'ceiling' && round < 200; round += 1) {
        const audits = auditsBy(layoutWith(states));
        await audits.resume({ ...ref, run });
        last = await ended(audits, { ...ref, run });
        seen.push(last.items);
      }
      expect(last).toMatchObject({ state: 'done', items: inAll, tasks: planted.length });
      const projections = items.filter(isProjection).length;
      expect(seen.some((count) => count <= projections)).toBe(true);
      expect(seen.some((count) => count > projections && count < inAll)).toBe(true);
      const later = auditsBy(layoutWith(states));
      expect(named(await rowsOf(later, { ...ref, run }))).toEqual(expected);
      expect(await readdir(join(folder, 'audits', 'c', run))).not.toContain('checkpoint.json');
    });

    it('say which table is not there, before anything is read', async () => {
      const audits = auditsBy(layoutWith('nowhere'));
      const failure = {
        code: 'TableNotFound',
        message: 'Projections of the layout “Apart” lie in a table “nowhere”, which is not there.',
        nextStep: 'Make it, or name in the layout the table that the projections do lie in.',
      };
      await expect(audits.estimate(ref, NEVER)).rejects.toMatchObject(failure);
      await expect(audits.start(ref, { pricePerMillion: 0 }, NEVER)).rejects.toMatchObject(failure);
    });

    it('refuse a table whose key the layout cannot read', async () => {
      const other = `other-${randomUUID()}`;
      const key = { hash: { name: 'id', type: 'S' } } as const;
      await dynamo.createTable({ table: other, key, indexes: [], ttlAttribute: undefined });
      await expect(auditsBy(layoutWith(other)).estimate(ref, NEVER)).rejects.toMatchObject({
        code: 'SchemaMismatch',
        details: { differences: [{ expected: 'PK (S), SK (S)', found: 'id (S)' }] },
      });
    });

    it('read a table once that holds what the layout says to lie in two', async () => {
      const audits = auditsBy(layoutWith(table));
      expect((await audits.estimate(ref, NEVER)).projectionsElsewhere).toEqual([]);
      const { run } = await audits.start(ref, { pricePerMillion: 0 }, NEVER);
      const { items: read } = await ended(audits, { ...ref, run });
      expect(read).toBe(items.length);
    });
  });
});
