import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo, ScanRequest } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { BUILT_IN_LAYOUTS } from '../../layouts/streams/builtInLayouts.ts';
import { createAuditScans, planScans } from './auditScans.ts';
import { auditsOver, ended, NEVER } from './auditsOver.fixture.ts';
import type { PlanWishes } from './sources/tablePlan.ts';

const KEY = { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'S' } } as const;
const table = `large-${randomUUID()}`;
const { signal } = new AbortController();
const layout = BUILT_IN_LAYOUTS.find(({ name }) => name === 'task');
if (layout === undefined) throw new Error('There is no built-in layout of tasks.');

const WITHOUT_JAVA = testEngineUnavailable('dynamodb-local') !== undefined;

describe.skipIf(WITHOUT_JAVA)('units of an audit on DynamoDB Local', () => {
  let engine: TestEngine;
  let dynamo: Dynamo;
  beforeAll(async () => {
    engine = await startTestEngine('dynamodb-local', { javaHeap: '2g' });
    dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
    await dynamo.createTable({ table, key: KEY, indexes: [], ttlAttribute: undefined });
    const members = Array.from({ length: 800 }, (_, index) => ({
      put: { PK: { S: `TASK#${index}` }, SK: { S: 'META' }, text: { S: 'é'.repeat(9000) } },
    }));
    expect((await dynamo.batchWrite(table, members)).leftovers).toEqual([]);
  });
  afterAll(async () => {
    dynamo.close();
    await engine.stop();
  });

  const readAll = async (wishes: PlanWishes) => {
    const scans = createAuditScans(await planScans(dynamo, layout, table, wishes, signal));
    let units = 0;
    const estimated: boolean[] = [];
    for await (const piece of scans.pieces(dynamo, signal)) {
      if (piece.kind !== 'page') continue;
      units += piece.units;
      estimated.push(piece.estimated === true);
    }
    return { units, estimated };
  };

  it('are estimated where nothing depends on them, and are what they would be', async () => {
    const exact = await readAll({ maxUnits: 1e9 });
    const sampled = await readAll({});
    expect(exact.estimated).not.toContain(true);
    expect(sampled.estimated.filter(Boolean).length).toBeGreaterThan(30);
    expect(exact.units).toBeGreaterThan(1700);
    expect(Math.abs(sampled.units / exact.units - 1)).toBeLessThan(0.03);
  });

  it('are said to be estimated, and under a ceiling are not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dynascope-audits-'));
    const audits = auditsOver(dynamo, folder);
    const ref = { connection: 'c', table };
    const { run } = await audits.start(ref, { pricePerMillion: 0 }, NEVER);
    const here = { ...ref, run };
    expect(await ended(audits, here)).toMatchObject({ state: 'done', unitsEstimated: true });
    const capped = await audits.start(ref, { pricePerMillion: 0, maxUnits: 1e9 }, NEVER);
    expect(await ended(audits, { ...ref, run: capped.run })).not.toHaveProperty('unitsEstimated');
    await audits.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are asked for of no page but those', async () => {
    const asked = new Map<number, boolean | undefined>();
    const told = new Map<number, number>();
    const watched: Pick<Dynamo, 'rawScanTable'> = {
      async *rawScanTable(request: ScanRequest, options) {
        const pages = dynamo.rawScanTable(request, {
          ...options,
          tellsUnits: (segment) => {
            const tells = options?.tellsUnits?.(segment);
            asked.set(segment, tells);
            return tells ?? true;
          },
        });
        for await (const page of pages) {
          told.set(page.segment, (told.get(page.segment) ?? 0) + page.units);
          yield page;
        }
      },
    };
    const scans = createAuditScans(await planScans(dynamo, layout, table, {}, signal));
    for await (const piece of scans.pieces(watched, signal)) {
      if (piece.kind === 'page' && piece.estimated !== true) expect(piece.units).toBeGreaterThan(0);
    }
    expect(asked.size).toBe(64);
    expect([...asked.values()].filter((tells) => tells === false).length).toBeGreaterThan(30);
    for (const [segment, tells] of asked) expect((told.get(segment) ?? 0) > 0, `${segment}`).toBe(tells);
  });
});
