import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { LayoutFileInput } from '#shared/model/streamLayout.ts';
import { layoutFileSchema } from '#shared/model/streamLayout.ts';
import { connectDynamo } from '../dynamo/client.ts';
import { startTestEngine, type TestEngine } from '../engine/testEngine.ts';
import { connectedTo, runHere } from './runHere.fixture.ts';

const layout: LayoutFileInput = {
  dynascopeLayout: 1,
  name: 'orders',
  key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } },
  events: [
    {
      match: { partition: 'ORDER#{id}', sort: 'EVT#{seq:digits}' },
      stream: '{id}',
      sequence: { sum: [{ from: { part: 'seq' } }], padding: 3 },
      event: { type: 'type', time: { path: 'ts', format: 's' }, data: { path: 'payload' } },
    },
  ],
  projections: [{ match: { partition: 'ORDER#{id}', sort: 'STATE' }, stream: '{id}' }],
  reducer: {
    kind: 'declarative',
    on: { Placed: [{ op: 'status', to: 'open' }], Paid: [{ op: 'status', to: 'paid' }] },
  },
};

const items: readonly AttributeMap[] = [
  ...['Placed', 'Paid'].map((type, index) => ({
    pk: { S: 'ORDER#a' },
    sk: { S: `EVT#00${index + 1}` },
    type: { S: type },
    ts: { N: String(1_760_000_000 + index) },
    payload: { M: { n: { N: '12345678901234567890' } } },
  })),
  { pk: { S: 'ORDER#a' }, sk: { S: 'STATE' }, status: { S: 'open' } },
];

describe('a table read by a layout file', () => {
  let engine: TestEngine;
  let folder = '';
  let file = '';
  beforeAll(async () => {
    engine = await startTestEngine('dynoxide');
    folder = await mkdtemp(join(tmpdir(), 'dynascope-streams-'));
    file = join(folder, 'orders.json');
    await writeFile(file, JSON.stringify(layout));
    const dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'local' });
    for (const [table, range] of [
      ['orders', 'sk'],
      ['others', 'other'],
    ] as const) {
      const key = { hash: { name: 'pk', type: 'S' }, range: { name: range, type: 'S' } } as const;
      await dynamo.createTable({ table, key, indexes: [], ttlAttribute: undefined });
    }
    await dynamo.batchWrite(
      'orders',
      items.map((put) => ({ put })),
    );
    dynamo.close();
  });
  afterAll(async () => {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (...args: readonly string[]) =>
    runHere([...args, '--json'], {
      connect: () => {
        const dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'local' });
        return Promise.resolve({
          ...connectedTo(dynamo, folder),
          layouts: (name) =>
            Promise.resolve(
              name === 'mine' ? layoutFileSchema.parse({ ...layout, name: 'mine' }) : undefined,
            ),
          close: () => {
            dynamo.close();
            return Promise.resolve();
          },
        });
      },
    });

  it('is listed, printed and replayed, with its own rules', async () => {
    for (const named of [file, 'mine']) {
      expect((await run('tasks', 'orders', '--layout', named)).stdout).toBe(
        '{"task":"a","status":"open","lastSeq":2,"events":2,"updatedAt":"2025-10-09T08:53:21Z"}\n',
      );
      expect((await run('events', 'orders', 'a', '--layout', named)).stdout.split('\n')[1]).toBe(
        '{"seq":2,"type":"Paid","at":"2025-10-09T08:53:21Z","data":{"n":12345678901234567890}}',
      );
      const replayed = await run('replay', 'orders', 'a', '--layout', named);
      expect(replayed.status).toBe(1);
      expect(JSON.parse(replayed.stdout)).toMatchObject({
        state: { status: 'paid' },
        stored: { status: 'open' },
        drift: { class: 'lagging', equalsReplayAt: 1, firstDivergentSeq: 2 },
      });
    }
  });

  it.each([
    [['tasks', 'orders'], 'does not look like a table of events'],
    [['tasks', 'orders', '--layout', 'nothing'], 'There is no layout “nothing”'],
    [['tasks', 'orders', '--layout', 'record'], 'hold no streams of events'],
    [['tasks', 'orders', '--layout', 'missing.json'], 'cannot be read'],
    [['tasks', 'others', '--layout', 'mine'], 'cannot be read in the layout “mine”'],
    [['events', 'orders', 'nobody', '--layout', 'mine'], 'There is no task “nobody”'],
  ])('is refused with a sentence: %j', async (args, sentence) => {
    const { status, stdout, stderr } = await run(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
  });
});
