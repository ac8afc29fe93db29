import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditFilterSchema } from '#shared/model/audit.ts';
import type { AuditChange } from '#shared/model/auditChange.ts';
import { FAULTS } from '../../audit/plantedFaults.fixture.ts';
import { auditFolder } from '../../settings/auditFolder.ts';
import { auditsOver, ended, EVENTS, rowsOf } from './auditsOver.fixture.ts';
import { ITEMS, pagedTable, startIn, TASKS } from './pagedTable.fixture.ts';

describe('audits', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dynascope-audits-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are narrowed by cause, severity, field, type and text', async () => {
    const audits = auditsOver(pagedTable(ITEMS), join(folder, 'narrow'));
    const ref = await startIn(audits);
    await ended(audits, ref);
    const cause = (await audits.overview(ref)).causes[0]?.key;
    const count = async (filter: object) =>
      (await rowsOf(audits, ref, auditFilterSchema.parse(filter))).length;
    expect(await count({ cause })).toBe(12);
    expect(await count({ severity: 'warning' })).toBe(5);
    expect(await count({ field: 'title' })).toBe(12);
    expect(await count({ type: 'TaskCreated' })).toBe(12);
    expect(await count({ kinds: ['sequence-gap'] })).toBe(1);
    expect(await count({ kinds: ['unknown-event'] })).toBe(0);
    expect(await count({ text: 'D1' })).toBe(3);
    expect(await count({ text: 'nowhere' })).toBe(0);
  });

  it('list errors first, each as found, or all as found', async () => {
    const audits = auditsOver(pagedTable(ITEMS), join(folder, 'order'));
    const ref = await startIn(audits);
    await ended(audits, ref);
    const asFound = await rowsOf(audits, ref, auditFilterSchema.parse({ order: 'found' }));
    const errors = asFound.filter(({ finding }) => finding.severity === 'error');
    const others = asFound.filter(({ finding }) => finding.severity !== 'error');
    expect(await rowsOf(audits, ref)).toEqual([...errors, ...others]);
    expect(asFound).not.toEqual([...errors, ...others]);
  });

  it('are compared', async () => {
    const name = 'compare';
    const before = auditsOver(pagedTable(ITEMS), join(folder, name));
    const old = await startIn(before);
    await ended(before, old);
    const mended = TASKS.map((task, index) =>
      index < 4
        ? FAULTS.none({ task: `d${index}`, events: EVENTS, pick: 0 })
        : index === 20
          ? FAULTS.orphanEvents({ task: 'n2', events: EVENTS, pick: 0 })
          : task,
    );
    const after = auditsOver(pagedTable(mended.flatMap((task) => task.items)), join(folder, name));
    const now = await startIn(after);
    await ended(after, now);
    expect(await after.compare(now, old.run)).toMatchObject({
      counts: { new: 1, gone: 4, unchanged: 14 },
      caveats: [],
    });
    const changed = async (change: 'new' | 'gone' | 'unchanged') =>
      (await rowsOf(after, now, auditFilterSchema.parse({ against: { run: old.run, change } }))).map(
        ({ finding }) => finding.task,
      );
    expect(await changed('new')).toEqual(['n2']);
    expect((await changed('gone')).sort()).toEqual(['d0', 'd1', 'd2', 'd3']);
    expect(await changed('unchanged')).toHaveLength(14);
  });

  it('are compared with one that ended early, and again when that was gone on with', async () => {
    const audits = auditsOver(pagedTable(ITEMS), join(folder, 'early'));
    const old = await startIn(audits, { maxUnits: 10 });
    const { findings, items } = await ended(audits, old);
    const early = findings.error + findings.warning;
    const now = await startIn(audits);
    await ended(audits, now);
    const whole = await audits.compare(now, old.run);
    expect(whole).toMatchObject({
      counts: { 'only-here': 18 - early, gone: 0, unchanged: early },
      caveats: [{ kind: 'unfinished', of: 'there', state: 'ceiling', items, expectedItems: ITEMS.length }],
    });
    expect(whole.counts.new).toBeUndefined();
    const listed = async (change: AuditChange): Promise<number> =>
      (await rowsOf(audits, now, auditFilterSchema.parse({ against: { run: old.run, change } }))).length;
    expect(await listed('only-here')).toBe(18 - early);
    expect(await listed('new')).toBe(0);
    expect(await audits.compare(old, now.run)).toMatchObject({
      counts: { new: 0, 'only-there': 18 - early },
      caveats: [{ of: 'here' }],
    });
    expect(await listed('unchanged')).toBe(early);

    let state = (await audits.resume(old)).state;
    while (state !== 'done') {
      state = (await ended(audits, old)).state;
      if (state === 'ceiling') await audits.resume(old);
    }
    // Now both are whole, and the first has read after the second.
    expect(await audits.compare(now, old.run)).toMatchObject({
      counts: { 'only-here': 0, 'only-there': 0, unchanged: 18 },
      caveats: [{ kind: 'overlap', of: 'there' }],
    });
    expect(await listed('unchanged')).toBe(18);
  });

  it('that earlier versions kept are read, and not taken to be judged alike', async () => {
    const data = join(folder, 'older');
    const audits = auditsOver(pagedTable(ITEMS), data);
    const old = await startIn(audits);
    await ended(audits, old);
    const files = auditFolder(data, old.connection).filesOf(old.run);
    const head = await files.readHead();
    if (head === undefined) throw new Error('There is no head.');
    const { programs, ...older } = head;
    expect(programs).toEqual(['1.2.3']);
    await files.writeHead(older);
    const later = auditsOver(pagedTable(ITEMS), data, { version: '1.3.0' });
    const now = await startIn(later);
    await ended(later, now);
    expect(await later.compare(now, old.run)).toMatchObject({
      counts: { 'only-here': 0, 'only-there': 0, unchanged: 18 },
      caveats: [{ kind: 'program', here: ['1.3.0'] }],
    });
  });

  it('note every version that judged them', async () => {
    const data = join(folder, 'versions');
    const first = auditsOver(pagedTable(ITEMS), data);
    const ref = await startIn(first, { maxUnits: 10 });
    await ended(first, ref);
    const second = auditsOver(pagedTable(ITEMS), data, { version: '1.3.0' });
    await second.resume(ref);
    await ended(second, ref);
    const head = await auditFolder(data, ref.connection).filesOf(ref.run).readHead();
    expect(head).toMatchObject({ programs: ['1.2.3', '1.3.0'], resumedAt: expect.stringMatching(/^2/) });
  });

  it('tell what another program has found in one since', async () => {
    const data = join(folder, 'two');
    const here = auditsOver(pagedTable(ITEMS), data);
    const old = await startIn(here, { maxUnits: 10 });
    await ended(here, old);
    const now = await startIn(here);
    await ended(here, now);
    await here.compare(now, old.run);
    const there = auditsOver(pagedTable(ITEMS), data);
    for (let state = 'ceiling'; state !== 'done'; state = (await ended(there, old)).state)
      await there.resume(old);
    expect((await here.compare(now, old.run)).counts).toMatchObject({ unchanged: 18 });
  });
});
