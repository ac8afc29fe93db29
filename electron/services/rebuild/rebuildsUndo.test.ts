import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import {
  AT,
  DRIFTING,
  follow,
  openRebuildStage,
  REF,
  taskIn,
  type RebuildStage,
} from './rebuildStage.fixture.ts';

const lost = (): never => {
  throw new AppError('WriteOutcomeUnknown', { message: 'the answer got lost' });
};

describe('rebuilds', () => {
  let stage: RebuildStage;

  beforeEach(async () => {
    stage = await openRebuildStage();
  });
  afterEach(() => stage.close());

  it('rebuilds, tells of it, finds nothing left to do, and takes it back', async () => {
    await stage.begin('a', DRIFTING);
    const { run, outcomes } = await stage.runOn('a');
    expect(outcomes).toEqual(['written']);
    expect(run).toMatchObject({ state: 'done', totals: { tasks: 1, written: 1 } });
    expect(stage.metaOf('a')).toMatchObject({ status: { S: 'running' }, team: { S: 'blue' } });
    expect(stage.metaOf('a')).not.toHaveProperty('last_error');
    expect(stage.changed).toEqual(['a']);
    expect(await stage.plan('a')).toMatchObject({ kind: 'agrees' });

    const undone = await stage.rebuilds.undo(REF, run.run, undefined, follow().listener);
    expect(undone.totals).toMatchObject({ written: 1, undone: 1 });
    expect(stage.metaOf('a')).toMatchObject(DRIFTING);
    expect((await stage.rebuilds.undo(REF, run.run, undefined, follow().listener)).totals.undone).toBe(1);
    expect(await stage.rebuilds.runs(REF)).toEqual([undone]);
    expect(await stage.rebuilds.runs({ ...REF, table: 'another' })).toEqual([]);
  });

  it('makes a projection that is missing, whole, and removes it again', async () => {
    await stage.begin('a', undefined);
    const { run } = await stage.runOn('a');
    expect(stage.metaOf('a')).toMatchObject({
      status: { S: 'running' },
      title: { S: 'a' },
      created_at: { S: AT },
    });
    await stage.rebuilds.undo(REF, run.run, ['a'], follow().listener);
    expect(stage.metaOf('a')).toBeUndefined();
  });

  it('puts back what may have been written, by an unknown outcome or none at all', async () => {
    for (const task of ['a', 'b']) await stage.begin(task, DRIFTING);
    await stage.begin('c', undefined);
    await stage.begin('d', DRIFTING);
    const inner = stage.store;
    stage.store = {
      ...inner,
      rewrite: async (rewrite) => {
        const task = taskIn(rewrite.key);
        // Written, and not: of neither an answer comes.
        if (task === 'a') await inner.rewrite(rewrite);
        if (task !== 'd') return lost();
        await inner.rewrite(rewrite);
        throw new AppError('Unreachable', { message: 'gone' });
      },
    };
    await expect(stage.runOn('a', 'b', 'c', 'd')).rejects.toMatchObject({ code: 'Unreachable' });
    stage.store = inner;
    const [{ run } = { run: '' }] = await stage.rebuilds.runs(REF);
    expect((await stage.rebuilds.runs(REF))[0]?.totals).toMatchObject({ written: 0, failed: 3, undoable: 4 });
    const { seen, listener } = follow();
    const undone = await stage.rebuilds.undo(REF, run, undefined, listener);
    expect(seen.flatMap(({ task, result }) => (task === undefined ? [] : [[task, result?.outcome]]))).toEqual(
      [
        ['d', 'written'],
        ['c', 'agrees'],
        ['b', 'agrees'],
        ['a', 'written'],
      ],
    );
    expect(undone.totals).toMatchObject({ undone: 2, undoable: 0 });
    const rest = follow();
    expect(await stage.rebuilds.resume(REF, run, undefined, rest.listener)).toMatchObject({ state: 'done' });
    expect(rest.seen.flatMap(({ task }) => task ?? [])).toEqual([]);
    for (const task of ['a', 'b', 'd']) expect(stage.metaOf(task)).toMatchObject(DRIFTING);
    expect(stage.metaOf('c')).toBeUndefined();
  });

  it('one that cannot be put back ends neither the undo nor its journal', async () => {
    for (const task of ['a', 'b', 'c']) await stage.begin(task, DRIFTING);
    const { run } = await stage.runOn('a', 'b', 'c');
    const inner = stage.store;
    stage.store = {
      ...inner,
      restore: (restore) => {
        const task = taskIn(restore.key);
        if (task === 'c') return lost();
        if (task === 'b') throw new AppError('TransactionConflict', { message: 'busy' });
        return inner.restore(restore);
      },
    };
    const undone = await stage.rebuilds.undo(REF, run.run, undefined, follow().listener);
    expect(undone.totals).toMatchObject({ written: 3, undone: 1, undoable: 2 });
    expect(stage.metaOf('a')).toMatchObject(DRIFTING);
    expect((await stage.rowsOf(run.run, 'asListed')).rows.map((row) => row.undone?.outcome)).toEqual([
      'written',
      'failed',
      'unknown',
    ]);
  });
});
