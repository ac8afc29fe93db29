import { getEventListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AuditRun } from '#shared/model/audit.ts';
import { openPassHere } from '../../audit/openPass.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { TASK_SETUP } from '../../replay/reducers/replaySetup.ts';
import type { Audits, AuditsDeps } from './audits.ts';
import { auditsOver, ended, NEVER, rowsOf } from './auditsOver.fixture.ts';
import { createGate, ITEMS, pagedTable, PAGES, REF, startIn, TASKS } from './pagedTable.fixture.ts';

const asSet = (rows: readonly unknown[]): readonly string[] => rows.map((row) => JSON.stringify(row)).sort();

describe('audits', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dynascope-audits-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const serviceOf = (dynamo: Dynamo, name: string, more: Partial<AuditsDeps> = {}): Audits =>
    auditsOver(dynamo, join(folder, name), more);

  it('tell what one would take', async () => {
    expect(await serviceOf(pagedTable(ITEMS), 'estimate').estimate(REF, NEVER)).toMatchObject({
      items: ITEMS.length,
      units: 10,
      projectionsElsewhere: [],
    });
  });

  it('find everything, and keep it', async () => {
    const audits = serviceOf(pagedTable(ITEMS), 'whole');
    const ref = await startIn(audits);
    const done = await ended(audits, ref);
    expect(done).toMatchObject({
      state: 'done',
      folds: true,
      tasks: 38,
      items: ITEMS.length,
      units: 2 * PAGES,
      findings: { error: 13, warning: 5, info: 0 },
    });
    const expected = TASKS.flatMap((task) => task.expected);
    const later = serviceOf(pagedTable(ITEMS), 'whole');
    for (const service of [audits, later]) {
      expect(await service.runs(REF)).toMatchObject([{ run: ref.run, state: 'done' }]);
      expect(asSet((await rowsOf(service, ref)).map(({ finding }) => [finding.kind, finding.task]))).toEqual(
        asSet(expected.map(({ finding }) => [finding.kind, finding.task])),
      );
    }
    const { causes, byField, byKind, overTime } = await later.overview(ref);
    expect(causes[0]).toMatchObject({
      kind: 'projection-drift',
      class: 'diverged',
      fields: ['title'],
      type: 'TaskCreated',
      tasks: 12,
      findings: 12,
    });
    expect(byField.find(({ field }) => field === 'title')).toEqual({ field: 'title', error: 12, warning: 0 });
    expect(byKind[0]).toEqual({ kind: 'projection-drift', error: 12, warning: 5 });
    expect(overTime.reduce((sum, each) => sum + each.error + each.warning, 0)).toBe(18);
  });

  it('tell that nothing is folded where the layout has no reducer', async () => {
    const audits = serviceOf(pagedTable(ITEMS), 'unfolded', {
      setupOf: () => Promise.resolve({ ...TASK_SETUP, reducer: { kind: 'none' } }),
    });
    expect(await ended(audits, await startIn(audits))).toMatchObject({ state: 'done', folds: false });
  });

  it.each(['pause', 'cancel', 'restart'] as const)('find the same after %s', async (how) => {
    const gate = createGate();
    const dynamo = pagedTable(ITEMS, gate.before);
    const first = serviceOf(dynamo, how);
    const ref = await startIn(first);
    gate.letGo(4);
    await gate.arrival(4);
    let audits = first;
    if (how === 'pause') {
      first.pause(ref);
      expect(await first.runs(REF)).toMatchObject([{ state: 'paused' }]);
      gate.letGo(Infinity);
      await first.resume(ref);
    } else if (how === 'cancel') {
      first.cancel(ref);
      expect(await first.runs(REF)).toMatchObject([{ state: 'cancelled' }]);
      gate.letGo(Infinity);
      await first.resume(ref);
    } else {
      const closed = first.close();
      gate.letGo(Infinity);
      await closed;
      audits = serviceOf(dynamo, how);
      expect(await audits.runs(REF)).toMatchObject([{ state: 'interrupted' }]);
      await audits.resume(ref);
    }
    const done = await ended(audits, ref);
    expect(done).toMatchObject({ state: 'done', tasks: 38, items: ITEMS.length, units: 2 * PAGES });
    const whole = serviceOf(pagedTable(ITEMS), `${how}-whole`);
    const other = await startIn(whole);
    await ended(whole, other);
    expect(asSet(await rowsOf(audits, ref))).toEqual(asSet(await rowsOf(whole, other)));
  });

  it('tell how far one has come that is paused, with what was under way by then', async () => {
    const gate = createGate();
    const audits = serviceOf(pagedTable(ITEMS, gate.before), 'paused', { now: () => 0 });
    const ref = await startIn(audits);
    const told: AuditRun[] = [];
    const emit = (run: AuditRun): Promise<void> => Promise.resolve(void told.push(run));
    const watching = audits.watch(ref, { signal: NEVER, emit });
    gate.letGo(4);
    await gate.arrival(4);
    audits.pause(ref);
    gate.letGo(5);
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'paused', units: 10 }));
    gate.letGo(Infinity);
    await audits.resume(ref);
    await watching;
  });

  it.each(['has ended', 'is no longer watched'])('leave no listener behind when one %s', async (how) => {
    const gate = createGate();
    const audits = serviceOf(pagedTable(ITEMS, gate.before), `watched ${how}`);
    const ref = await startIn(audits);
    const watcher = new AbortController();
    const watching = audits.watch(ref, { signal: watcher.signal, emit: () => Promise.resolve() });
    await gate.arrival(0);
    expect(getEventListeners(watcher.signal, 'abort')).toHaveLength(1);
    if (how === 'is no longer watched') watcher.abort();
    else gate.letGo(Infinity);
    await watching;
    expect(getEventListeners(watcher.signal, 'abort')).toEqual([]);
    gate.letGo(Infinity);
    await ended(audits, ref);
  });

  it('end at the ceiling of units and go on from there', async () => {
    const audits = serviceOf(pagedTable(ITEMS), 'ceiling');
    const ref = await startIn(audits, { maxUnits: 10 });
    expect(await ended(audits, ref)).toMatchObject({ state: 'ceiling', units: 10 });
    let state = 'ceiling';
    for (let round = 0; state === 'ceiling' && round < PAGES; round += 1) {
      await audits.resume(ref);
      ({ state } = await ended(audits, ref));
    }
    expect(await audits.runs(REF)).toMatchObject([
      { state: 'done', units: 2 * PAGES, findings: { error: 13, warning: 5 } },
    ]);
  });

  it('refuse a second one of the same table, and forget one', async () => {
    const gate = createGate();
    const audits = serviceOf(pagedTable(ITEMS, gate.before), 'second');
    const ref = await startIn(audits);
    await expect(startIn(audits)).rejects.toMatchObject({ code: 'InvalidInput' });
    const removed = audits.remove(ref);
    gate.letGo(Infinity);
    await removed;
    expect(await audits.runs(REF)).toEqual([]);
    await expect(audits.overview(ref)).rejects.toMatchObject({ code: 'NotFound' });
  });

  it('begin once more with one of which nothing was read', async () => {
    let isGone = true;
    const open = openPassHere();
    const audits = serviceOf(pagedTable(ITEMS), 'unread', {
      openPass: (setup, from) => (isGone ? Promise.reject(new Error('gone')) : open(setup, from)),
    });
    const ref = await startIn(audits);
    expect(await ended(audits, ref)).toMatchObject({ state: 'failed', items: 0 });
    isGone = false;
    await audits.resume(ref);
    expect(await ended(audits, ref)).toMatchObject({ state: 'done', findings: { error: 13, warning: 5 } });
    expect(await rowsOf(audits, ref)).toHaveLength(18);
  });

  it('tell why one failed, and go on when the reason is gone', async () => {
    let broken = true;
    const dynamo = pagedTable(ITEMS, (page) =>
      page === 5 && broken ? Promise.reject(new Error('gone')) : Promise.resolve(),
    );
    const audits = serviceOf(dynamo, 'failed', { checkpointEvery: 60_000 });
    const ref = await startIn(audits);
    expect(await ended(audits, ref)).toMatchObject({ state: 'failed', error: { code: 'Internal' } });
    broken = false;
    await audits.resume(ref);
    expect(await ended(audits, ref)).toMatchObject({ state: 'done', findings: { error: 13, warning: 5 } });
  });
});
