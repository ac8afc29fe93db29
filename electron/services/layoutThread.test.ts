import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { streamLayoutOf } from '../layouts/streams/builtInLayouts.ts';
import { sampleThreads, type SampleThread } from './layoutThread.ts';

/** Proposes without end, dies of showing, and reads at once. */
const WORKER = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ id, kind }) => {
    if (kind === 'propose') for (;;);
    if (kind === 'show') process.exit();
    parentPort.postMessage({ id, ok: true, value: kind === 'read' ? { items: 7 } : undefined });
  });
`;

const KEY = { hash: { name: 'pk', type: 'S' } } as const;

let folder: string;
let thread: SampleThread;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layout-thread-'));
  await writeFile(join(folder, 'worker.cjs'), WORKER);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  const open = sampleThreads(join(folder, 'worker.cjs'));
  thread = open({ table: 't', key: KEY, ttlAttribute: undefined, pages: [], whole: true });
});
afterEach(() => thread.close());

const { signal } = new AbortController();
const layout = (): LayoutFile => {
  const found = streamLayoutOf('task');
  if (found === undefined) throw new Error('There is a layout of tasks.');
  return found;
};
const read = (by: AbortSignal = signal) => thread.read(layout(), by);
const CANCELLED = { code: 'Cancelled' };

it('ends what its caller has given up, and answers the next one', async () => {
  const first = new AbortController();
  const proposed = thread.propose(first.signal);
  first.abort();
  await expect(proposed).rejects.toMatchObject(CANCELLED);
  await expect(read()).resolves.toEqual({ items: 7 });
  await expect(read(first.signal)).rejects.toMatchObject(CANCELLED);
});

it('goes on while somebody else waits, and ends with the last of them', async () => {
  const [one, other] = [new AbortController(), new AbortController()];
  const asked = read();
  const givenUp = expect(thread.propose(one.signal)).rejects.toMatchObject(CANCELLED);
  one.abort();
  await expect(asked).resolves.toEqual({ items: 7 });
  const last = expect(thread.propose(other.signal)).rejects.toMatchObject(CANCELLED);
  other.abort();
  await Promise.all([givenUp, last]);
});

it('ends with its sample, whatever it is at', async () => {
  const proposed = thread.propose(signal);
  thread.close();
  await expect(proposed).rejects.toMatchObject(CANCELLED);
  await expect(read()).rejects.toMatchObject(CANCELLED);
});

it('says that it died, and is started anew', async () => {
  await expect(thread.show(layout(), [], signal)).rejects.toMatchObject({
    code: 'Internal',
    message: 'The part of Dynascope that proposes layouts stopped unexpectedly.',
  });
  await expect(read()).resolves.toEqual({ items: 7 });
});
