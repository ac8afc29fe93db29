import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditFilterSchema } from '#shared/model/audit.ts';
import { openPassHere } from '../../audit/openPass.ts';
import { FAULTS, type FaultName } from '../../audit/plantedFaults.fixture.ts';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { legalStream } from '../../replay/samples.ts';
import { auditFolder } from '../../settings/auditFolder.ts';
import { createAudits, type Audits } from './audits.ts';

const KEY = { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'S' } } as const;
const NEVER = new AbortController().signal;

const names = Object.keys(FAULTS).filter((name): name is FaultName => name in FAULTS);
const events = legalStream([0, 0, 3, 1, 0, 0], [1, 5, 9, 60]);
const planted = Array.from({ length: 120 }, (_, index) =>
  FAULTS[names[index % names.length] ?? 'none']({ task: `t-${index}`, events, pick: index }),
);
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
      audits = createAudits({
        tables: {
          describe: async () => ({
            ...(await dynamo.describeTable(table)),
            indexes: [],
            detected: 'task',
            layout: 'task',
          }),
          streams: () => Promise.resolve(undefined),
        },
        setupOf: () => Promise.resolve(undefined),
        folderOf: (connection) => auditFolder(folder, connection),
        use: (_, work) => work(dynamo),
        openPass: openPassHere(),
        newId: randomUUID,
        now: () => Date.now(),
        warn: (message, error) => {
          throw new Error(message, { cause: error });
        },
        checkpointEvery: 0,
      });
    });
    afterAll(async () => {
      await audits.close();
      dynamo.close();
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    });

    const expected = planted
      .flatMap((task) => task.expected)
      .map(({ finding }) => `${finding.task} ${finding.kind}`)
      .sort();

    const found = async (run: string): Promise<readonly string[]> => {
      const range = { from: 0, to: 2000 };
      const { rows } = await audits.range({ ...ref, run }, auditFilterSchema.parse({}), range);
      return rows.map(({ finding }) => `${finding.task} ${finding.kind}`).sort();
    };
    const end = async (run: string): Promise<string> => {
      let state = '';
      await audits.watch(
        { ...ref, run },
        { signal: NEVER, emit: (told) => Promise.resolve(void (state = told.state)) },
      );
      return state;
    };

    it.each([{}, { segments: 1 }, { segments: 7 }])('find what is planted, with %j', async (more) => {
      const { run } = await audits.start(ref, { pricePerMillion: 0, ...more }, NEVER);
      expect(await end(run)).toBe('done');
      expect(await found(run)).toEqual(expected);
    });

    it('find the same when they are ended and gone on with again and again', async () => {
      const { run } = await audits.start(ref, { pricePerMillion: 0, segments: 5, maxUnits: 4 }, NEVER);
      let state = await end(run);
      for (let round = 0; state === 'ceiling' && round < 100; round += 1) {
        await audits.resume({ ...ref, run });
        state = await end(run);
      }
      expect(state).toBe('done');
      expect(await found(run)).toEqual(expected);
      const [told] = await audits.runs(ref);
      expect(told).toMatchObject({ run, tasks: planted.length, items: items.length });
    });
  });
});
