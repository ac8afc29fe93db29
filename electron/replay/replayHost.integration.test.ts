import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasCode } from '#shared/errors/appError.ts';
import { replayHostContract } from './replayHost.contract.ts';
import { createReplayHost } from './replayHost.ts';
import { eventItem, sampleEvent } from './samples.ts';
import { buildWorkers } from '../worker/buildWorkers.fixture.ts';

let folder = '';
let workerFile = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-worker-'));
  workerFile = join(folder, 'replayWorker.cjs');
  await buildWorkers(folder, ['replayWorker']);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

replayHostContract('replay host in a worker thread', () => createReplayHost({ workerFile }));

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a worker that dies', () => {
  it('fails what was pending, tells its owners, and is started again', async () => {
    const fragile = join(folder, 'fragile.cjs');
    await writeFile(
      fragile,
      `require('./replayWorker.cjs');
       require('node:worker_threads').parentPort.on('message', (request) => {
         if (request.call && request.call.method === 'seek') throw new Error('planted');
       });`,
    );
    const host = createReplayHost({ workerFile: fragile });
    const session = await host.openTask('t');
    await session.add([eventItem(sampleEvent(1, 'TaskCreated'))]);
    const told = new Promise<void>((done) => session.onLost(done));
    const error = await rejection(session.seek('2026-03-11T09:00:05Z'));
    expect(hasCode(error, 'Internal') && error.nextStep).toContain('again');
    await told;
    expect(hasCode(await rejection(session.summary()), 'Internal')).toBe(true);
    const again = await host.openTask('t');
    expect(await again.progress()).toMatchObject({ events: 0 });
    await host.close();
  });

  it('fails with a sentence when it cannot start', async () => {
    const host = createReplayHost({ workerFile: join(folder, 'absent.cjs') });
    expect(hasCode(await rejection(host.openTask('t')), 'Internal')).toBe(true);
    await host.close();
  });

  it('leaves the caller free while a regular expression runs away', async () => {
    const host = createReplayHost({ workerFile });
    const session = await host.openTask('t');
    await session.add([eventItem(sampleEvent(1, 'TaskFailed', { error: { S: `${'a'.repeat(60)}!` } }))]);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 5);
    const slow = { types: [], text: '/(a+)+$/', regex: true };
    const error = await rejection(session.events(slow, { from: 0, to: 1 }));
    clearInterval(timer);
    expect(hasCode(error, 'InvalidInput') && error.message).toContain('was stopped');
    expect(turns).toBeGreaterThan(5);
    expect((await session.summary()).events).toBe(1);
    await host.close();
  });
});
