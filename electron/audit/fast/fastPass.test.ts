import fc from 'fast-check';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { arbitraryAttributes } from '../../dynamo/arbitraryItems.fixture.ts';
import { streamLayoutOf } from '../../layouts/streams/builtInLayouts.ts';
import { compileLayout } from '../../layouts/streams/compileLayout.ts';
import { openReducer } from '../../replay/reducers/openReducer.ts';
import { files, pageOf, runPass, scans, type Step } from '../arrangements.fixture.ts';
import { auditPassContract } from '../auditPass.contract.ts';
import { twoTablesContract } from '../twoTables.contract.ts';
import type { AuditFinding, AuditPass, AuditSetup } from '../auditPass.ts';
import { referencePass } from '../referencePass.ts';
import { handedOverPass } from './handedOver.fixture.ts';
import { taskShapeOf } from './taskShape.ts';

const layoutOf = (name: string): LayoutFile => {
  const layout = streamLayoutOf(name);
  if (layout === undefined) throw new Error(`There is no built-in layout “${name}”.`);
  return layout;
};

const task = layoutOf('task');
const parts = { compile: compileLayout, reducerOf: openReducer };
const open = handedOverPass(parts);
const reference = referencePass(parts);

auditPassContract('bytes', { open, layout: task, memoryBudget: 64 << 20 });
auditPassContract('bytes, little memory', { open, layout: task, memoryBudget: 0 });
twoTablesContract('bytes', { open, layout: task, memoryBudget: 64 << 20 });
twoTablesContract('bytes, little memory', { open, layout: task, memoryBudget: 0 });

const asSet = (findings: readonly AuditFinding[]): readonly string[] =>
  findings.map((found) => JSON.stringify(found)).sort();

describe('audit pass over bytes', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dynascope-audit-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const setupOf = (layout: LayoutFile): AuditSetup => ({
    layout,
    reducer: layout.reducer.kind === 'task' ? { kind: 'task' } : { kind: 'none' },
    spillFolder: folder,
    memoryBudget: 0,
  });

  const compared = async (layout: LayoutFile, steps: readonly Step[]): Promise<void> => {
    const fast = await runPass(open, setupOf(layout), steps);
    const slow = await runPass(reference, setupOf(layout), steps);
    expect(asSet(fast.findings)).toEqual(asSet(slow.findings));
    expect(fast.totals).toEqual(slow.totals);
  };

  it('goes on from no checkpoint that is none, whose files are gone, or behind the end', async () => {
    const setup = setupOf(task);
    await expect(open(setup, '{"version":9}')).rejects.toMatchObject({ code: 'CorruptFile' });
    const item = { PK: { S: 'TASK#a' }, SK: { S: 'META' } };
    const pass = await open(setup);
    await pass.addLines(0, new Uint8Array(Buffer.from(`${JSON.stringify(item)}\n`)));
    const from = await pass.checkpoint();
    expect((await pass.end()).findings).toHaveLength(1);
    await expect(pass.checkpoint()).rejects.toMatchObject({ code: 'Internal' });
    await pass.close();
    await expect(open(setup, from)).rejects.toMatchObject({ code: 'CorruptFile' });
  });

  it('goes on from none that is damaged, whatever the damage', async () => {
    const setup = setupOf(task);
    const items = ['a', 'b'].map((name) => ({ PK: { S: `TASK#${name}` }, SK: { S: 'META' } }));
    const pass = await open(setup);
    await pass.addLines(
      0,
      new Uint8Array(Buffer.from(items.map((each) => `${JSON.stringify(each)}\n`).join(''))),
    );
    const from = await pass.checkpoint();
    await pass.close();
    await (await open(setup, from)).close();
    const state = z.object({ data: z.base64() }).loose().parse(JSON.parse(from));
    const gzip = Buffer.from(state.data, 'base64');
    const flipped = Buffer.from(gzip).fill(0xff, 10, 16);
    const damaged = [
      from.slice(0, -20),
      '',
      ...[flipped, gzip.subarray(0, -9), gzipSync('{}')].map((data) =>
        JSON.stringify({ ...state, data: data.toString('base64') }),
      ),
    ];
    for (const text of damaged) {
      await expect(open(setup, text)).rejects.toMatchObject({
        code: 'CorruptFile',
        nextStep: expect.stringContaining('Start a new audit'),
        cause: expect.anything(),
      });
    }
  });

  it('goes on from the last checkpoint whatever partitions have ended since', async () => {
    const setup = { ...setupOf(task), spillFolder: join(folder, 'crashed') };
    const pages = (name: string, count: number): readonly Uint8Array[] =>
      Array.from({ length: count }, (_, page) =>
        pageOf(
          Array.from({ length: 500 }, (_item, index) => ({
            PK: { S: `TASK#${name}` },
            SK: { S: `EVENT#${String(page * 500 + index + 1).padStart(4, '0')}` },
            note: { S: 'n'.repeat(1000) },
          })),
          0,
        ),
      );
    const big = pages('big', 4);
    const rest = Array.from({ length: 4 }, (_, index) => pages(`s${index}`, 1)).flat();
    const steps = [...big, ...rest].map((bytes): Step => ({ kind: 'page', segment: 0, bytes }));
    const through = await runPass(open, setup, steps);
    const feed = async (pass: AuditPass, list: readonly Uint8Array[]): Promise<AuditFinding[]> => {
      const found: AuditFinding[] = [];
      for (const page of list) found.push(...(await pass.addPage(0, page.slice())).findings);
      return found;
    };
    const first = await open(setup);
    const before = await feed(first, big);
    const earlier = await first.checkpoint();
    expect(earlier).toContain('"file"');
    // A checkpoint that was told but never written, then more, and the process is gone.
    await feed(first, rest.slice(0, 2));
    await first.checkpoint();
    await feed(first, rest.slice(2));
    for (const last of [false, true]) {
      const again = await open(setup, earlier);
      const found = [...before, ...(await feed(again, rest))];
      if (!last) continue;
      const { findings, ...totals } = await again.end();
      expect(asSet([...found, ...findings])).toEqual(asSet(through.findings));
      expect(totals).toEqual(through.totals);
      await again.close();
    }
    expect(await readdir(setup.spillFolder)).toEqual([]);
    await expect(open(setup, earlier)).rejects.toMatchObject({ code: 'CorruptFile' });
  });

  it('judges the partition of a segment that ends with its page at once, and only then', async () => {
    const page = pageOf([{ PK: { S: 'TASK#a' }, SK: { S: 'META' } }], 0);
    const pass = await open(setupOf(task));
    expect((await pass.addPage(0, page)).tasks).toBe(0);
    expect(
      (await pass.addPage(1, pageOf([{ PK: { S: 'TASK#b' }, SK: { S: 'META' } }], 0), undefined, true)).tasks,
    ).toBe(1);
    expect((await pass.end()).tasks).toBe(2);
    await pass.close();
  });

  describe('a scan that comes back to a partition long after it has left it', () => {
    const first = { PK: { S: 'TASK#first' }, SK: { S: 'META' } };
    const again = { ...first, SK: { S: 'EVENT#0001' } };

    /** A pass that has taken the first partition and so many others, each of 20 KB or none. */
    const passWith = async (others: number, note: string): Promise<AuditPass> => {
      const pass = await open(setupOf(task));
      await pass.addPage(0, pageOf([first], 0));
      for (let from = 0; from < others; from += 100) {
        const items = Array.from({ length: 100 }, (_, index) => ({
          PK: { S: `TASK#${from + index}` },
          SK: { S: 'META' },
          status: { S: 'pending' },
          note: { S: note },
        }));
        await pass.addPage(0, pageOf(items, 0));
      }
      return pass;
    };

    it('is refused at once where it is remembered', async () => {
      const pass = await passWith(200, 'n'.repeat(20_000));
      await expect(pass.addPage(0, pageOf([again], 0))).rejects.toMatchObject({ code: 'AnswerUnreadable' });
      await pass.close();
    });

    it.each([
      ['read through', false],
      ['gone on with from a checkpoint', true],
    ])('is refused at the end where more have passed than are remembered, %s', async (_, isResumed) => {
      let pass = await passWith(8000, '');
      if (isResumed) pass = await open(setupOf(task), await pass.checkpoint());
      await pass.addPage(0, pageOf([again], 0));
      await expect(pass.end()).rejects.toMatchObject({ code: 'AnswerUnreadable' });
      await pass.close();
    });
  });

  it('puts together what comes back soon after a checkpoint, with a large partition that went to a file before', async () => {
    const event = (name: string, seq: number, bytes: number): AttributeMap => ({
      PK: { S: `TASK#${name}` },
      SK: { S: `EVENT#${String(seq).padStart(4, '0')}` },
      note: { S: 'n'.repeat(bytes) },
    });
    const pages = [
      Array.from({ length: 13 }, (_, index) => event('large', index + 1, 100_000)),
      [event('small', 1, 1)],
      [event('returning', 1, 100_000)],
      [event('other', 1, 1)],
      [event('another', 1, 1)],
      [event('returning', 2, 1)],
    ].map((items) => pageOf(items, 0));
    const steps = pages.map((bytes): Step => ({ kind: 'page', segment: 0, bytes }));
    const { findings, totals } = await runPass(reference, setupOf(task), steps);
    const pass = await open(setupOf(task));
    const found: AuditFinding[] = [];
    for (const [index, bytes] of pages.entries()) {
      found.push(...(await pass.addPage(0, bytes)).findings);
      if (index === 1) expect(await pass.checkpoint()).toContain('"file"');
    }
    const { findings: last, ...sums } = await pass.end();
    expect(asSet([...found, ...last])).toEqual(asSet(findings));
    expect(sums).toEqual(totals);
    await pass.close();
  });

  it('folds the built-in layout of tasks as bytes, and no other', () => {
    expect(taskShapeOf(task, { kind: 'task' })).toBeDefined();
    expect(taskShapeOf(task, { kind: 'none' })).toBeUndefined();
    expect(taskShapeOf(layoutOf('castore'), { kind: 'task' })).toBeUndefined();
    const omitting = task.projections.map((rule) => ({ ...rule, omit: ['title'] }));
    expect(taskShapeOf({ ...task, projections: omitting }, { kind: 'task' })).toBeUndefined();
  });

  /** A task of many events in the order of its keys, which is not that of its numbers. */
  const longTask = (count: number, change: (item: AttributeMap, seq: number) => AttributeMap) => {
    const at = (seq: number) => new Date(1_767_225_600_000 + seq * 1000).toISOString();
    const events = Array.from({ length: count }, (_, index): AttributeMap => {
      const seq = index + 1;
      const type = seq === 1 ? 'TaskCreated' : seq === 2 ? 'TaskStarted' : 'TaskProgressed';
      const data: AttributeMap =
        seq === 1 ? { title: { S: 'long' } } : { progress: { N: String(seq % 100) } };
      return change(
        {
          PK: { S: 'TASK#a “long” one' },
          SK: { S: `EVENT#${String(seq).padStart(4, '0')}` },
          event: { M: { type: { S: type }, at: { S: at(seq) }, data: { M: data } } },
        },
        seq,
      );
    });
    const meta: AttributeMap = {
      PK: { S: 'TASK#a “long” one' },
      SK: { S: 'META' },
      status: { S: 'running' },
      title: { S: 'long' },
      attempts: { N: '1.0' },
      progress: { N: String(count % 100) },
      last_seq: { N: String(count) },
    };
    const keyOf = (item: AttributeMap): string => JSON.stringify(item['SK']);
    return [...events, meta].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  };

  it.each<[string, (item: AttributeMap, seq: number) => AttributeMap]>([
    ['in order but for their width', (item) => item],
    [
      'with one of unknown type',
      (item, seq) => (seq === 10_020 ? { ...item, event: { M: { type: { S: 'x' }, at: { S: '' } } } } : item),
    ],
    [
      'with one too early',
      (item, seq) =>
        seq === 10_007
          ? { ...item, event: { M: { type: { S: 'TaskAssigned' }, at: { S: '2020-01-01T00:00:00Z' } } } }
          : item,
    ],
    [
      'with a wide key for a small number',
      (item, seq) => (seq === 77 ? { ...item, SK: { S: 'EVENT#00077' } } : item),
    ],
  ])('judges more events than the padding holds and memory is given for, %s', async (_, change) => {
    const items = longTask(10_050, change);
    const steps: Step[] = [];
    for (let from = 0; from < items.length; from += 500) {
      steps.push({ kind: 'page', segment: 0, bytes: pageOf(items.slice(from, from + 500), 0) });
    }
    await compared(task, steps);
    const half = Math.floor(steps.length / 2);
    const resumed = await runPass(open, setupOf(task), steps, [half]);
    const through = await runPass(open, setupOf(task), steps);
    expect(asSet(resumed.findings)).toEqual(asSet(through.findings));
    expect(resumed.totals).toEqual(through.totals);
  });

  it('finds no overflow in a small number under a wide key', async () => {
    const items = longTask(4, (item, seq) => (seq === 4 ? { ...item, SK: { S: 'EVENT#00004' } } : item));
    await compared(task, [{ kind: 'page', segment: 0, bytes: pageOf(items, 0) }]);
  });

  it.each(['castore', 'equinox', 'ddes', 'j5ik2o', 'pekko'])(
    'finds in any items what the full way finds: %s',
    async (name) => {
      const layout = layoutOf(name);
      const { partition, sort } = layout.key;
      const value = (
        type: string,
        text: fc.Arbitrary<string>,
        count: fc.Arbitrary<number>,
      ): fc.Arbitrary<AttributeValue> =>
        type === 'N' ? count.map((N) => ({ N: String(N) })) : text.map((S) => ({ S }));
      const ids = fc.constantFrom('a', 'b', 'a#1', 'a-b|1', 'P-a-0', '"', 'ü');
      const counts = fc.integer({ min: 0, max: 6 });
      const items = fc
        .array(
          fc.record({
            rest: arbitraryAttributes,
            partition: value(partition.type, ids, counts),
            sort:
              sort === undefined
                ? fc.constant<AttributeValue>({ NULL: true })
                : value(sort.type, fc.constantFrom('1', '0002', 'x', '!'), counts),
            type: fc.constantFrom('made', 'done'),
          }),
          { maxLength: 20 },
        )
        .map((drafts) => {
          const all = drafts.map((draft): AttributeMap => ({
            ...draft.rest,
            type: { S: draft.type },
            timestamp: { S: '2026-03-11T09:00:00Z' },
            [partition.name]: draft.partition,
            ...(sort === undefined ? {} : { [sort.name]: draft.sort }),
          }));
          const keyOf = (item: AttributeMap): string =>
            JSON.stringify([item[partition.name], sort === undefined ? 0 : item[sort.name]]);
          return [...new Map(all.map((item) => [keyOf(item), item])).values()].sort((a, b) =>
            keyOf(a) < keyOf(b) ? -1 : 1,
          );
        });
      const cases = items.chain((all) => fc.oneof(files(all), scans(all)));
      await fc.assert(
        fc.asyncProperty(cases, (steps) => compared(layout, steps)),
        { numRuns: 60 },
      );
    },
  );
});
