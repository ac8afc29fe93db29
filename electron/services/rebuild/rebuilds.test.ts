import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import type { RebuildPlanning } from '#shared/model/rebuildPlanning.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { createTaskSession } from '../../replay/createTaskSession.ts';
import { rebuildJournal } from '../../settings/rebuildJournal.ts';
import { memoryTable, type MemoryTable } from '../../stores/memoryTable.ts';
import { memoryProjectionStore } from '../../stores/projections/memoryProjectionStore.ts';
import type { ProjectionStore } from '../../stores/projections/projectionStore.ts';
import { keyOf, META_KEY, taskKey } from '../../stores/taskEvents/keys.ts';
import { memoryTaskEventStore } from '../../stores/taskEvents/memoryTaskEventStore.ts';
import { decodeTaskItem } from '../../stores/taskEvents/taskItems.ts';
import { createRebuilds, type Rebuilds, type RebuildStep } from './rebuilds.ts';
import { taskPlace } from './taskPlace.ts';

const ref = { connection: 'c', table: 'tasks' };
const AT = '2026-03-11T09:00:00Z';

describe('rebuilds', () => {
  let folder: string;
  let table: MemoryTable;
  let events: ReturnType<typeof memoryTaskEventStore>;
  let store: ProjectionStore;
  let rebuilds: Rebuilds;
  /** As another run of the program would. */
  let openRebuilds: () => Rebuilds;
  let changed: string[];
  /** What folds the table. */
  let reducer: string;
  /** The pace of each piece of work. */
  let paces: (number | undefined)[];
  /** Called before each write to the projection. */
  let beforeWrite: (task: string) => void;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rebuilds-'));
    table = memoryTable();
    events = memoryTaskEventStore({ table });
    const range = (key: AttributeMap): readonly [string, string] => [
      stringOf(key, 'PK') ?? '',
      stringOf(key, 'SK') ?? '',
    ];
    const inner = memoryProjectionStore({
      get: (_, key) => table.get(...range(key)),
      put: (_, __, item) => table.put(item),
      remove: (_, key) => table.remove(...range(key)),
    });
    beforeWrite = () => undefined;
    store = {
      ...inner,
      rewrite: (rewrite) => {
        beforeWrite(stringOf(rewrite.key, 'PK')?.slice('TASK#'.length) ?? '');
        return inner.rewrite(rewrite);
      },
    };
    changed = [];
    paces = [];
    reducer = 'task';
    let ids = 0;
    openRebuilds = () =>
      createRebuilds({
        replay: ({ task }) => {
          const session = createTaskSession(task);
          session.add(table.partition(taskKey(task)).map(decodeTaskItem));
          session.complete();
          return Promise.resolve(session.summary());
        },
        placeOf: taskPlace,
        withProjections: (_, work) => work(store),
        journalOf: (connection) => rebuildJournal(folder, connection),
        driftingOf: () => Promise.resolve(['a', 'b']),
        changes: { emit: ({ task }) => void changed.push(task) },
        newId: () => `id-${(ids += 1)}`,
        setupOf: () => Promise.resolve({ fingerprint: reducer, reducer }),
        now: () => new Date(AT),
        paceOf: (perSecond) => {
          paces.push(perSecond);
          return { next: () => Promise.resolve() };
        },
      });
    rebuilds = openRebuilds();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const metaOf = (task: string): AttributeMap | undefined => table.get(taskKey(task), META_KEY);
  const begin = async (task: string, stored: AttributeMap | undefined): Promise<void> => {
    const created = { type: 'TaskCreated', at: AT, data: { title: { S: task } } };
    await events.appendEvent(task, created, 1);
    await events.appendEvent(task, { type: 'TaskStarted', at: AT }, 2);
    if (stored !== undefined) table.put({ ...keyOf(task, META_KEY), ...stored });
  };
  const drifting: AttributeMap = {
    status: { S: 'succeeded' },
    last_error: { S: 'none such' },
    team: { S: 'blue' },
  };
  const follow = (signal = new AbortController().signal) => {
    const seen: RebuildStep[] = [];
    return {
      seen,
      listener: { signal, emit: (progress: RebuildStep) => Promise.resolve(void seen.push(progress)) },
    };
  };
  const runOn = async (...tasks: string[]) => {
    const { seen, listener } = follow();
    const run = await rebuilds.run(ref, { kind: 'tasks', tasks }, undefined, listener);
    return { run, outcomes: seen.flatMap(({ result }) => result?.outcome ?? []) };
  };
  const plan = (task: string) => rebuilds.plan({ ...ref, task }, new AbortController().signal);

  it('plans without writing: drifting fields change, what the replay lacks goes, the rest stays', async () => {
    await begin('a', drifting);
    const before = metaOf('a');
    expect(await plan('a')).toMatchObject({
      kind: 'rewrite',
      seq: 2,
      before: drifting,
      after: { status: { S: 'running' }, team: { S: 'blue' } },
      drift: { class: 'diverged' },
    });
    expect(metaOf('a')).toBe(before);
  });

  it('rebuilds, tells of it, finds nothing left to do, and takes it back', async () => {
    await begin('a', drifting);
    const { run, outcomes } = await runOn('a');
    expect(outcomes).toEqual(['written']);
    expect(run).toMatchObject({ state: 'done', totals: { tasks: 1, written: 1 } });
    expect(metaOf('a')).toMatchObject({ status: { S: 'running' }, team: { S: 'blue' } });
    expect(metaOf('a')).not.toHaveProperty('last_error');
    expect(changed).toEqual(['a']);
    expect(await plan('a')).toMatchObject({ kind: 'agrees' });

    const undone = await rebuilds.undo(ref, run.run, undefined, follow().listener);
    expect(undone.totals).toMatchObject({ written: 1, undone: 1 });
    expect(metaOf('a')).toMatchObject(drifting);
    expect((await rebuilds.undo(ref, run.run, undefined, follow().listener)).totals.undone).toBe(1);
    expect(await rebuilds.runs(ref)).toEqual([undone]);
    expect(await rebuilds.runs({ ...ref, table: 'another' })).toEqual([]);
  });

  it('makes a projection that is missing, whole, and removes it again', async () => {
    await begin('a', undefined);
    const { run } = await runOn('a');
    expect(metaOf('a')).toMatchObject({ status: { S: 'running' }, title: { S: 'a' }, created_at: { S: AT } });
    await rebuilds.undo(ref, run.run, ['a'], follow().listener);
    expect(metaOf('a')).toBeUndefined();
  });

  it('refuses streams with holes, and tasks without events', async () => {
    await begin('a', drifting);
    await events.appendEvent('a', { type: 'TaskFailed', at: AT }, 4);
    table.put({ ...keyOf('b', META_KEY), ...drifting });
    expect(await plan('a')).toMatchObject({ kind: 'damaged', findings: [{ kind: 'sequence-gap' }] });
    expect((await runOn('a', 'b')).outcomes).toEqual(['damaged', 'impossible']);
    expect(metaOf('a')).toMatchObject(drifting);
  });

  it('writes nothing where an event came, or the projection was changed meanwhile; the rest goes on', async () => {
    for (const task of ['a', 'b', 'c']) await begin(task, drifting);
    beforeWrite = (task) => {
      if (task === 'a') table.put({ ...keyOf('a', 'EVENT#0003'), event: { M: {} } });
      if (task === 'b') table.put({ ...keyOf('b', META_KEY), status: { S: 'failed' } });
    };
    const { run, outcomes } = await runOn('a', 'b', 'c');
    expect(outcomes).toEqual(['eventsCame', 'projectionChanged', 'written']);
    expect(run.totals).toMatchObject({ lost: 2, written: 1 });
    expect(metaOf('a')).toMatchObject(drifting);
    expect(metaOf('b')).toMatchObject({ status: { S: 'failed' } });
  });

  it('stops when cancelled, and goes on from there', async () => {
    for (const task of ['a', 'b', 'c']) await begin(task, drifting);
    const stop = new AbortController();
    const { listener } = follow(stop.signal);
    const emit = async (progress: RebuildStep): Promise<void> => {
      await listener.emit(progress);
      if (progress.task === 'a') stop.abort();
    };
    const which = { kind: 'tasks', tasks: ['a', 'b', 'c'] } as const;
    await expect(
      rebuilds.run(ref, { ...which, tasks: [...which.tasks] }, undefined, { signal: stop.signal, emit }),
    ).rejects.toMatchObject({ code: 'Cancelled' });
    const [interrupted] = await rebuilds.runs(ref);
    expect(interrupted).toMatchObject({ state: 'interrupted', totals: { tasks: 3, written: 1 } });
    expect(metaOf('b')).toMatchObject(drifting);
    const { seen, listener: rest } = follow();
    const run = await rebuilds.resume(ref, interrupted?.run ?? '', undefined, rest);
    expect(run).toMatchObject({ state: 'done', totals: { written: 3 } });
    expect(seen.flatMap(({ task }) => task ?? [])).toEqual(['b', 'c']);
  });

  it('an outage ends the run early; going on finds what had been written after all', async () => {
    for (const task of ['a', 'b']) await begin(task, drifting);
    const written = store;
    store = {
      ...written,
      rewrite: async (rewrite) => {
        await written.rewrite(rewrite);
        throw new AppError('Unreachable', { message: 'gone' });
      },
    };
    await expect(
      rebuilds.run(ref, { kind: 'drifting', list: 'l' }, undefined, follow().listener),
    ).rejects.toMatchObject({ code: 'Unreachable' });
    store = written;
    const [{ run } = { run: '' }] = await rebuilds.runs(ref);
    const done = await rebuilds.resume(ref, run, undefined, follow().listener);
    expect(done.totals).toMatchObject({ tasks: 2, written: 2 });
    await rebuilds.undo(ref, run, undefined, follow().listener);
    expect(metaOf('a')).toMatchObject(drifting);
  });

  const storyOf = (run: string, task: string) => rebuilds.story({ ...ref, task }, run);
  const rowsOf = (run: string, order: 'asListed' | 'troubleFirst' = 'troubleFirst') =>
    rebuilds.tasks(ref, run, order, { from: 0, to: 10 });

  it('a past run tells its tasks and each projection before against after, also once it is put back', async () => {
    await begin('a', drifting);
    await begin('b', undefined);
    const {
      run: { run },
    } = await runOn('a', 'b');
    const rebuilt = { status: { S: 'running' }, team: { S: 'blue' } };
    expect(await storyOf(run, 'a')).toMatchObject({
      result: { outcome: 'written', status: { before: 'succeeded', after: 'running' } },
      undone: null,
      comparisons: [{ of: 'rebuilt', before: drifting, after: rebuilt }],
    });
    const [shown] = (await storyOf(run, 'a')).comparisons;
    expect(Object.keys(shown?.after ?? {})).not.toContain('write_id');
    expect(shown?.changes).toContainEqual({
      op: 'remove',
      path: ['last_error'],
      before: { S: 'none such' },
    });
    await rebuilds.undo(ref, run, ['b'], follow().listener);
    expect(await storyOf(run, 'b')).toMatchObject({
      undone: { outcome: 'written' },
      comparisons: [{ of: 'rebuilt', before: null, after: { status: { S: 'running' } } }],
    });
    expect((await rowsOf(run)).rows).toMatchObject([
      { task: 'a', result: { outcome: 'written' }, undone: null },
      { task: 'b', undone: { outcome: 'written' } },
    ]);
    expect(metaOf('b')).toBeUndefined();
    expect(metaOf('a')).toMatchObject(rebuilt);
  });

  it('tells what was met in place of what was read, and lists what went wrong first', async () => {
    for (const task of ['a', 'b', 'c']) await begin(task, drifting);
    beforeWrite = (task) => {
      if (task === 'b') table.put({ ...keyOf('b', META_KEY), status: { S: 'failed' } });
    };
    const {
      run: { run },
    } = await runOn('a', 'b', 'c');
    expect((await rowsOf(run)).rows.map(({ task }) => task)).toEqual(['b', 'a', 'c']);
    expect((await rowsOf(run, 'asListed')).rows.map(({ task }) => task)).toEqual(['a', 'b', 'c']);
    expect(await storyOf(run, 'b')).toMatchObject({
      result: { outcome: 'projectionChanged' },
      comparisons: [
        { of: 'intended', before: drifting, after: { status: { S: 'running' } } },
        { of: 'met', before: drifting, after: { status: { S: 'failed' } } },
      ],
    });
    table.put({ ...keyOf('a', META_KEY), status: { S: 'cancelled' } });
    await rebuilds.undo(ref, run, ['a'], follow().listener);
    expect((await storyOf(run, 'a')).comparisons).toMatchObject([
      { of: 'rebuilt' },
      { of: 'changedSince', before: { status: { S: 'running' } }, after: { status: { S: 'cancelled' } } },
    ]);
    await expect(storyOf('none', 'a')).rejects.toMatchObject({ code: 'NotFound' });
  });

  it('rebuilds what is chosen in a plan, and nothing else', async () => {
    for (const task of ['a', 'b', 'c']) await begin(task, drifting);
    const { signal } = new AbortController();
    const close = new AbortController();
    const outcome = new Promise<readonly string[]>((settle, fail) => {
      const emit = async ({ handle, phase }: RebuildPlanning): Promise<void> => {
        if (phase !== 'ready') return;
        rebuilds.plans.choose(handle, { kind: 'task', task: 'b' }, false);
        const { totals } = await rebuilds.run(ref, { kind: 'planned', plan: handle }, undefined, {
          signal,
          emit: () => Promise.resolve(),
        });
        expect(totals).toMatchObject({ tasks: 2, written: 2 });
        close.abort();
        settle([...changed]);
      };
      rebuilds.plans
        .open(ref, { kind: 'tasks', tasks: ['a', 'b', 'c'] }, { signal: close.signal, emit })
        .catch(fail);
    });
    expect(await outcome).toEqual(['a', 'c']);
    expect(metaOf('b')).toMatchObject(drifting);
  });

  it('lives with a journal whose last line a crash has torn', async () => {
    await begin('a', drifting);
    const { run } = await runOn('a');
    const [name = ''] = (await readdir(join(folder, 'rebuilds', 'c'))).filter((each) =>
      each.endsWith('.jsonl'),
    );
    const file = join(folder, 'rebuilds', 'c', name);
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, -10));
    rebuilds = openRebuilds();
    expect(await rebuilds.runs(ref)).toMatchObject([{ run: run.run, state: 'interrupted' }]);
    const done = await rebuilds.resume(ref, run.run, undefined, follow().listener);
    expect(done).toMatchObject({ state: 'done', totals: { written: 1 } });
  });

  it('a run of another table is not found, whatever is asked of it', async () => {
    await begin('a', drifting);
    await begin('b', drifting);
    const { run } = await runOn('a');
    const other = { ...ref, table: 'another' };
    const lost = { code: 'NotFound', message: expect.stringContaining('“tasks”') };
    await expect(rebuilds.resume(other, run.run, undefined, follow().listener)).rejects.toMatchObject(lost);
    await expect(rebuilds.undo(other, run.run, undefined, follow().listener)).rejects.toMatchObject(lost);
    await expect(rebuilds.story({ ...other, task: 'a' }, run.run)).rejects.toMatchObject(lost);
    expect(metaOf('a')).toMatchObject({ status: { S: 'running' } });
  });

  it('stopping while one is being written waits for how it ends', async () => {
    for (const task of ['a', 'b']) await begin(task, drifting);
    const stop = new AbortController();
    const inner = store;
    store = {
      ...inner,
      rewrite: (rewrite) => {
        stop.abort();
        if (rewrite.signal?.aborted === true) throw new AppError('WriteOutcomeUnknown', { message: '?' });
        return inner.rewrite(rewrite);
      },
    };
    const run = rebuilds.run(
      ref,
      { kind: 'tasks', tasks: ['a', 'b'] },
      undefined,
      follow(stop.signal).listener,
    );
    await expect(run).rejects.toMatchObject({ code: 'Cancelled' });
    const [told] = await rebuilds.runs(ref);
    expect(told).toMatchObject({ state: 'interrupted', totals: { written: 1, failed: 0 } });
  });

  it('stopped before it writes, it journals nothing of a task', async () => {
    await begin('a', drifting);
    const stop = new AbortController();
    const inner = store;
    store = {
      ...inner,
      read: (place) => {
        stop.abort();
        return inner.read(place);
      },
    };
    const run = rebuilds.run(ref, { kind: 'tasks', tasks: ['a'] }, undefined, follow(stop.signal).listener);
    await expect(run).rejects.toMatchObject({ code: 'Cancelled' });
    expect(metaOf('a')).toMatchObject(drifting);
  });

  const lost = (): never => {
    throw new AppError('WriteOutcomeUnknown', { message: 'the answer got lost' });
  };

  it('puts back what may have been written, by an unknown outcome or none at all', async () => {
    for (const task of ['a', 'b']) await begin(task, drifting);
    await begin('c', undefined);
    await begin('d', drifting);
    const inner = store;
    store = {
      ...inner,
      rewrite: async (rewrite) => {
        const task = stringOf(rewrite.key, 'PK')?.slice('TASK#'.length) ?? '';
        // Written, and not: of neither an answer comes.
        if (task === 'a') await inner.rewrite(rewrite);
        if (task !== 'd') return lost();
        await inner.rewrite(rewrite);
        throw new AppError('Unreachable', { message: 'gone' });
      },
    };
    await expect(runOn('a', 'b', 'c', 'd')).rejects.toMatchObject({ code: 'Unreachable' });
    store = inner;
    const [{ run } = { run: '' }] = await rebuilds.runs(ref);
    expect((await rebuilds.runs(ref))[0]?.totals).toMatchObject({ written: 0, failed: 3, undoable: 4 });
    const { seen, listener } = follow();
    const undone = await rebuilds.undo(ref, run, undefined, listener);
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
    expect(await rebuilds.resume(ref, run, undefined, rest.listener)).toMatchObject({ state: 'done' });
    expect(rest.seen.flatMap(({ task }) => task ?? [])).toEqual([]);
    for (const task of ['a', 'b', 'd']) expect(metaOf(task)).toMatchObject(drifting);
    expect(metaOf('c')).toBeUndefined();
  });

  it('one that cannot be put back ends neither the undo nor its journal', async () => {
    for (const task of ['a', 'b', 'c']) await begin(task, drifting);
    const { run } = await runOn('a', 'b', 'c');
    const inner = store;
    store = {
      ...inner,
      restore: (restore) => {
        const task = stringOf(restore.key, 'PK')?.slice('TASK#'.length);
        if (task === 'c') return lost();
        if (task === 'b') throw new AppError('TransactionConflict', { message: 'busy' });
        return inner.restore(restore);
      },
    };
    const undone = await rebuilds.undo(ref, run.run, undefined, follow().listener);
    expect(undone.totals).toMatchObject({ written: 3, undone: 1, undoable: 2 });
    expect(metaOf('a')).toMatchObject(drifting);
    expect((await rowsOf(run.run, 'asListed')).rows.map((row) => row.undone?.outcome)).toEqual([
      'written',
      'failed',
      'unknown',
    ]);
  });

  it('writes what was looked at and nothing else: what an event or a write has changed since stays', async () => {
    for (const task of ['a', 'b', 'c', 'd']) await begin(task, drifting);
    const looked = await plan('d');
    if (looked.kind !== 'rewrite' || looked.digest === undefined) throw new Error('Nothing to look at.');
    const which = { kind: 'seen', task: 'd', digest: looked.digest } as const;
    const close = new AbortController();
    const run = await new Promise<string>((settle, fail) => {
      const emit = async ({ handle, phase }: RebuildPlanning): Promise<void> => {
        if (phase !== 'ready') return;
        await events.appendEvent('a', { type: 'TaskFailed', at: AT }, 3);
        table.put({ ...keyOf('b', META_KEY), ...drifting, status: { S: 'failed' } });
        const stop = new AbortController();
        const stopping = (): Promise<void> => {
          stop.abort();
          return Promise.resolve();
        };
        // Stopped at once: what was looked at is known also to whoever goes on.
        await rebuilds
          .run(ref, { kind: 'planned', plan: handle }, undefined, { signal: stop.signal, emit: stopping })
          .catch(() => undefined);
        settle((await rebuilds.runs(ref))[0]?.run ?? '');
        close.abort();
      };
      rebuilds.plans
        .open(ref, { kind: 'tasks', tasks: ['a', 'b', 'c'] }, { signal: close.signal, emit })
        .catch(fail);
    });
    const { seen, listener } = follow();
    const { totals } = await openRebuilds().resume(ref, run, undefined, listener);
    expect(seen.flatMap(({ result }) => result?.outcome ?? [])).toEqual([
      'planChanged',
      'planChanged',
      'written',
    ]);
    expect(totals).toMatchObject({ lost: 2, written: 1 });
    expect(metaOf('a')).toMatchObject(drifting);
    expect(metaOf('b')).toMatchObject({ status: { S: 'failed' } });

    expect((await rebuilds.run(ref, which, undefined, follow().listener)).totals.written).toBe(1);
    table.put({ ...keyOf('d', META_KEY), ...drifting, status: { S: 'failed' } });
    expect((await rebuilds.run(ref, which, undefined, follow().listener)).totals.lost).toBe(1);
    expect(metaOf('d')).toMatchObject({ status: { S: 'failed' } });
  });

  it('goes on and puts back as fast as it was begun with', async () => {
    await begin('a', drifting);
    const which = { kind: 'tasks' as const, tasks: ['a'] };
    const { run } = await rebuilds.run(ref, which, 5, follow().listener);
    await openRebuilds().resume(ref, run, undefined, follow().listener);
    await openRebuilds().resume(ref, run, 7, follow().listener);
    await openRebuilds().undo(ref, run, undefined, follow().listener);
    expect(paces).toEqual([5, 5, 7, 5]);
  });

  it('goes on by the reducer that it was begun with, and ends when that becomes another', async () => {
    for (const task of ['a', 'b', 'c']) await begin(task, drifting);
    const inner = store;
    store = {
      ...inner,
      rewrite: async (rewrite) => {
        const outcome = await inner.rewrite(rewrite);
        reducer = 'mine.js';
        return outcome;
      },
    };
    const other = { code: 'InvalidInput', message: expect.stringContaining('“task”') };
    await expect(runOn('a', 'b', 'c')).rejects.toMatchObject(other);
    store = inner;
    const [{ run, totals } = { run: '', totals: undefined }] = await rebuilds.runs(ref);
    expect(totals).toMatchObject({ written: 1, failed: 0 });
    rebuilds = openRebuilds();
    await expect(rebuilds.resume(ref, run, undefined, follow().listener)).rejects.toMatchObject(other);
    expect(metaOf('b')).toMatchObject(drifting);
    reducer = 'task';
    const done = await rebuilds.resume(ref, run, undefined, follow().listener);
    expect(done).toMatchObject({ state: 'done', totals: { written: 3 } });
  });

  it('a run that nobody knows, or whose name leads elsewhere, is not found', async () => {
    for (const run of ['none', '../../settings', '']) {
      await expect(rebuilds.resume(ref, run, undefined, follow().listener)).rejects.toMatchObject({
        code: 'NotFound',
      });
    }
  });
});
