import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLANTED } from '../demo/planted/ids.ts';
import { connectDynamo } from '../dynamo/client.ts';
import { startTestEngine, testEngineUnavailable } from '../engine/testEngine.ts';
import { builtCli, type BuiltCli } from './builtCli.fixture.ts';

/** A table of somebody else's, and how its projection follows from its events. */
const ORDERS = {
  dynascopeLayout: 1,
  name: 'orders',
  key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } },
  events: [
    {
      match: { partition: 'ORDER#{id}', sort: 'EVT#{seq:digits}' },
      stream: '{id}',
      sequence: { sum: [{ from: { part: 'seq' } }], padding: 6 },
      event: { type: 'eventType', data: { path: 'body' } },
    },
  ],
  projections: [{ match: { partition: 'ORDER#{id}', sort: 'STATE' }, stream: '{id}' }],
  reducer: {
    kind: 'declarative',
    // Without them every field of the projection would count, the region too, which no event sets.
    compare: { fields: ['paid'] },
    initial: { paid: 0 },
    on: {
      Placed: [{ op: 'status', to: 'placed' }],
      Paid: [
        { op: 'status', to: 'paid' },
        { op: 'increment', field: 'paid', by: { data: 'amount' } },
      ],
    },
  },
} as const;

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('dynascope rebuild', () => {
  let cli: BuiltCli;
  const run = async (...args: readonly string[]) => {
    const { status, stdout, stderr } = await cli.run([...args, '--json']);
    const lines = stdout
      .split('\n')
      .filter(Boolean)
      .map((line): unknown => JSON.parse(line));
    return { status, lines, stderr };
  };
  const drift = async (task: string): Promise<unknown> =>
    (await run('replay', 'tasks', task)).lines.map((line) =>
      typeof line === 'object' && line !== null && 'drift' in line ? line.drift : undefined,
    )[0];

  beforeAll(async () => {
    cli = await builtCli();
    await run('seed', '--tasks', '20', '--faults', '--seed', '5', '--now', '2026-11-21T12:00:00Z');
  });
  afterAll(() => cli.remove());

  it('tries without writing, writes, agrees afterwards, and takes back', async () => {
    const task = PLANTED.edited;
    expect(await drift(task)).not.toBeNull();
    const tried = await run('rebuild', 'tasks', task, '--dry-run');
    expect(tried).toMatchObject({ status: 0, lines: [{ task, written: false, outcome: 'rewrite' }] });
    expect(await drift(task)).not.toBeNull();

    const done = await run('rebuild', 'tasks', task);
    expect(done).toMatchObject({ status: 0, lines: [{ task, written: true, outcome: 'written' }] });
    expect(await drift(task)).toBeNull();

    const name = /--undo (\S+)/.exec(done.stderr)?.[1] ?? '';
    expect(await run('rebuild', 'tasks', '--undo', name)).toMatchObject({
      status: 0,
      lines: [{ task, written: true }],
    });
    expect(await drift(task)).not.toBeNull();
  });

  it('rebuilds every task that drifts, and leaves those whose stream has holes', async () => {
    const { lines, status } = await run('rebuild', 'tasks', '--all', '--per-second', '500');
    expect(lines.length).toBeGreaterThan(1);
    const damaged = lines.some((line) => JSON.stringify(line).includes('"outcome":"damaged"'));
    expect(status).toBe(damaged ? 1 : 0);
    const { lines: again } = await run('rebuild', 'tasks', '--all');
    expect(again.every((line) => JSON.stringify(line).includes('"outcome":"damaged"'))).toBe(true);
  });

  it.each([
    ['nothing to do', ['rebuild', 'tasks']],
    ['two ways at once', ['rebuild', 'tasks', 'a', '--all']],
    ['an unknown task', ['rebuild', 'tasks', 'no-such-task', '--dry-run']],
    ['an unknown run', ['rebuild', 'tasks', '--undo', 'nothing']],
  ])('is refused: %s', async (_, args) => {
    const { status, lines, stderr } = await run(...args);
    expect({ status, lines }).toEqual({ status: 2, lines: [] });
    expect(stderr).not.toBe('');
  });

  it('rebuilds projections of a layout file, by the rules that it states', async () => {
    const engine = await startTestEngine('dynoxide');
    const dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
    try {
      const at = ['--endpoint', engine.endpoint, '--layout', join(cli.folder, 'orders.json')];
      await writeFile(join(cli.folder, 'orders.json'), JSON.stringify(ORDERS));
      const key = { hash: { name: 'pk', type: 'S' }, range: { name: 'sk', type: 'S' } } as const;
      await dynamo.createTable({ table: 'orders', key, indexes: [], ttlAttribute: undefined });
      const pk = { S: 'ORDER#o-1' };
      for (const item of [
        { pk, sk: { S: 'EVT#000001' }, eventType: { S: 'Placed' } },
        { pk, sk: { S: 'EVT#000002' }, eventType: { S: 'Paid' }, body: { M: { amount: { N: '10.50' } } } },
        { pk, sk: { S: 'STATE' }, status: { S: 'placed' }, paid: { N: '0' }, region: { S: 'eu' } },
      ]) {
        await dynamo.putItem({ table: 'orders', item });
      }
      const { lines, status } = await run('rebuild', 'orders', '--all', ...at);
      expect({ lines, status }).toMatchObject({ lines: [{ task: 'o-1', written: true }], status: 0 });
      const state = async () =>
        (await dynamo.getItem({ table: 'orders', key: { pk, sk: { S: 'STATE' } }, consistent: true })).item;
      expect(await state()).toEqual({
        pk,
        sk: { S: 'STATE' },
        status: { S: 'paid' },
        paid: { N: '10.5' },
        region: { S: 'eu' },
      });
    } finally {
      dynamo.close();
      await engine.stop();
    }
  });
});
