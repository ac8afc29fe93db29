import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { auditFilterSchema, type AuditRun } from '#shared/model/audit.ts';
import { pageOf } from '../../audit/arrangements.fixture.ts';
import { openPassHere } from '../../audit/openPass.ts';
import { FAULTS } from '../../audit/plantedFaults.fixture.ts';
import type { Dynamo, RawScanOptions, RawSegmentPage } from '../../dynamo/dynamo.ts';
import { connectDynamo } from '../../dynamo/client.ts';
import { legalStream } from '../../replay/samples.ts';
import { auditFolder } from '../../settings/auditFolder.ts';
import { createAudits, type Audits, type AuditsDeps } from './audits.ts';

const events = legalStream([0, 0, 3, 1, 0, 0], [1, 5, 9, 60]);
const tasks = [
  ...Array.from({ length: 12 }, (_, index) => FAULTS.diverged({ task: `d${index}`, events, pick: 1 })),
  ...Array.from({ length: 5 }, (_, index) => FAULTS.lagging({ task: `l${index}`, events, pick: 2 })),
  FAULTS.gap({ task: 'gap', events, pick: 3 }),
  ...Array.from({ length: 20 }, (_, index) => FAULTS.none({ task: `n${index}`, events, pick: 0 })),
];
const items = tasks.flatMap((task) => task.items);
const PER_PAGE = 10;
const PAGES = Math.ceil(items.length / PER_PAGE);
const REF = { connection: 'c', table: 't' };
const OPTIONS = { pricePerMillion: 0.125 };
const NEVER = new AbortController().signal;
const all = auditFilterSchema.parse({});

/** A table of one segment; `before` may hold up each page. */
function tableOf(shown: readonly AttributeMap[], before: (page: number) => Promise<void>): Dynamo {
  const base = connectDynamo({ kind: 'endpoint', endpoint: 'http://127.0.0.1:1', region: 'x' });
  const keyOf = (item: AttributeMap | undefined): AttributeMap | undefined =>
    item && { PK: { S: stringOf(item, 'PK') ?? '' }, SK: { S: stringOf(item, 'SK') ?? '' } };
  async function* scan(_: unknown, options?: RawScanOptions): AsyncGenerator<RawSegmentPage> {
    const from = options?.from?.[0];
    if (from === null) return;
    const start =
      from === undefined
        ? 0
        : shown.findIndex((item) => JSON.stringify(keyOf(item)) === JSON.stringify(from)) + 1;
    for (let at = start; at < shown.length; at += PER_PAGE) {
      await before(at / PER_PAGE);
      if (options?.signal?.aborted === true) return;
      const last = at + PER_PAGE >= shown.length;
      const body = pageOf(shown.slice(at, at + PER_PAGE), 0);
      yield {
        segment: 0,
        body,
        units: 2,
        attempts: 1,
        lastKey: last ? undefined : keyOf(shown[at + PER_PAGE - 1]),
      };
    }
  }
  return {
    ...base,
    serverKind: () => Promise.resolve('other'),
    describeTable: () =>
      Promise.resolve({
        table: 't',
        status: 'ACTIVE',
        items: shown.length,
        bytes: 1e6,
        key: { hash: { name: 'PK', type: 'S' } },
        indexes: [],
      }),
    rawScanTable: scan,
  };
}

/** A gate before every page: closed until it is let go. */
function createGate() {
  let free = 0;
  let waiting: (() => void) | undefined;
  const reached: { resolve: () => void; page: number }[] = [];
  let at = -1;
  return {
    before: async (page: number) => {
      at = page;
      for (const each of reached.filter((one) => one.page <= page)) each.resolve();
      while (page >= free) await new Promise<void>((resolve) => (waiting = resolve));
    },
    letGo: (pages: number) => {
      free = pages;
      waiting?.();
    },
    arrival: (page: number) =>
      new Promise<void>((resolve) => (at >= page ? resolve() : reached.push({ resolve, page }))),
  };
}

describe('audits', () => {
  let folder: string;
  let runs = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dynascope-audits-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const serviceOf = (dynamo: Dynamo, name: string, more: Partial<AuditsDeps> = {}): Audits =>
    createAudits({
      tables: {
        describe: () =>
          Promise.resolve({
            table: 't',
            status: 'ACTIVE',
            items: items.length,
            bytes: 81_920,
            key: { hash: { name: 'PK', type: 'S' } },
            indexes: [],
            detected: 'task',
            layout: 'task',
          }),
        streams: () => Promise.resolve(undefined),
      },
      setupOf: () => Promise.resolve(undefined),
      folderOf: (connection) => auditFolder(join(folder, name), connection),
      use: (_, work) => work(dynamo),
      openPass: openPassHere(),
      newId: () => `run-${(runs += 1)}`,
      now: () => Date.now(),
      warn: (message, error) => {
        throw new Error(message, { cause: error });
      },
      checkpointEvery: 0,
      ...more,
    });

  const ended = async (audits: Audits, run: string): Promise<AuditRun> => {
    const seen: AuditRun[] = [];
    await audits.watch(
      { ...REF, run },
      { signal: NEVER, emit: (state) => Promise.resolve(void seen.push(state)) },
    );
    const last = seen.at(-1);
    if (last === undefined) throw new Error('Nothing was told.');
    return last;
  };
  const rowsOf = async (audits: Audits, run: string, filter = all) =>
    (await audits.range({ ...REF, run }, filter, { from: 0, to: 2000 })).rows;
  const asSet = (rows: readonly unknown[]): readonly string[] =>
    rows.map((row) => JSON.stringify(row)).sort();
  const open = () => Promise.resolve();

  it('tell what one would take', async () => {
    expect(await serviceOf(tableOf(items, open), 'estimate').estimate(REF, NEVER)).toMatchObject({
      items: items.length,
      units: 10,
      projectionsElsewhere: [],
    });
  });

  it('find everything, and keep it', async () => {
    const audits = serviceOf(tableOf(items, open), 'whole');
    const { run } = await audits.start(REF, OPTIONS, NEVER);
    const done = await ended(audits, run);
    expect(done).toMatchObject({
      state: 'done',
      tasks: 38,
      items: items.length,
      units: 2 * PAGES,
      findings: { error: 13, warning: 5, info: 0 },
    });
    const expected = tasks.flatMap((task) => task.expected);
    const later = serviceOf(tableOf(items, open), 'whole');
    for (const service of [audits, later]) {
      expect(await service.runs(REF)).toMatchObject([{ run, state: 'done' }]);
      expect(asSet((await rowsOf(service, run)).map(({ finding }) => [finding.kind, finding.task]))).toEqual(
        asSet(expected.map(({ finding }) => [finding.kind, finding.task])),
      );
    }
    const { causes, byField, byKind, overTime } = await later.overview({ ...REF, run });
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

  it('are narrowed by cause, severity, field, type and text', async () => {
    const audits = serviceOf(tableOf(items, open), 'narrow');
    const { run } = await audits.start(REF, OPTIONS, NEVER);
    await ended(audits, run);
    const cause = (await audits.overview({ ...REF, run })).causes[0]?.key;
    const count = async (filter: object) =>
      (await rowsOf(audits, run, auditFilterSchema.parse(filter))).length;
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
    const audits = serviceOf(tableOf(items, open), 'order');
    const { run } = await audits.start(REF, OPTIONS, NEVER);
    await ended(audits, run);
    const asFound = await rowsOf(audits, run, auditFilterSchema.parse({ order: 'found' }));
    const errors = asFound.filter(({ finding }) => finding.severity === 'error');
    const others = asFound.filter(({ finding }) => finding.severity !== 'error');
    expect(await rowsOf(audits, run)).toEqual([...errors, ...others]);
    expect(asFound).not.toEqual([...errors, ...others]);
  });

  it.each(['pause', 'cancel', 'restart'] as const)('find the same after %s', async (how) => {
    const gate = createGate();
    const dynamo = tableOf(items, gate.before);
    const first = serviceOf(dynamo, how);
    const { run } = await first.start(REF, OPTIONS, NEVER);
    const ref = { ...REF, run };
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
    const done = await ended(audits, run);
    expect(done).toMatchObject({ state: 'done', tasks: 38, items: items.length, units: 2 * PAGES });
    const whole = serviceOf(tableOf(items, open), `${how}-whole`);
    const other = await whole.start(REF, OPTIONS, NEVER);
    await ended(whole, other.run);
    expect(asSet(await rowsOf(audits, run))).toEqual(asSet(await rowsOf(whole, other.run)));
  });

  it('end at the ceiling of units and go on from there', async () => {
    const audits = serviceOf(tableOf(items, open), 'ceiling');
    const { run } = await audits.start(REF, { ...OPTIONS, maxUnits: 10 }, NEVER);
    expect(await ended(audits, run)).toMatchObject({ state: 'ceiling', units: 10 });
    let state = 'ceiling';
    for (let round = 0; state === 'ceiling' && round < PAGES; round += 1) {
      await audits.resume({ ...REF, run });
      ({ state } = await ended(audits, run));
    }
    expect(await audits.runs(REF)).toMatchObject([
      { state: 'done', units: 2 * PAGES, findings: { error: 13, warning: 5 } },
    ]);
  });

  it('are compared', async () => {
    const name = 'compare';
    const before = serviceOf(tableOf(items, open), name);
    const old = await before.start(REF, OPTIONS, NEVER);
    await ended(before, old.run);
    const mended = tasks.map((task, index) =>
      index < 4
        ? FAULTS.none({ task: `d${index}`, events, pick: 0 })
        : index === 20
          ? FAULTS.orphanEvents({ task: 'n2', events, pick: 0 })
          : task,
    );
    const after = serviceOf(
      tableOf(
        mended.flatMap((task) => task.items),
        open,
      ),
      name,
    );
    const now = await after.start(REF, OPTIONS, NEVER);
    await ended(after, now.run);
    const ref = { ...REF, run: now.run };
    expect(await after.compare(ref, old.run)).toEqual({ new: 1, gone: 4, unchanged: 14 });
    const changed = async (change: 'new' | 'gone' | 'unchanged') =>
      (await rowsOf(after, now.run, auditFilterSchema.parse({ against: { run: old.run, change } }))).map(
        ({ finding }) => finding.task,
      );
    expect(await changed('new')).toEqual(['n2']);
    expect((await changed('gone')).sort()).toEqual(['d0', 'd1', 'd2', 'd3']);
    expect(await changed('unchanged')).toHaveLength(14);
  });

  it('refuse a second one of the same table, and forget one', async () => {
    const gate = createGate();
    const audits = serviceOf(tableOf(items, gate.before), 'second');
    const { run } = await audits.start(REF, OPTIONS, NEVER);
    await expect(audits.start(REF, OPTIONS, NEVER)).rejects.toMatchObject({ code: 'InvalidInput' });
    const removed = audits.remove({ ...REF, run });
    gate.letGo(Infinity);
    await removed;
    expect(await audits.runs(REF)).toEqual([]);
    await expect(audits.overview({ ...REF, run })).rejects.toMatchObject({ code: 'NotFound' });
  });

  it('tell why one failed, and go on when the reason is gone', async () => {
    let broken = true;
    const dynamo = tableOf(items, (page) =>
      page === 5 && broken ? Promise.reject(new Error('gone')) : Promise.resolve(),
    );
    const audits = serviceOf(dynamo, 'failed', { checkpointEvery: 60_000 });
    const { run } = await audits.start(REF, OPTIONS, NEVER);
    expect(await ended(audits, run)).toMatchObject({ state: 'failed', error: { code: 'Internal' } });
    broken = false;
    await audits.resume({ ...REF, run });
    expect(await ended(audits, run)).toMatchObject({ state: 'done', findings: { error: 13, warning: 5 } });
  });

  it.each([0, 100])('lose no finding when the disk is full for a moment (%i)', async (checkpointEvery) => {
    // More than what is held back of partitions that may come again.
    const many = Array.from({ length: 400 }, (_, index) =>
      FAULTS.diverged({ task: `m${index}`, events, pick: 1 }),
    ).flatMap((task) => task.items);
    const name = `full${checkpointEvery}`;
    let clock = 1;
    let appends = 0;
    const folderOf: AuditsDeps['folderOf'] = (connection) => {
      const real = auditFolder(join(folder, name), connection);
      return {
        ...real,
        filesOf: (run) => {
          const files = real.filesOf(run);
          return {
            ...files,
            openFindings: async (bytes) => {
              const handle = await files.openFindings(bytes);
              const append = handle.appendFile.bind(handle);
              handle.appendFile = async (data) => {
                appends += 1;
                if (appends !== 3) return append(data);
                await append(String(data).slice(0, 5));
                throw new Error('ENOSPC');
              };
              return handle;
            },
          };
        },
      };
    };
    const audits = serviceOf(tableOf(many, open), name, {
      folderOf,
      checkpointEvery,
      now: () => (clock += 1),
      openPass: (setup, from) => openPassHere()({ ...setup, memoryBudget: 0 }, from),
    });
    const { run } = await audits.start(REF, OPTIONS, NEVER);
    expect(await ended(audits, run)).toMatchObject({ state: 'failed' });
    expect(appends).toBe(3);
    await audits.resume({ ...REF, run });
    expect(await ended(audits, run)).toMatchObject({ state: 'done', tasks: 400, findings: { error: 400 } });
    const named = (await rowsOf(audits, run)).map(({ finding }) => finding.task);
    expect([named.length, new Set(named).size]).toEqual([400, 400]);
  });
});
