import fc from 'fast-check';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { streamLayoutOf } from '../layouts/streams/builtInLayouts.ts';
import { pageOf, runPass, type Step } from './arrangements.fixture.ts';
import { auditPassContract } from './auditPass.contract.ts';
import { FAULTS } from './plantedFaults.fixture.ts';
import { referencePass } from './referencePass.ts';
import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { openReducer } from '../replay/reducers/openReducer.ts';
import { legalStream } from '../replay/samples.ts';
import { twoTablesContract } from './twoTables.contract.ts';
import { workerPass } from './workerPass.ts';
import { buildWorkers } from '../worker/buildWorkers.fixture.ts';

const layoutOf = (name: string): LayoutFile => {
  const layout = streamLayoutOf(name);
  if (layout === undefined) throw new Error(`There is no built-in layout “${name}”.`);
  return layout;
};

// A worker is started for each pass: what a pass finds is tested without one, more often.
fc.configureGlobal({ numRuns: 10 });

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-worker-'));
  await buildWorkers(folder, ['auditWorker']);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const open: ReturnType<typeof workerPass> = (setup, from) =>
  workerPass(join(folder, 'auditWorker.cjs'))(setup, from);

auditPassContract('worker', { open, layout: layoutOf('task'), memoryBudget: 64 << 20 });
twoTablesContract('worker', { open, layout: layoutOf('task'), memoryBudget: 64 << 20 });

describe('a pass in a worker', () => {
  const setup = () =>
    ({
      layout: layoutOf('task'),
      reducer: { kind: 'task' },
      spillFolder: join(folder, 'spill'),
      memoryBudget: 1 << 20,
    }) as const;

  it('takes the buffer of a page, and copies a part of one', async () => {
    const pass = await open(setup());
    const page = pageOf([{ PK: { S: 'TASK#a' }, SK: { S: 'META' } }], 0);
    const whole = page.slice();
    const pool = new Uint8Array(page.length + 8);
    pool.set(page, 8);
    expect((await pass.addPage(0, whole)).items).toBe(1);
    expect(whole.byteLength).toBe(0);
    await pass.close();
    const other = await open(setup());
    expect((await other.addPage(0, pool.subarray(8))).items).toBe(1);
    expect(pool.byteLength).toBe(page.length + 8);
    await other.close();
  });

  it('judges at once what a segment ends with', async () => {
    const page = (name: string) => pageOf([{ PK: { S: `TASK#${name}` }, SK: { S: 'META' } }], 0);
    const pass = await open(setup());
    expect((await pass.addPage(0, page('a'))).tasks).toBe(0);
    expect((await pass.addPage(1, page('b'), undefined, true)).tasks).toBe(1);
    await pass.close();
  });

  it('finds in pages that it gives back what is to be found, however they are written', async () => {
    const steps = Array.from({ length: 12 }, (_, page): Step => {
      const faults = Object.values(FAULTS);
      const items = [...faults, ...faults, ...faults].flatMap((plant, index) => {
        const task = `t-${String(page).padStart(3, '0')}-${String(index).padStart(2, '0')}`;
        return plant({ task, events: legalStream([0, 0, 3, 1, 0, 0, 0], [1, 5, 9, 60, 2]), pick: page })
          .items;
      });
      const bytes = pageOf(items, page % 3);
      expect(bytes.byteLength).toBeGreaterThan(32 * 1024);
      return { kind: 'page', segment: 0, bytes, last: page === 11 };
    });
    const parts = { compile: compileLayout, reducerOf: openReducer };
    const expected = await runPass(referencePass(parts), setup(), steps);
    const found = await runPass(open, setup(), steps);
    const texts = ({ findings }: typeof found) => findings.map((each) => JSON.stringify(each)).sort();
    expect(texts(found)).toEqual(texts(expected));
    expect(found.totals).toEqual(expected.totals);
    expect(found.findings.length).toBeGreaterThan(300);
  });

  it('refuses a checkpoint that is none, and calls after its end', async () => {
    await expect(open(setup(), '{"version":9}')).rejects.toMatchObject({ code: 'CorruptFile' });
    const pass = await open(setup());
    await pass.close();
    await expect(pass.end()).rejects.toMatchObject({ code: 'Internal' });
  });

  it.runIf(process.platform === 'linux')(
    'lets every other thread go first, and slows none of them',
    async () => {
      const yielding = async (): Promise<readonly string[]> => {
        const found: string[] = [];
        for (const id of await readdir('/proc/self/task')) {
          const stat = await readFile(`/proc/self/task/${id}/stat`, 'utf8').catch(() => '');
          // The 17th field behind the name, which may hold anything but the last bracket (proc_pid_stat(5)).
          const nice = Number(stat.split(') ').at(-1)?.split(' ')[16]);
          if (nice === constants.priority.PRIORITY_BELOW_NORMAL) found.push(id);
        }
        return found;
      };
      // Workers that are kept for a while may end meanwhile, so threads are told apart.
      const [before, own] = [new Set(await yielding()), getPriority()];
      const pass = await open(setup());
      expect((await yielding()).filter((id) => !before.has(id))).toHaveLength(1);
      expect(getPriority()).toBe(own);
      await pass.close();
    },
  );
});
