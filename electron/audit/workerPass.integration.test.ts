import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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

  it('refuses a checkpoint that is none, and calls after its end', async () => {
    await expect(open(setup(), '{"version":9}')).rejects.toMatchObject({ code: 'CorruptFile' });
    const pass = await open(setup());
    await pass.close();
    await expect(pass.end()).rejects.toMatchObject({ code: 'Internal' });
  });
});
