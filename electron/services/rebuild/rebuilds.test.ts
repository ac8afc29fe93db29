import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import { keyOf, META_KEY } from '../../stores/taskEvents/keys.ts';
import { AT, DRIFTING, follow, openRebuildStage, REF, type RebuildStage } from './rebuildStage.fixture.ts';
import type { RebuildStep } from './rebuilds.ts';

describe('rebuilds', () => {
  let stage: RebuildStage;

  beforeEach(async () => {
    stage = await openRebuildStage();
  });
  afterEach(() => stage.close());

  it('refuses streams with holes, and tasks without events', async () => {
    await stage.begin('a', DRIFTING);
    await stage.events.appendEvent('a', { type: 'TaskFailed', at: AT }, 4);
    stage.table.put({ ...keyOf('b', META_KEY), ...DRIFTING });
    expect(await stage.plan('a')).toMatchObject({ kind: 'damaged', findings: [{ kind: 'sequence-gap' }] });
    expect((await stage.runOn('a', 'b')).outcomes).toEqual(['damaged', 'impossible']);
    expect(stage.metaOf('a')).toMatchObject(DRIFTING);
  });

  it('writes nothing where an event came, or the projection was changed meanwhile; the rest goes on', async () => {
    for (const task of ['a', 'b', 'c']) await stage.begin(task, DRIFTING);
    stage.beforeWrite = (task) => {
      if (task === 'a') stage.table.put({ ...keyOf('a', 'EVENT#0003'), event: { M: {} } });
      if (task === 'b') stage.table.put({ ...keyOf('b', META_KEY), status: { S: 'failed' } });
    };
    const { run, outcomes } = await stage.runOn('a', 'b', 'c');
    expect(outcomes).toEqual(['eventsCame', 'projectionChanged', 'written']);
    expect(run.totals).toMatchObject({ lost: 2, written: 1 });
    expect(stage.metaOf('a')).toMatchObject(DRIFTING);
    expect(stage.metaOf('b')).toMatchObject({ status: { S: 'failed' } });
  });

  it('stops when cancelled, and goes on from there', async () => {
    for (const task of ['a', 'b', 'c']) await stage.begin(task, DRIFTING);
    const stop = new AbortController();
    const { listener } = follow(stop.signal);
    const emit = async (progress: RebuildStep): Promise<void> => {
      await listener.emit(progress);
      if (progress.task === 'a') stop.abort();
    };
    const which = { kind: 'tasks', tasks: ['a', 'b', 'c'] } as const;
    await expect(
      stage.rebuilds.run(REF, { ...which, tasks: [...which.tasks] }, undefined, {
        signal: stop.signal,
        emit,
      }),
    ).rejects.toMatchObject({ code: 'Cancelled' });
    const [interrupted] = await stage.rebuilds.runs(REF);
    expect(interrupted).toMatchObject({ state: 'interrupted', totals: { tasks: 3, written: 1 } });
    expect(stage.metaOf('b')).toMatchObject(DRIFTING);
    const { seen, listener: rest } = follow();
    const run = await stage.rebuilds.resume(REF, interrupted?.run ?? '', undefined, rest);
    expect(run).toMatchObject({ state: 'done', totals: { written: 3 } });
    expect(seen.flatMap(({ task }) => task ?? [])).toEqual(['b', 'c']);
  });

  it('an outage ends the run early; going on finds what had been written after all', async () => {
    for (const task of ['a', 'b']) await stage.begin(task, DRIFTING);
    const written = stage.store;
    stage.store = {
      ...written,
      rewrite: async (rewrite) => {
        await written.rewrite(rewrite);
        throw new AppError('Unreachable', { message: 'gone' });
      },
    };
    await expect(
      stage.rebuilds.run(REF, { kind: 'drifting', list: 'l' }, undefined, follow().listener),
    ).rejects.toMatchObject({ code: 'Unreachable' });
    stage.store = written;
    const [{ run } = { run: '' }] = await stage.rebuilds.runs(REF);
    const done = await stage.rebuilds.resume(REF, run, undefined, follow().listener);
    expect(done.totals).toMatchObject({ tasks: 2, written: 2 });
    await stage.rebuilds.undo(REF, run, undefined, follow().listener);
    expect(stage.metaOf('a')).toMatchObject(DRIFTING);
  });

  it('stopping while one is being written waits for how it ends', async () => {
    for (const task of ['a', 'b']) await stage.begin(task, DRIFTING);
    const stop = new AbortController();
    const inner = stage.store;
    stage.store = {
      ...inner,
      rewrite: (rewrite) => {
        stop.abort();
        if (rewrite.signal?.aborted === true) throw new AppError('WriteOutcomeUnknown', { message: '?' });
        return inner.rewrite(rewrite);
      },
    };
    const run = stage.rebuilds.run(
      REF,
      { kind: 'tasks', tasks: ['a', 'b'] },
      undefined,
      follow(stop.signal).listener,
    );
    await expect(run).rejects.toMatchObject({ code: 'Cancelled' });
    const [told] = await stage.rebuilds.runs(REF);
    expect(told).toMatchObject({ state: 'interrupted', totals: { written: 1, failed: 0 } });
  });

  it('stopped before it writes, it journals nothing of a task', async () => {
    await stage.begin('a', DRIFTING);
    const stop = new AbortController();
    const inner = stage.store;
    stage.store = {
      ...inner,
      read: (place) => {
        stop.abort();
        return inner.read(place);
      },
    };
    const run = stage.rebuilds.run(
      REF,
      { kind: 'tasks', tasks: ['a'] },
      undefined,
      follow(stop.signal).listener,
    );
    await expect(run).rejects.toMatchObject({ code: 'Cancelled' });
    expect(stage.metaOf('a')).toMatchObject(DRIFTING);
  });

  it('goes on and puts back as fast as it was begun with', async () => {
    await stage.begin('a', DRIFTING);
    const which = { kind: 'tasks' as const, tasks: ['a'] };
    const { run } = await stage.rebuilds.run(REF, which, 5, follow().listener);
    await stage.open().resume(REF, run, undefined, follow().listener);
    await stage.open().resume(REF, run, 7, follow().listener);
    await stage.open().undo(REF, run, undefined, follow().listener);
    expect(stage.paces).toEqual([5, 5, 7, 5]);
  });

  it('goes on by the reducer that it was begun with, and ends when that becomes another', async () => {
    for (const task of ['a', 'b', 'c']) await stage.begin(task, DRIFTING);
    const inner = stage.store;
    stage.store = {
      ...inner,
      rewrite: async (rewrite) => {
        const outcome = await inner.rewrite(rewrite);
        stage.reducer = 'mine.js';
        return outcome;
      },
    };
    const other = { code: 'InvalidInput', message: expect.stringContaining('“task”') };
    await expect(stage.runOn('a', 'b', 'c')).rejects.toMatchObject(other);
    stage.store = inner;
    const [{ run, totals } = { run: '', totals: undefined }] = await stage.rebuilds.runs(REF);
    expect(totals).toMatchObject({ written: 1, failed: 0 });
    const reopened = stage.open();
    const [refused] = await reopened.runs(REF);
    expect(refused?.refusal).toContain("“task”, and the table's reducer is “mine.js”");
    await expect(reopened.resume(REF, run, undefined, follow().listener)).rejects.toMatchObject(other);
    expect(stage.metaOf('b')).toMatchObject(DRIFTING);
    stage.reducer = 'task';
    expect((await reopened.runs(REF))[0]).not.toHaveProperty('refusal');
    const done = await reopened.resume(REF, run, undefined, follow().listener);
    expect(done).toMatchObject({ state: 'done', totals: { written: 3 } });
  });
});
