import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngineUnavailable } from '../engine/testEngine.ts';
import { streamLayoutOf } from '../layouts/streams/builtInLayouts.ts';
import { EMBEDDED_ID } from '../settings/connectionsFile.ts';
import { layoutsFile } from '../settings/layoutsFile.ts';
import { savedLayoutsFile } from '../settings/savedLayoutsFile.ts';
import { builtCli, type BuiltCli } from './builtCli.fixture.ts';

const quiet = (): void => undefined;

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('layouts that the window keeps', () => {
  let cli: BuiltCli;
  beforeAll(async () => {
    cli = await builtCli();
    const task = streamLayoutOf('task');
    if (task === undefined) throw new Error('there is no layout “task”');
    await savedLayoutsFile(cli.folder, quiet).save(EMBEDDED_ID, { ...task, name: 'mine', title: 'Mine' });
    await layoutsFile(cli.folder, quiet).choose({ connection: EMBEDDED_ID, table: 'requests' }, 'mine');
    const seeded = await cli.run(['seed', '--tasks', '5', '--seed', '5', '--now', '2026-11-21T12:00:00Z']);
    expect(seeded).toMatchObject({ status: 0, stderr: '' });
    expect(await cli.run(['init-db', '--layout', 'request'])).toMatchObject({ status: 0 });
  });
  afterAll(() => cli.remove());

  const summaryOf = (stdout: string): unknown => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');

  it('are listed and shown beside the built-in ones', async () => {
    const { status, stdout } = await cli.run(['layout', 'list']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^task +built in +PK S, SK S/m);
    expect(stdout).toMatch(/^mine +saved +PK S, SK S/m);
    const lines = (await cli.run(['layout', 'list', '--json'])).stdout.trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ name: 'mine', saved: true });
    expect(JSON.parse((await cli.run(['layout', 'show', 'mine'])).stdout)).toMatchObject({ title: 'Mine' });
    const elsewhere = await cli.run(['layout', 'list', '--endpoint', 'http://127.0.0.1:1', '--json']);
    expect(elsewhere.stdout).not.toContain('"mine"');
  });

  it('are what a table or a file is audited in', async () => {
    const table = await cli.run(['audit', 'tasks', '--layout', 'mine', '--json']);
    expect(table).toMatchObject({ status: 0, stderr: '' });
    expect(summaryOf(table.stdout)).toMatchObject({ summary: { tasks: 5 } });
    const file = join(cli.folder, 'items.json');
    const event = { M: { type: { S: 'TaskCreated' }, at: { S: '2026-11-21T12:00:00Z' } } };
    const item = { PK: { S: 'TASK#a' }, SK: { S: 'EVENT#0001' }, event };
    await writeFile(file, `${JSON.stringify(item)}\n`);
    const offline = await cli.run(['audit', '--file', file, '--layout', 'mine', '--json']);
    expect(summaryOf(offline.stdout)).toMatchObject({ summary: { tasks: 1 } });
  });

  it('are named where a table is not audited without', async () => {
    const refused = await cli.run(['audit', 'requests']);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain(
      'The window reads it by the layout “mine”: name that with --layout mine.',
    );
  });

  it('a layout for other keys is refused, and so is one by which there is no task at all', async () => {
    const refused = await cli.run(['audit', 'tasks', '--layout', 'castore']);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain('(key: expected aggregateId S, version N, found PK S, SK S)');
    const file = join(cli.folder, 'others.json');
    await writeFile(file, `${JSON.stringify({ PK: { S: 'OTHER#a' }, SK: { S: 'x' } })}\n`);
    const none = await cli.run(['audit', '--file', file, '--json']);
    expect(none.status).toBe(2);
    expect(summaryOf(none.stdout)).toMatchObject({ summary: { tasks: 0, items: 1 } });
    expect(none.stderr).toContain('None of the items belongs to a task of this layout');
  });
});
