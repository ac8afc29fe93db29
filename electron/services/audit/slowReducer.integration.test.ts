import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditRef } from '#shared/contract/audit.ts';
import type { AuditRun } from '#shared/model/audit.ts';
import { TASK_RULES } from '#shared/model/taskItem.ts';
import { FAULTS } from '../../audit/plantedFaults.fixture.ts';
import { workerPass } from '../../audit/workerPass.ts';
import type { ModuleSource } from '../../replay/reducers/replaySetup.ts';
import { buildWorkers } from '../../worker/buildWorkers.fixture.ts';
import type { Audits } from './audits.ts';
import { auditsOver, ended, EVENTS, NEVER } from './auditsOver.fixture.ts';
import { createGate, ITEMS, pagedTable, PAGES, startIn } from './pagedTable.fixture.ts';

const source = (reduce: string): ModuleSource => {
  const code = `exports.initialState = { n: 0 }; exports.reduce = (state, event) => { ${reduce} };`;
  return { kind: 'module', name: 'mine.js', files: [{ name: 'mine.js', code, imports: {} }] };
};

/** Within the limit at each event. A page of ten items takes seconds, the whole table a minute. */
const SLOW = source('let n = 0; for (let i = 0; i < 2e8; i += 1) n += i % 3; return { n };');

/** Stopped by the limit after two seconds. */
const STUCK = source('for (;;);');

/** Slow at one task only, the first. */
const ONCE = source(`
  if (event.data.title === 'slow') for (let i = 0; i < 3e9; i += 1) state.n += i % 3;
  return state;`);

const [created, ...others] = EVENTS;
const SLOW_TASK = FAULTS.none({
  task: 'slow',
  events: created === undefined ? [] : [{ ...created, data: { title: { S: 'slow' } } }, ...others],
  pick: 0,
});

describe('an audit by a slow reducer of one’s own', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dynascope-audits-'));
    await buildWorkers(folder, ['auditWorker', 'reducerWorker']);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** An audit of which two pages have been given to the pass, and none has come back. */
  const begun = async (name: string, reducer: ModuleSource, items = ITEMS) => {
    const gate = createGate();
    const audits = auditsOver(pagedTable(items, gate.before), join(folder, name), {
      openPass: workerPass(join(folder, 'auditWorker.cjs')),
      setupOf: () => Promise.resolve({ rules: TASK_RULES, reducer }),
      checkpointEvery: 60_000,
    });
    const ref = await startIn(audits);
    gate.letGo(2);
    await gate.arrival(2);
    return { audits, ref, letGo: () => gate.letGo(PAGES + 1) };
  };

  /** Waits until the window is told of a run for which `wanted` holds. */
  const toldOf = async (
    audits: Audits,
    ref: AuditRef,
    wanted: (run: AuditRun) => boolean,
  ): Promise<AuditRun> => {
    const stop = new AbortController();
    const told = new Promise<AuditRun>((resolve) => {
      const emit = (run: AuditRun): Promise<void> => {
        if (wanted(run)) resolve(run);
        return Promise.resolve();
      };
      void audits.watch(ref, { signal: stop.signal, emit });
    });
    const run = await told;
    stop.abort();
    return run;
  };

  it.each([
    ['slow', SLOW],
    ['stuck', STUCK],
  ] as const)('is cancelled in the middle of a page: %s', async (name, reducer) => {
    const { audits, ref, letGo } = await begun(`cancelled-${name}`, reducer);
    letGo();
    audits.cancel(ref);
    // Had it gone to the end of what it was at, pages would have been counted.
    expect(await ended(audits, ref)).toMatchObject({ state: 'cancelled', items: 0, tasks: 0 });
    expect((await audits.resume(ref)).state).toBe('running');
    await audits.close();
    expect((await audits.runs(ref))[0]).toMatchObject({ state: 'interrupted', items: 0 });
  });

  it('goes on after it was cancelled, and finds what it would have found', async () => {
    const items = [...SLOW_TASK.items, ...ITEMS];
    const { audits, ref, letGo } = await begun('resumed', ONCE, items);
    letGo();
    audits.cancel(ref);
    expect(await ended(audits, ref)).toMatchObject({ state: 'cancelled', items: 0 });
    await audits.resume(ref);
    expect(await ended(audits, ref)).toMatchObject({ state: 'done', tasks: 39, items: items.length });
    const whole = await audits.start(ref, { pricePerMillion: 0 }, NEVER);
    const { findings, events } = await ended(audits, { ...ref, run: whole.run });
    expect((await audits.runs(ref))[1]).toMatchObject({ state: 'done', findings, events });
    await audits.close();
  });

  it('tells where it is while no page is through, and ends in order', async () => {
    const { audits, ref, letGo } = await begun('told', SLOW);
    letGo();
    const { slow } = await toldOf(audits, ref, (run) => run.slow !== undefined);
    expect(slow).toMatchObject({ reducer: 'mine.js', stream: expect.stringMatching(/^d\d/), events: 6 });
    const here = JSON.stringify([slow?.stream, slow?.event]);
    await toldOf(
      audits,
      ref,
      ({ slow: at }) => at !== undefined && JSON.stringify([at.stream, at.event]) !== here,
    );
    audits.cancel(ref);
    const over = await ended(audits, ref);
    expect([over.state, over.slow]).toEqual(['cancelled', undefined]);
    await audits.close();
  });

  it('is held in the middle of a page by a pause, and goes on from there', async () => {
    const paused = await begun('paused', SLOW);
    paused.letGo();
    paused.audits.pause(paused.ref);
    // Another one has meanwhile come as far as this one would have, had it not been held.
    const beside = await begun('beside', SLOW);
    beside.letGo();
    await toldOf(beside.audits, beside.ref, (run) => run.items >= 30);
    await beside.audits.close();
    const [held] = await paused.audits.runs(paused.ref);
    expect(held).toMatchObject({ state: 'paused', items: 0 });
    await paused.audits.resume(paused.ref);
    await toldOf(paused.audits, paused.ref, (run) => run.items > 0);
    paused.audits.pause(paused.ref);
    paused.audits.cancel(paused.ref);
    expect((await ended(paused.audits, paused.ref)).state).toBe('cancelled');
    await paused.audits.close();
  });
});
