import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { LayoutFileInput } from '#shared/model/streamLayout.ts';
import { connectDynamo } from '../dynamo/client.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { startTestEngine, type TestEngine } from '../engine/testEngine.ts';
import { connectedTo, runHere } from './runHere.fixture.ts';

const KEY = { hash: { name: 'pk', type: 'S' }, range: { name: 'sk', type: 'S' } } as const;

const layoutWith = (table: string): LayoutFileInput => ({
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
  projections: [{ match: { partition: 'ORDER#{id}', sort: 'STATE' }, stream: '{id}', table }],
  reducer: {
    kind: 'declarative',
    on: { Placed: [{ op: 'status', to: 'open' }], Paid: [{ op: 'status', to: 'paid' }] },
  },
});

const eventsOf = (id: string): readonly AttributeMap[] =>
  ['Placed', 'Paid'].map((type, index) => ({
    pk: { S: `ORDER#${id}` },
    sk: { S: `EVT#00${index + 1}` },
    type: { S: type },
    ts: { N: String(1_760_000_000 + index) },
    payload: { M: {} },
  }));

const stateOf = (id: string, status: string): AttributeMap => ({
  pk: { S: `ORDER#${id}` },
  sk: { S: 'STATE' },
  status: { S: status },
});

describe('a table whose projections lie in another one', () => {
  let engine: TestEngine;
  let dynamo: Dynamo;
  let folder = '';
  let file = '';
  beforeAll(async () => {
    engine = await startTestEngine('dynoxide');
    folder = await mkdtemp(join(tmpdir(), 'dynascope-elsewhere-'));
    file = join(folder, 'orders.json');
    await writeFile(file, JSON.stringify(layoutWith('order-states')));
    await writeFile(join(folder, 'nowhere.json'), JSON.stringify(layoutWith('nowhere')));
    dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'local' });
    const tables = {
      // What lies beside the events under the key of a projection is none.
      orders: [...eventsOf('a'), ...eventsOf('b'), ...eventsOf('c'), stateOf('c', 'left behind')],
      'order-states': [stateOf('a', 'open'), stateOf('b', 'paid'), stateOf('d', 'open')],
    };
    for (const [table, items] of Object.entries(tables)) {
      await dynamo.createTable({ table, key: KEY, indexes: [], ttlAttribute: undefined });
      await dynamo.batchWrite(
        table,
        items.map((put) => ({ put })),
      );
    }
  });
  afterAll(async () => {
    dynamo.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (...args: readonly string[]) =>
    runHere(args, { connect: () => Promise.resolve(connectedTo(dynamo, folder)) });
  const audited = async () => {
    const { status, stdout, stderr } = await run('audit', 'orders', '--layout', file, '--json');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    return { status, stderr, summary: lines.at(-1), findings: lines.slice(0, -1) };
  };

  it('is audited with them, replayed with them, and rebuilt there', async () => {
    const before = await audited();
    expect(before).toMatchObject({
      status: 1,
      stderr: '',
      summary: { summary: { tasks: 4, events: 6, items: 10, findings: 3 } },
    });
    expect(before.findings).toHaveLength(3);
    expect(before.findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'projection-drift', task: 'a', class: 'lagging', equalsReplayAt: 1 }),
        expect.objectContaining({ kind: 'orphan-events', task: 'c' }),
        expect.objectContaining({ kind: 'orphan-projection', task: 'd' }),
      ]),
    );

    const replayed = await run('replay', 'orders', 'a', '--layout', file, '--json');
    expect(JSON.parse(replayed.stdout)).toMatchObject({
      state: { status: 'paid' },
      stored: { status: 'open' },
      drift: { class: 'lagging' },
    });

    expect((await run('rebuild', 'orders', 'a', '--layout', file)).status).toBe(0);
    const key = { pk: { S: 'ORDER#a' }, sk: { S: 'STATE' } };
    const there = await dynamo.getItem({ table: 'order-states', key, consistent: true });
    expect(there.item).toMatchObject({ status: { S: 'paid' } });
    expect((await dynamo.getItem({ table: 'orders', key, consistent: true })).item).toBeUndefined();
    const after = await audited();
    expect(after.findings).toHaveLength(2);
    expect(JSON.stringify(after.findings)).not.toContain('projection-drift');
  });

  it('ends at a ceiling of units over both, with the status of what is not whole', async () => {
    const { status, stderr } = await run(
      'audit',
      'orders',
      '--layout',
      file,
      '--max-units',
      '1',
      '--segments',
      '4',
    );
    expect(status).toBe(1);
    expect(stderr).toContain('ended at its ceiling');
  });

  it('is refused where the other table is not there', async () => {
    const { status, stdout, stderr } = await run('audit', 'orders', '--layout', join(folder, 'nowhere.json'));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('lie in a table “nowhere”, which is not there');
    expect(stderr).toContain('name in the layout the table');
  });
});
