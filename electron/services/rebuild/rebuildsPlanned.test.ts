import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RebuildPlanning } from '#shared/model/rebuildPlanning.ts';
import { keyOf, META_KEY } from '../../stores/taskEvents/keys.ts';
import { AT, DRIFTING, follow, openRebuildStage, REF, type RebuildStage } from './rebuildStage.fixture.ts';

describe('rebuilds', () => {
  let stage: RebuildStage;

  beforeEach(async () => {
    stage = await openRebuildStage();
  });
  afterEach(() => stage.close());

  it('plans without writing: drifting fields change, what the replay lacks goes, the rest stays', async () => {
    await stage.begin('a', DRIFTING);
    const before = stage.metaOf('a');
    expect(await stage.plan('a')).toMatchObject({
      kind: 'rewrite',
      seq: 2,
      before: DRIFTING,
      after: { status: { S: 'running' }, team: { S: 'blue' } },
      drift: { class: 'diverged' },
    });
    expect(stage.metaOf('a')).toBe(before);
  });

  it('rebuilds what is chosen in a plan, and nothing else', async () => {
    for (const task of ['a', 'b', 'c']) await stage.begin(task, DRIFTING);
    const { signal } = new AbortController();
    const close = new AbortController();
    const outcome = new Promise<readonly string[]>((settle, fail) => {
      const emit = async ({ handle, phase }: RebuildPlanning): Promise<void> => {
        if (phase !== 'ready') return;
        stage.rebuilds.plans.choose(handle, { kind: 'task', task: 'b' }, false);
        const { totals } = await stage.rebuilds.run(REF, { kind: 'planned', plan: handle }, undefined, {
          signal,
          emit: () => Promise.resolve(),
        });
        expect(totals).toMatchObject({ tasks: 2, written: 2 });
        close.abort();
        settle([...stage.changed]);
      };
      stage.rebuilds.plans
        .open(REF, { kind: 'tasks', tasks: ['a', 'b', 'c'] }, { signal: close.signal, emit })
        .catch(fail);
    });
    expect(await outcome).toEqual(['a', 'c']);
    expect(stage.metaOf('b')).toMatchObject(DRIFTING);
  });

  it('writes what was looked at and nothing else: what an event or a write has changed since stays', async () => {
    for (const task of ['a', 'b', 'c', 'd']) await stage.begin(task, DRIFTING);
    const looked = await stage.plan('d');
    if (looked.kind !== 'rewrite' || looked.digest === undefined) throw new Error('Nothing to look at.');
    const which = { kind: 'seen', task: 'd', digest: looked.digest } as const;
    const close = new AbortController();
    const run = await new Promise<string>((settle, fail) => {
      const emit = async ({ handle, phase }: RebuildPlanning): Promise<void> => {
        if (phase !== 'ready') return;
        await stage.events.appendEvent('a', { type: 'TaskFailed', at: AT }, 3);
        stage.table.put({ ...keyOf('b', META_KEY), ...DRIFTING, status: { S: 'failed' } });
        const stop = new AbortController();
        const stopping = (): Promise<void> => {
          stop.abort();
          return Promise.resolve();
        };
        // Stopped at once: what was looked at is known also to whoever goes on.
        await stage.rebuilds
          .run(REF, { kind: 'planned', plan: handle }, undefined, { signal: stop.signal, emit: stopping })
          .catch(() => undefined);
        settle((await stage.rebuilds.runs(REF))[0]?.run ?? '');
        close.abort();
      };
      stage.rebuilds.plans
        .open(REF, { kind: 'tasks', tasks: ['a', 'b', 'c'] }, { signal: close.signal, emit })
        .catch(fail);
    });
    const { seen, listener } = follow();
    const { totals } = await stage.open().resume(REF, run, undefined, listener);
    expect(seen.flatMap(({ result }) => result?.outcome ?? [])).toEqual([
      'planChanged',
      'planChanged',
      'written',
    ]);
    expect(totals).toMatchObject({ lost: 2, written: 1 });
    expect(stage.metaOf('a')).toMatchObject(DRIFTING);
    expect(stage.metaOf('b')).toMatchObject({ status: { S: 'failed' } });

    expect((await stage.rebuilds.run(REF, which, undefined, follow().listener)).totals.written).toBe(1);
    stage.table.put({ ...keyOf('d', META_KEY), ...DRIFTING, status: { S: 'failed' } });
    expect((await stage.rebuilds.run(REF, which, undefined, follow().listener)).totals.lost).toBe(1);
    expect(stage.metaOf('d')).toMatchObject({ status: { S: 'failed' } });
  });
});
