import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { connectDynamo } from '../dynamo/client.ts';
import type { Engine, EngineState } from '../engine/types.ts';
import { createEmitter } from './emitter.ts';
import { createLink } from './links.ts';
import type { LinkState } from './linkState.ts';

/** A connection on which only what the link itself asks is answered, by what the test says. */
function answering(answers: () => Promise<readonly string[]>): Dynamo {
  const nowhere = connectDynamo({ kind: 'endpoint', endpoint: 'http://127.0.0.1:9', region: 'local' });
  return { ...nowhere, serverKind: () => answers().then(() => 'other' as const), listTables: answers };
}

const unreachable = (): AppError =>
  new AppError('Unreachable', { message: 'Nobody answers.', nextStep: 'Start it.' });

/** A stand-in for a running engine, whose states the test tells. */
function fakeEngine() {
  const states = createEmitter<EngineState>();
  let now: EngineState = { state: 'ready', message: 'Running.', since: '2026-11-01T09:00:00Z' };
  let restarts = 0;
  const tell = (state: EngineState['state']): void => {
    now = { state, message: `Engine is ${state}.`, since: '2026-11-01T09:00:00Z' };
    states.emit(now);
  };
  const engine: Engine = {
    name: 'dynoxide 1',
    endpoint: () => 'http://127.0.0.1:9',
    state: () => now,
    watch: (listener) => states.on(listener),
    restart: () => {
      restarts += 1;
      tell('ready');
      return Promise.resolve();
    },
    stop: () => Promise.resolve(),
  };
  return { engine, tell, restarts: () => restarts };
}

const nobody = (): Promise<string> =>
  Promise.reject(new AppError('MfaRequired', { message: 'Nobody is there.' }));

const noEngine = (): Promise<Engine> => Promise.reject(new AppError('EngineMissing', { message: 'None.' }));

describe('a link to an endpoint', () => {
  const target = { kind: 'endpoint', endpoint: 'http://127.0.0.1:9', region: 'local' } as const;

  it('tells of an outage with its next step, and by itself when it is over', async () => {
    let up = false;
    const told: LinkState[] = [];
    const over = new Promise<void>((done) => {
      const link = createLink({
        askMfaCode: nobody,
        target,
        connect: () =>
          Promise.resolve(answering(() => (up ? Promise.resolve([]) : Promise.reject(unreachable())))),
        startEngine: noEngine,
        changed: (state) => {
          told.push(state);
          if (state.state === 'offline') up = true;
          if (state.state === 'ready') void link.close().then(done);
        },
      });
      link.dynamo().catch(() => undefined);
    });
    await over;
    expect(told.map(({ state }) => state)).toEqual(['starting', 'offline', 'ready']);
    expect(told[1]).toMatchObject({ message: 'Nobody answers.', nextStep: 'Start it.' });
  });

  it('stays offline, and goes on asking, where connecting sends nothing and the first call fails', async () => {
    const told: LinkState[] = [];
    let calls = 0;
    const asked = new Promise<void>((done) => {
      const link = createLink({
        askMfaCode: nobody,
        target: { kind: 'profile', profile: 'staging' },
        connect: () =>
          Promise.resolve({
            ...answering(() => {
              calls += 1;
              if (calls === 3) void link.close().then(done);
              return Promise.reject(unreachable());
            }),
            serverKind: () => Promise.resolve('aws' as const),
          }),
        startEngine: noEngine,
        changed: (state) => void told.push(state),
      });
      link.dynamo().catch(() => undefined);
    });
    await asked;
    expect(told.map(({ state }) => state)).toEqual(['starting', 'offline', 'offline']);
  });

  it('fails with a sentence when it cannot be opened, whatever the reason', async () => {
    const refused = new AppError('InvalidInput', { message: 'No region.', nextStep: 'Give one.' });
    const link = createLink({
      askMfaCode: nobody,
      target,
      connect: () => Promise.resolve(answering(() => Promise.reject(refused))),
      startEngine: noEngine,
      changed: () => undefined,
    });
    await expect(link.dynamo()).rejects.toBe(refused);
    expect(link.state()).toEqual({ state: 'failed', message: 'No region.', nextStep: 'Give one.' });
    await link.close();
  });

  it('is ready where the account may not list tables', async () => {
    const cause = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    const denied = new AppError('AccessDenied', { message: 'Not you.', cause });
    const link = createLink({
      askMfaCode: nobody,
      target,
      connect: () =>
        Promise.resolve({
          ...answering(() => Promise.reject(denied)),
          serverKind: () => Promise.resolve('aws' as const),
        }),
      startEngine: noEngine,
      changed: () => undefined,
    });
    await link.dynamo();
    expect(link.state().state).toBe('ready');
    await link.close();
  });

  it('stays as it is when the server has answered, were it with a refusal', async () => {
    const told: LinkState[] = [];
    const link = createLink({
      askMfaCode: nobody,
      target,
      connect: () => Promise.resolve(answering(() => Promise.resolve([]))),
      startEngine: noEngine,
      changed: (state) => void told.push(state),
    });
    await link.dynamo();
    link.failed(new AppError('TableNotFound', { message: 'No such table.' }));
    expect(link.state().state).toBe('ready');
    await link.close();
  });
});

describe('a link to the embedded engine', () => {
  it('passes on what the engine tells, and restarts it on request', async () => {
    const { engine, tell, restarts } = fakeEngine();
    const link = createLink({
      askMfaCode: nobody,
      target: { kind: 'embedded' },
      connect: () => Promise.resolve(answering(() => Promise.resolve([]))),
      startEngine: () => Promise.resolve(engine),
      changed: () => undefined,
    });
    await link.dynamo();
    expect(link.state()).toMatchObject({ state: 'ready', engine: 'dynoxide 1' });
    tell('restarting');
    expect(link.state()).toMatchObject({ state: 'restarting' });
    tell('failed');
    await link.reconnect();
    expect(restarts()).toBe(1);
    expect(link.state().state).toBe('ready');
    await link.close();
  });

  it('says how far the first filling is, and is ready only after it', async () => {
    const told: LinkState[] = [];
    const link = createLink({
      askMfaCode: nobody,
      target: { kind: 'embedded' },
      connect: () => Promise.resolve(answering(() => Promise.resolve([]))),
      startEngine: () => Promise.resolve(fakeEngine().engine),
      prepare: (_, { say }) => {
        say('Filling: 10 items.');
        return Promise.resolve();
      },
      changed: (state) => void told.push(state),
    });
    await link.dynamo();
    expect(told.map(({ state, message }) => `${state}: ${message}`)).toEqual([
      'starting: Connecting…',
      'starting: Filling: 10 items.',
      'ready: Running.',
    ]);
    await link.close();
  });

  it('ends a first filling that is still under way when it is closed', async () => {
    let filling: () => void = () => undefined;
    const begun = new Promise<void>((done) => (filling = done));
    const link = createLink({
      askMfaCode: nobody,
      target: { kind: 'embedded' },
      connect: () => Promise.resolve(answering(() => Promise.resolve([]))),
      startEngine: () => Promise.resolve(fakeEngine().engine),
      prepare: (_, { signal }) =>
        new Promise((_done, reject) => {
          signal.addEventListener('abort', () => reject(new AppError('Cancelled', { message: 'Ended.' })));
          filling();
        }),
      changed: () => undefined,
    });
    const opened = expect(link.dynamo()).rejects.toMatchObject({ code: 'Cancelled' });
    await begun;
    await link.close();
    await opened;
  });

  it('starts one engine, also when it is to reconnect while that one is starting', async () => {
    let starts = 0;
    let stops = 0;
    const link = createLink({
      askMfaCode: nobody,
      target: { kind: 'embedded' },
      connect: () => Promise.resolve(answering(() => Promise.resolve([]))),
      startEngine: async () => {
        starts += 1;
        await new Promise((done) => setImmediate(done));
        return { ...fakeEngine().engine, stop: () => Promise.resolve(void (stops += 1)) };
      },
      changed: () => undefined,
    });
    await Promise.all([link.dynamo(), link.reconnect()]);
    await link.close();
    expect({ starts, stops }).toEqual({ starts: 1, stops: 1 });
  });

  it('fails with a sentence where no engine is found', async () => {
    const link = createLink({
      askMfaCode: nobody,
      target: { kind: 'embedded' },
      connect: () => Promise.resolve(answering(() => Promise.resolve([]))),
      startEngine: noEngine,
      changed: () => undefined,
    });
    await expect(link.dynamo()).rejects.toMatchObject({ code: 'EngineMissing' });
    expect(link.state()).toMatchObject({ state: 'failed', message: 'None.' });
    await link.close();
  });
});
