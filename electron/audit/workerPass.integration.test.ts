import fc from 'fast-check';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { streamLayoutOf } from '../layouts/streams/builtInLayouts.ts';
import { pageOf } from './arrangements.fixture.ts';
import { auditPassContract } from './auditPass.contract.ts';
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

  it('refuses a checkpoint that is none, and calls after its end', async () => {
    await expect(open(setup(), '{"version":9}')).rejects.toMatchObject({ code: 'CorruptFile' });
    const pass = await open(setup());
    await pass.close();
    await expect(pass.end()).rejects.toMatchObject({ code: 'Internal' });
  });

  it.runIf(process.platform === 'linux')(
    'lets every other thread go first, and slows none of them',
    async () => {
      const yielding = async (): Promise<number> => {
        const threads = await readdir('/proc/self/task');
        const stats = threads.map((id) => readFile(`/proc/self/task/${id}/stat`, 'utf8').catch(() => ''));
        // The 17th field behind the name, which may hold anything but the last bracket (proc_pid_stat(5)).
        const nice = (await Promise.all(stats)).map((stat) =>
          Number(stat.split(') ').at(-1)?.split(' ')[16]),
        );
        return nice.filter((value) => value === constants.priority.PRIORITY_BELOW_NORMAL).length;
      };
      const [before, own] = [await yielding(), getPriority()];
      const pass = await open(setup());
      expect(await yielding()).toBe(before + 1);
      expect(getPriority()).toBe(own);
      await pass.close();
    },
  );
});
