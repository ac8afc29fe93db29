import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { streamLayoutOf } from '../../layouts/streams/builtInLayouts.ts';
import { capturedTables } from '../../layouts/streams/testing/captured.ts';
import type { CliDeps } from '../deps.ts';
import { connectedTo, runHere } from '../runHere.fixture.ts';

const run = (connect: CliDeps['connect'], ...args: readonly string[]) => runHere(args, { connect });

const objects = (stdout: string): unknown[] =>
  stdout.split('\n').flatMap((line): unknown[] => (line === '' ? [] : [JSON.parse(line)]));

const unconnected = () => Promise.reject(new Error('nothing is to be connected to'));

let folder = '';
const written = async (name: string, content: unknown): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynascope-layout-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('without a table', () => {
  it('lists the built-in layouts, and shows one that can be checked', async () => {
    const list = await run(unconnected, 'layout', 'list', '--json');
    expect(
      objects(list.stdout).map((each) =>
        typeof each === 'object' && each !== null && 'name' in each ? each.name : '',
      ),
    ).toEqual(['task', 'castore', 'equinox', 'ddes', 'j5ik2o', 'akka', 'pekko']);
    const shown = await run(unconnected, 'layout', 'show', 'equinox');
    expect(JSON.parse(shown.stdout)).toEqual(streamLayoutOf('equinox'));
    const checked = await run(unconnected, 'layout', 'check', await written('equinox.json', shown.stdout));
    expect([checked.status, checked.stderr]).toEqual([0, '']);
    expect(checked.stdout).toContain('The layout “equinox” is in order.');
    const unknown = await run(unconnected, 'layout', 'show', 'other');
    expect([unknown.status, unknown.stdout]).toEqual([2, '']);
  });

  it('says of every fault where it is, what it is and what to do', async () => {
    const file = await written('bad.json', {
      dynascopeLayout: 1,
      name: 'bad',
      key: { partition: { name: 'p', type: 'S' } },
      events: [
        {
          match: { partition: 'A{x', sort: 'B' },
          stream: '{id}',
          sequence: { sum: [{ from: { part: 'n' } }] },
          event: {},
        },
      ],
    });
    const told = await run(unconnected, 'layout', 'check', file, '--json');
    expect(told.status).toBe(1);
    expect(objects(told.stdout)).toMatchObject([
      {
        problem: {
          path: 'events[0].match.partition',
          says: 'This is no pattern: a single “{” stands in it.',
        },
      },
      { problem: { path: 'events[0].match.sort', says: 'The key has no sort attribute.' } },
      { problem: { path: 'events[0].stream' } },
      { problem: { path: 'events[0].sequence.sum[0].from.part' } },
    ]);
    const noJson = await run(unconnected, 'layout', 'check', await written('no.json', '{'));
    expect([noJson.status, noJson.stdout]).toEqual([
      1,
      'The file is no JSON: a name in quotes is missing, line 1, column 2. Correct it in a text editor.\n',
    ]);
    const strange = await written('strange.json', {
      dynascopeLayout: 1,
      name: 'x',
      events: [],
      nonsense: true,
    });
    expect((await run(unconnected, 'layout', 'check', strange)).stdout).toContain(
      'There is no member “nonsense” here.',
    );
    const none = await run(unconnected, 'layout', 'check', join(folder, 'none.json'));
    expect([none.status, none.stdout]).toEqual([2, '']);
  });
});

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('with a table', () => {
  let engine: TestEngine;
  let dynamo: Dynamo;
  const connect: CliDeps['connect'] = () => Promise.resolve(connectedTo(dynamo, folder));
  const put = async (table: string, items: readonly AttributeMap[]) => {
    await dynamo.batchWrite(
      table,
      items.map((item) => ({ put: item })),
    );
  };

  beforeAll(async () => {
    engine = await startTestEngine('dynoxide');
    dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
    const [journal] = (await capturedTables('pekko')).tables;
    if (journal === undefined) throw new Error('there is no journal');
    await dynamo.createTable({ table: 'journal', key: journal.key, indexes: [], ttlAttribute: undefined });
    await put('journal', journal.items);
  });
  afterAll(async () => {
    dynamo.close();
    await engine.stop();
  });

  it('tells by rule what it reads, and shows streams', async () => {
    const file = await written('pekko.json', streamLayoutOf('pekko'));
    const told = await run(connect, 'layout', 'check', file, '--table', 'journal', '--json');
    expect([told.status, told.stderr]).toEqual([0, '']);
    expect(objects(told.stdout)).toMatchObject([
      { rule: { rule: 'events[0]', items: 233, events: 233, unread: 0 } },
      { rule: { rule: 'ignore[0]', items: 2 } },
      { stream: { stream: 'account-1-7', events: 230, firstSeq: 1, lastSeq: 230 } },
      { stream: { stream: 'orders|x', events: 3 } },
      { summary: { items: 235, streams: 2 } },
    ]);
    const words = await run(connect, 'layout', 'check', file, '--table', 'journal');
    expect(words.stdout).toMatch(/account-1-7 +230 +1–230/);
  });

  it('tells what it cannot read, and stops at the items asked for', async () => {
    const layout = streamLayoutOf('pekko');
    const [rule] = layout?.events ?? [];
    const file = await written('wrong.json', {
      ...layout,
      name: 'wrong',
      events: [{ ...rule, event: { ...rule?.event, data: { path: 'event', encoding: 'gzip-json' } } }],
      ignore: [],
    });
    const told = await run(connect, 'layout', 'check', file, '--table', 'journal');
    expect(told.status).toBe(1);
    expect(told.stdout).toContain(
      'events[0]: 233 unread, its “event” is not packed by gzip; for instance journal-P-',
    );
    expect(told.stdout).toMatch(/No rule knows, for instance: .*journal-SH-account-1-7-[12] \/ 0/);
    const few = await run(connect, 'layout', 'check', file, '--table', 'journal', '--items', '7', '--json');
    expect(objects(few.stdout).at(-1)).toMatchObject({ summary: { items: 7 } });
  });

  it('warns where projections and events never pair, in the words of the window', async () => {
    const key = { hash: { name: 'pk', type: 'S' }, range: { name: 'sk', type: 'S' } } as const;
    await dynamo.createTable({ table: 'orders', key, indexes: [], ttlAttribute: undefined });
    const item = (id: string, sort: string): AttributeMap => ({ pk: { S: `ORDER#${id}` }, sk: { S: sort } });
    await put('orders', [item('a', 'EVT#1'), item('a', 'STATE'), item('b', 'EVT#1'), item('b', 'STATE')]);
    const layoutOf = (projection: object) => ({
      dynascopeLayout: 1,
      name: 'orders',
      key: { partition: key.hash, sort: key.range },
      events: [
        {
          match: { partition: 'ORDER#{id}', sort: 'EVT#{seq:digits}' },
          stream: '{id}',
          sequence: { sum: [{ from: { part: 'seq' } }] },
          event: {},
        },
      ],
      projections: [{ match: { partition: 'ORDER#{id}', sort: 'STATE' }, ...projection }],
    });
    const check = async (projection: object, ...more: readonly string[]) =>
      run(
        connect,
        'layout',
        'check',
        await written('p.json', layoutOf(projection)),
        '--table',
        'orders',
        ...more,
      );
    const apart = await check({ stream: 'STATE-{id}' });
    expect(apart.status).toBe(0);
    expect(apart.stderr).toContain(
      'Warning: The table has 2 streams with events, 2 projections, and no pair of them. Events are read as of “a”, projections as of “STATE-a”. Look at “stream” and the key patterns of the projection',
    );
    const few = await check({ stream: 'STATE-{id}' }, '--items', '2', '--json');
    expect(few.stderr).toContain('Warning: The sample has');
    expect(objects(few.stdout).at(-2)).toMatchObject({ pairing: { paired: 0, whole: false } });
    expect((await check({ stream: '{id}' })).stderr).toBe('2 of 2 projections have events.\n');
    const nowhere = await check({ stream: '{id}', table: 'nowhere' });
    expect([nowhere.status, nowhere.stdout]).toEqual([
      1,
      'projections[0].table: There is no table “nowhere”. Write the name of the table that the projections lie in.\n',
    ]);
  });

  it('says when the key is another one, and when there is no table', async () => {
    const file = await written('castore.json', streamLayoutOf('castore'));
    const other = await run(connect, 'layout', 'check', file, '--table', 'journal');
    expect([other.status, other.stdout]).toEqual([
      1,
      'key: The layout is for the key aggregateId S, version N; the table “journal” has par S, num N. Write the names and types of the table’s key attributes, or name another table.\n',
    ]);
    expect((await run(connect, 'layout', 'check', file, '--table', 'none')).status).toBe(2);
  });
});
