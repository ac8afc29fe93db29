import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyOf, META_KEY } from '../../stores/taskEvents/keys.ts';
import { DRIFTING, follow, openRebuildStage, REF, type RebuildStage } from './rebuildStage.fixture.ts';

describe('rebuilds', () => {
  let stage: RebuildStage;

  beforeEach(async () => {
    stage = await openRebuildStage();
  });
  afterEach(() => stage.close());

  it('a past run tells its tasks and each projection before against after, also once it is put back', async () => {
    await stage.begin('a', DRIFTING);
    await stage.begin('b', undefined);
    const {
      run: { run },
    } = await stage.runOn('a', 'b');
    const rebuilt = { status: { S: 'running' }, team: { S: 'blue' } };
    expect(await stage.storyOf(run, 'a')).toMatchObject({
      result: { outcome: 'written', status: { before: 'succeeded', after: 'running' } },
      undone: null,
      comparisons: [{ of: 'rebuilt', before: DRIFTING, after: rebuilt }],
    });
    const [shown] = (await stage.storyOf(run, 'a')).comparisons;
    expect(Object.keys(shown?.after ?? {})).not.toContain('write_id');
    expect(shown?.changes).toContainEqual({
      op: 'remove',
      path: ['last_error'],
      before: { S: 'none such' },
    });
    await stage.rebuilds.undo(REF, run, ['b'], follow().listener);
    expect(await stage.storyOf(run, 'b')).toMatchObject({
      undone: { outcome: 'written' },
      comparisons: [{ of: 'rebuilt', before: null, after: { status: { S: 'running' } } }],
    });
    expect((await stage.rowsOf(run)).rows).toMatchObject([
      { task: 'a', result: { outcome: 'written' }, undone: null },
      { task: 'b', undone: { outcome: 'written' } },
    ]);
    expect(stage.metaOf('b')).toBeUndefined();
    expect(stage.metaOf('a')).toMatchObject(rebuilt);
  });

  it('tells what was met in place of what was read, and lists what went wrong first', async () => {
    for (const task of ['a', 'b', 'c']) await stage.begin(task, DRIFTING);
    stage.beforeWrite = (task) => {
      if (task === 'b') stage.table.put({ ...keyOf('b', META_KEY), status: { S: 'failed' } });
    };
    const {
      run: { run },
    } = await stage.runOn('a', 'b', 'c');
    expect((await stage.rowsOf(run)).rows.map(({ task }) => task)).toEqual(['b', 'a', 'c']);
    expect((await stage.rowsOf(run, 'asListed')).rows.map(({ task }) => task)).toEqual(['a', 'b', 'c']);
    expect(await stage.storyOf(run, 'b')).toMatchObject({
      result: { outcome: 'projectionChanged' },
      comparisons: [
        { of: 'intended', before: DRIFTING, after: { status: { S: 'running' } } },
        { of: 'met', before: DRIFTING, after: { status: { S: 'failed' } } },
      ],
    });
    stage.table.put({ ...keyOf('a', META_KEY), status: { S: 'cancelled' } });
    await stage.rebuilds.undo(REF, run, ['a'], follow().listener);
    expect((await stage.storyOf(run, 'a')).comparisons).toMatchObject([
      { of: 'rebuilt' },
      { of: 'changedSince', before: { status: { S: 'running' } }, after: { status: { S: 'cancelled' } } },
    ]);
    await expect(stage.storyOf('none', 'a')).rejects.toMatchObject({ code: 'NotFound' });
  });

  it('lives with a journal whose last line a crash has torn', async () => {
    await stage.begin('a', DRIFTING);
    const { run } = await stage.runOn('a');
    const [name = ''] = (await readdir(join(stage.folder, 'rebuilds', 'c'))).filter((each) =>
      each.endsWith('.jsonl'),
    );
    const file = join(stage.folder, 'rebuilds', 'c', name);
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, -10));
    const reopened = stage.open();
    expect(await reopened.runs(REF)).toMatchObject([{ run: run.run, state: 'interrupted' }]);
    const done = await reopened.resume(REF, run.run, undefined, follow().listener);
    expect(done).toMatchObject({ state: 'done', totals: { written: 1 } });
  });

  it('a run of another table is not found, whatever is asked of it', async () => {
    await stage.begin('a', DRIFTING);
    await stage.begin('b', DRIFTING);
    const { run } = await stage.runOn('a');
    const other = { ...REF, table: 'another' };
    const lost = { code: 'NotFound', message: expect.stringContaining('“tasks”') };
    await expect(stage.rebuilds.resume(other, run.run, undefined, follow().listener)).rejects.toMatchObject(
      lost,
    );
    await expect(stage.rebuilds.undo(other, run.run, undefined, follow().listener)).rejects.toMatchObject(
      lost,
    );
    await expect(stage.rebuilds.story({ ...other, task: 'a' }, run.run)).rejects.toMatchObject(lost);
    expect(stage.metaOf('a')).toMatchObject({ status: { S: 'running' } });
  });

  it('a run that nobody knows, or whose name leads elsewhere, is not found', async () => {
    for (const run of ['none', '../../settings', '']) {
      await expect(stage.rebuilds.resume(REF, run, undefined, follow().listener)).rejects.toMatchObject({
        code: 'NotFound',
      });
    }
  });
});
