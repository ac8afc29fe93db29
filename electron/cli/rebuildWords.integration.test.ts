import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLANTED } from '../demo/planted/ids.ts';
import { connectDynamo } from '../dynamo/client.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../engine/testEngine.ts';
import { builtCli, type BuiltCli } from './builtCli.fixture.ts';

/** Events whose number is an attribute: nothing tells the key that the next one will have. */
const LETTERS = {
  dynascopeLayout: 1,
  name: 'letters',
  key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } },
  events: [
    {
      match: { partition: 'LETTER#{id}', sort: 'EVT#{any}' },
      stream: '{id}',
      sequence: { sum: [{ from: { path: 'n' } }] },
      event: { type: 'type' },
    },
  ],
  projections: [{ match: { partition: 'LETTER#{id}', sort: 'STATE' }, stream: '{id}' }],
  reducer: { kind: 'declarative', on: { Sent: [{ op: 'status', to: 'sent' }] } },
} as const;

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('what dynascope rebuild says', () => {
  let engine: TestEngine;
  let dynamo: Dynamo;
  let cli: BuiltCli;
  beforeAll(async () => {
    cli = await builtCli();
    engine = await startTestEngine('dynoxide');
    dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
    const seeded = await run('seed', '--tasks', '3', '--faults', '--now', '2026-11-21T12:00:00Z');
    expect(seeded).toMatchObject({ status: 0, stderr: '' });
  });
  afterAll(async () => {
    dynamo.close();
    await engine.stop();
    await cli.remove();
  });

  const run = (...args: readonly string[]) => cli.run([...args, '--endpoint', engine.endpoint]);
  const journals = async (): Promise<readonly string[]> => {
    const names = await readdir(cli.folder, { recursive: true });
    return names.filter((name) => name.startsWith('rebuilds') && name.endsWith('.jsonl'));
  };
  const metaKey = (task: string) => ({ PK: { S: `TASK#${task}` }, SK: { S: 'META' } });
  const metaOf = async (task: string) =>
    (await dynamo.getItem({ table: 'tasks', key: metaKey(task), consistent: true })).item;

  it('a dry run shows field, stored and replayed', async () => {
    const tried = await run('rebuild', 'tasks', PLANTED.edited, '--dry-run');
    expect(tried).toMatchObject({ status: 0, stderr: '' });
    const [first, titles, ...rows] = tried.stdout.split('\n');
    expect(first).toBe(`${PLANTED.edited}  would be rebuilt`);
    expect(titles).toMatch(/^ {2}FIELD +STORED +REPLAYED$/);
    expect(rows.join('\n')).toMatch(/^ {2}status +succeeded +retrying$/m);
    expect(rows.join('\n')).not.toContain('title');
  });

  it.each([
    ['one', ['nonono']],
    ['one among others', [PLANTED.edited, 'nonono']],
  ])(
    'unknown tasks are refused with their name, and nothing is journalled or written: %s',
    async (_, tasks) => {
      const before = await metaOf(PLANTED.edited);
      const refused = await run('rebuild', 'tasks', ...tasks);
      expect(refused).toMatchObject({ status: 2, stdout: '' });
      expect(refused.stderr).toContain('There is no task “nonono”');
      expect(await journals()).toEqual([]);
      expect(await metaOf(PLANTED.edited)).toEqual(before);
    },
  );

  it('undoing has words and a status of its own', async () => {
    const done = await run('rebuild', 'tasks', PLANTED.edited, PLANTED.lagging);
    expect(done).toMatchObject({ status: 0 });
    const name = /--undo (\S+)/.exec(done.stderr)?.[1] ?? '';
    const changed = { ...metaKey(PLANTED.lagging), status: { S: 'cancelled' } };
    await dynamo.putItem({ table: 'tasks', item: changed });
    const undone = await run('rebuild', 'tasks', '--undo', name);
    expect(undone.stdout.split('\n')).toEqual([
      `${PLANTED.lagging}  not put back: somebody changed the projection since`,
      `${PLANTED.edited}  put back as it was before`,
      '',
    ]);
    expect(undone.stderr).toBe(`Putting back what ${name} had replaced: 2 projections.\n`);
    expect(undone.status).toBe(4);
    expect(await metaOf(PLANTED.lagging)).toEqual(changed);
  });

  it('--all makes projections that are missing, as an audit tells of them', async () => {
    const task = PLANTED.raceAppend;
    await dynamo.deleteItem({ table: 'tasks', key: metaKey(task) });
    const orphans = (await run('audit', 'tasks', '--json')).stdout
      .split('\n')
      .filter((line) => line.includes('"orphan-events"'));
    expect(orphans.join()).toContain(task);
    const rebuilt = await run('rebuild', 'tasks', '--all');
    expect(rebuilt.stdout).toContain(`${task}  rebuilt\n`);
    expect(await metaOf(task)).toMatchObject({ status: { S: 'succeeded' } });
  });

  it('what cannot be rebuilt says why', async () => {
    const file = join(cli.folder, 'letters.json');
    await writeFile(file, JSON.stringify(LETTERS));
    const key = { hash: { name: 'pk', type: 'S' }, range: { name: 'sk', type: 'S' } } as const;
    await dynamo.createTable({ table: 'letters', key, indexes: [], ttlAttribute: undefined });
    const pk = { S: 'LETTER#a' };
    for (const item of [
      { pk, sk: { S: 'EVT#x' }, n: { N: '1' }, type: { S: 'Sent' } },
      { pk, sk: { S: 'STATE' }, status: { S: 'draft' } },
    ]) {
      await dynamo.putItem({ table: 'letters', item });
    }
    const reason = 'The key of the next event does not follow from its number in this layout';
    for (const also of [[], ['--dry-run']]) {
      const told = await run('rebuild', 'letters', 'a', '--layout', file, ...also);
      expect(told.stdout).toContain(`a  cannot be rebuilt. ${reason}`);
      const line = await run('rebuild', 'letters', 'a', '--layout', file, '--json', ...also);
      expect(JSON.parse(line.stdout)).toMatchObject({
        outcome: 'impossible',
        reason: expect.stringContaining(reason),
      });
    }
  });
});
