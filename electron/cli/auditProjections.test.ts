import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { FAULTS } from '../audit/plantedFaults.fixture.ts';
import { taskLayout } from '../layouts/streams/builtIn/task.ts';
import { legalStream } from '../replay/samples.ts';
import { runHere } from './runHere.fixture.ts';

async function run(...args: readonly string[]) {
  const { status, stdout, stderr } = await runHere(args);
  return { status, stderr, lines: stdout.split('\n').filter(Boolean).sort() };
}

const events = legalStream([0, 0, 3, 1, 0, 0], [1, 5, 9, 60]);
const items = [
  ...FAULTS.none({ task: 'a', events, pick: 3 }).items,
  ...FAULTS.diverged({ task: 'b', events, pick: 3 }).items,
  ...FAULTS.lagging({ task: 'c', events, pick: 1 }).items,
  ...FAULTS.orphanEvents({ task: 'd', events, pick: 1 }).items,
  ...FAULTS.orphanProjection({ task: 'e', events, pick: 1 }).items,
];
const isProjection = (item: AttributeMap): boolean => stringOf(item, 'SK') === 'META';
const linesOf = (list: readonly AttributeMap[]): string =>
  list.map((item) => `${JSON.stringify({ Item: item })}\n`).join('');

let folder: string;
const at = (...names: readonly string[]): string => join(folder, ...names);

const exported = async (name: string, list: readonly AttributeMap[], told = list.length): Promise<string> => {
  await mkdir(at(name, 'data'), { recursive: true });
  await writeFile(at(name, 'data', 'x.json.gz'), gzipSync(linesOf(list)));
  const file = JSON.stringify({ itemCount: told, dataFileS3Key: 'AWSDynamoDB/1-2/data/x.json.gz' });
  await writeFile(at(name, 'manifest-files.json'), file);
  return at(name);
};

const layoutFile = async (name: string, projections: typeof taskLayout.projections): Promise<string> => {
  await writeFile(at(name), JSON.stringify({ ...taskLayout, name: 'apart', projections }));
  return at(name);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynascope-cli-projections-'));
  await writeFile(at('all.json'), linesOf(items));
  await writeFile(at('events.json'), linesOf(items.filter((item) => !isProjection(item))));
  await writeFile(at('states.json.gz'), gzipSync(linesOf(items.filter(isProjection))));
  await exported(
    'events',
    items.filter((item) => !isProjection(item)),
  );
  await exported('states', items.filter(isProjection));
  const rules = taskLayout.projections ?? [];
  await layoutFile(
    'apart.json',
    rules.map((rule) => ({ ...rule, table: 'states' })),
  );
  await layoutFile('twice.json', [
    ...rules.map((rule) => ({ ...rule, table: 'states' })),
    ...rules.map((rule) => ({ ...rule, table: 'old' })),
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('audit --projections', () => {
  const apart = (): readonly string[] => ['--layout', at('apart.json'), '--json'];

  it.each([
    ['a file beside a file', ['--file', 'events.json'], ['states.json.gz']],
    ['an export beside an export', ['--export', 'events'], ['states']],
    ['a file beside an export', ['--export', 'events'], ['states.json.gz']],
    ['one file of both', ['--file', 'all.json'], ['all.json']],
    ['the table named', ['--file', 'events.json'], ['states=states']],
  ])('finds what an audit of one table finds: %s', async (_, [option = '', path = ''], [where = '']) => {
    const together = await run('audit', '--file', at('all.json'), '--json');
    const named = where.includes('=') ? `states=${at('states')}` : at(where);
    const found = await run('audit', option, at(path), '--projections', named, ...apart());
    expect(found).toEqual(together);
    expect(found.status).toBe(1);
    expect(found.lines.filter((line) => line.includes('orphan'))).toHaveLength(2);
  });

  it('reads each of several tables from where it is said to lie', async () => {
    const twice = ['--layout', at('twice.json'), '--json'];
    const events = ['audit', '--file', at('events.json')];
    await writeFile(at('none.json'), '');
    const found = await run(
      ...events,
      ...['--projections', `old=${at('none.json')}`, '--projections', `states=${at('states')}`],
      ...twice,
    );
    expect(found).toEqual(await run('audit', '--file', at('all.json'), '--json'));
    const one = await run(...events, '--projections', at('states'), ...twice);
    expect([one.status, one.stderr]).toEqual([2, expect.stringContaining('--projections TABLE=PATH')]);
  });

  it.each([
    ['no projections named', ['--file', 'events.json'], [], 'apart.json', 'lie in another table: states.'],
    ['none elsewhere', ['--file', 'all.json'], ['states'], 'task', 'lie beside the events'],
    ['no such path', ['--file', 'events.json'], ['nowhere'], 'apart.json', 'There is no file or folder'],
    ['a table', ['tasks'], ['states'], 'apart.json', '--projections goes with --export or --file'],
  ])('refuses %s', async (_, [option = '', path], where, layout, words) => {
    const args = [
      ...['audit', option, ...(path === undefined ? [] : [at(path)])],
      ...where.flatMap((name) => ['--projections', at(name)]),
      ...['--layout', layout === 'task' ? layout : at(layout)],
    ];
    const connect = () => Promise.reject(new Error('Asked too late.'));
    const { status, stdout, stderr } = await runHere(args, { connect });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });

  it('refuses an export of projections with fewer items than it says', async () => {
    await exported('short', items.filter(isProjection), 9);
    const short = await run('audit', '--export', at('events'), '--projections', at('short'), ...apart());
    expect([short.status, short.stderr]).toEqual([
      2,
      expect.stringContaining('short tells of 9 items; 4 were'),
    ]);
  });
});
