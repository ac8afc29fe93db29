import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { streamLayoutOf } from '../layouts/streams/builtInLayouts.ts';
import type { AuditSetup } from './auditPass.ts';
import { startPassThread } from './passThread.ts';
import { workerPass } from './workerPass.ts';

/** Answers everything at once but `close`, as one that has much to clear away. */
const SLOW_TO_CLOSE = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ id, kind }) => {
    const value = kind === 'checkpoint' ? '{}' : { findings: [], tasks: 0, events: 0, items: 0 };
    if (kind !== 'close') parentPort.postMessage({ id, ok: true, value });
  });
`;

let folder: string;
let workerFile: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynascope-worker-pass-'));
  workerFile = join(folder, 'worker.cjs');
  await writeFile(workerFile, SLOW_TO_CLOSE);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const spilled = async (name: string): Promise<AuditSetup> => {
  const layout = streamLayoutOf('task');
  if (layout === undefined) throw new Error('There is a layout of tasks.');
  const spillFolder = join(folder, name);
  await mkdir(join(spillFolder, 'pass'), { recursive: true });
  return { layout, reducer: { kind: 'task' }, spillFolder, memoryBudget: 0 };
};

describe('a pass in a worker that is slow to close', () => {
  it('leaves nothing behind once it has ended, checkpoints or not', async () => {
    const setup = await spilled('ended');
    const pass = await workerPass(workerFile)(setup);
    await pass.checkpoint();
    await pass.end();
    await pass.close();
    expect(await readdir(setup.spillFolder)).toEqual([]);
  });

  it('leaves what its checkpoint stands on', async () => {
    const setup = await spilled('stopped');
    const pass = await workerPass(workerFile)(setup);
    await pass.checkpoint();
    await pass.close();
    expect(await readdir(setup.spillFolder)).toEqual(['pass']);
  });
});

it('waits for no answer to what could not be sent', async () => {
  const ref = vi.spyOn(Worker.prototype, 'ref');
  const unref = vi.spyOn(Worker.prototype, 'unref');
  const thread = startPassThread(workerFile);
  const setup = Object.assign(await spilled('unsent'), { never: () => 'a function cannot be sent' });
  await expect(
    thread.ask({ kind: 'open', setup, from: undefined, hold: new SharedArrayBuffer(4) }),
  ).rejects.toThrow('could not be cloned');
  await thread.ask({ kind: 'end' });
  const lastOf = ({ mock }: { mock: { invocationCallOrder: readonly number[] } }): number =>
    Math.max(...mock.invocationCallOrder);
  expect(lastOf(unref)).toBeGreaterThan(lastOf(ref));
  await thread.end();
});

it('refuses a page that was handed over before, which would be dropped without an answer', async () => {
  const thread = startPassThread(workerFile);
  const bytes = new Uint8Array([1, 2, 3]);
  const page = { kind: 'addPage', segment: 0, bytes, table: undefined } as const;
  await thread.ask(page, [bytes.buffer]);
  await expect(thread.ask(page, [bytes.buffer])).rejects.toThrow('handed over a second time');
  await thread.ask({ kind: 'end' });
  await thread.end();
});
