import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditFilterSchema } from '#shared/model/audit.ts';
import { FAULTS } from '../../audit/plantedFaults.fixture.ts';
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
    expect(await after.compare(now, old.run)).toEqual({ new: 1, gone: 4, unchanged: 14 });
    const changed = async (change: 'new' | 'gone' | 'unchanged') =>
      (await rowsOf(after, now, auditFilterSchema.parse({ against: { run: old.run, change } }))).map(
        ({ finding }) => finding.task,
      );
    expect(await changed('new')).toEqual(['n2']);
    expect((await changed('gone')).sort()).toEqual(['d0', 'd1', 'd2', 'd3']);
    expect(await changed('unchanged')).toHaveLength(14);
  });
});
