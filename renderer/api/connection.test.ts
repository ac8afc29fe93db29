import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { query, stream } from '#shared/contract/define.ts';
import { clientOf } from '#shared/rpc/client.ts';
import { createMemoryPorts } from '#shared/rpc/memoryPort.ts';
import type { Port } from '#shared/rpc/port.ts';
import { serve } from '#shared/rpc/server.ts';
import { keepConnected, waitBefore, type ConnectionState } from './connection.ts';

const testContract = {
  test: {
    echo: query(z.object({ n: z.int() }), z.object({ n: z.int() })),
    hold: stream(z.object({}), z.int(), z.object({})),
  },
};

/** A host that can be up, down, or up and unwilling; waits end when the test says so. */
const createWorld = () => {
  const lines: Port[] = [];
  const waits: { readonly ms: number; readonly end: () => void }[] = [];
  let mood: 'up' | 'down' | 'refusing' = 'up';
  const open = (): Promise<Port> => {
    if (mood !== 'up') return Promise.reject(new Error(mood));
    const { client, server } = createMemoryPorts();
    lines.push(server);
    serve(
      testContract,
      {
        test: {
          echo: (input) => Promise.resolve(input),
          hold: async (_input, { emit, signal }) => {
            await emit(1);
            return new Promise((_resolve, reject) =>
              signal.addEventListener('abort', () => reject(new Error('stopped'))),
            );
          },
        },
      },
      server,
      { log: () => undefined },
    );
    return Promise.resolve(client);
  };
  const connection = keepConnected({
    open,
    isRefused: () => Promise.resolve(mood === 'refusing'),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        waits.push({ ms, end: resolve });
        signal.addEventListener('abort', () => resolve());
      }),
    log: () => undefined,
  });
  const states: ConnectionState[] = [];
  const stop = connection.state.subscribe((state) => states.push(state));
  return {
    ...connection,
    client: clientOf(testContract, connection.call),
    states,
    waits,
    stop,
    setMood: (next: typeof mood) => (mood = next),
    drop: () => lines.at(-1)?.close(),
  };
};

describe('the line to the host', () => {
  const stops: (() => void)[] = [];
  afterEach(() => stops.splice(0).forEach((stop) => stop()));
  const setUp = () => {
    const world = createWorld();
    stops.push(world.stop);
    return world;
  };
  const phase = (world: ReturnType<typeof createWorld>) => world.state.getState().phase;

  it('waits for the first line with the first calls', async () => {
    const world = setUp();
    expect(phase(world)).toBe('connecting');
    await expect(world.client.test.echo({ n: 1 })).resolves.toEqual({ n: 1 });
    expect(world.state.getState()).toEqual({ phase: 'connected', session: 1 });
  });

  it('rejects what was running when it breaks, and goes on with a new session', async () => {
    const world = setUp();
    let items = 0;
    const held = world.client.test.hold({}, { onItem: () => (items += 1) });
    await expect.poll(() => items).toBe(1);
    world.drop();
    await expect(held).rejects.toMatchObject({ code: 'Disconnected' });
    expect(world.state.getState()).toEqual({ phase: 'reconnecting', attempt: 1 });
    await expect(world.client.test.echo({ n: 1 })).rejects.toMatchObject({ code: 'Disconnected' });
    await expect.poll(() => world.waits.length).toBe(1);
    world.waits.at(-1)?.end();
    await expect.poll(() => phase(world)).toBe('connected');
    expect(world.state.getState()).toEqual({ phase: 'connected', session: 2 });
    await expect(world.client.test.echo({ n: 2 })).resolves.toEqual({ n: 2 });
  });

  it('tries again and again while the host is down, with growing waits', async () => {
    const world = setUp();
    await world.client.test.echo({ n: 1 });
    world.setMood('down');
    world.drop();
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await expect.poll(() => world.waits.length).toBe(attempt);
      expect(world.waits.at(-1)?.ms).toBe(waitBefore(attempt));
      world.waits.at(-1)?.end();
    }
    expect(phase(world)).toBe('reconnecting');
    expect(waitBefore(8)).toBeGreaterThan(waitBefore(1));
    expect(waitBefore(1000)).toBe(waitBefore(999));
    await expect.poll(() => world.waits.length).toBe(9);
    world.setMood('up');
    world.retry();
    await expect.poll(() => phase(world)).toBe('connected');
  });

  it('says that it is lost when the host refuses, and comes back when it no longer does', async () => {
    const world = setUp();
    await world.client.test.echo({ n: 1 });
    world.setMood('refusing');
    world.drop();
    await expect.poll(() => world.waits.length).toBe(1);
    world.waits.at(-1)?.end();
    await expect.poll(() => phase(world)).toBe('lost');
    await expect.poll(() => world.waits.length).toBe(2);
    world.setMood('up');
    world.waits.at(-1)?.end();
    await expect.poll(() => phase(world)).toBe('connected');
    expect(world.states.map((state) => state.phase)).toEqual([
      'connected',
      'reconnecting',
      'lost',
      'connected',
    ]);
  });
});
