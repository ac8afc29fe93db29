import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { command, query, stream, type Client, type Handlers } from '../contract/define.ts';
import { AppError } from '../errors/appError.ts';
import { createClient, CREDIT_WINDOW } from './client.ts';
import type { Port } from './port.ts';
import { serve } from './server.ts';

/** Both ends of one line, and how to take it down. */
export interface PortPair {
  readonly client: Port;
  readonly server: Port;
  readonly dispose: () => Promise<void>;
}

const countSchema = z.object({ count: z.int() });
const nothing = z.object({});

const testContract = {
  test: {
    echo: query(z.unknown(), z.unknown()),
    strict: query(countSchema, countSchema),
    wrongAnswer: query(nothing, countSchema),
    fails: command(z.object({ how: z.enum(['app', 'plain']) }), nothing),
    waits: query(nothing, nothing),
    stubborn: query(nothing, nothing),
    slow: query(z.object({ turns: z.int() }), z.object({ turns: z.int() })),
    count: stream(countSchema, z.object({ n: z.int() }), countSchema),
    wrongItem: stream(nothing, z.object({ n: z.int() }), nothing),
    hasty: stream(countSchema, z.int(), z.int()),
  },
};

type TestContract = typeof testContract;

const frameSchema = z.looseObject({ kind: z.string(), id: z.int() });

/** `text` as JSON, taken to be like `model` without looking: what code outside the compiler's reach could pass. */
const claimed = <T>(_model: T, text: string): T => z.custom<T>().parse(JSON.parse(text));

/** What the handlers saw, for the tests to look at. */
const createWitness = () => ({ emitted: 0, aborted: 0, ended: 0, logs: new Array<string>() });

type Witness = ReturnType<typeof createWitness>;

const createDeferred = () => {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
};

const testHandlers = (seen: Witness, released: Promise<void>): Handlers<TestContract> => {
  const untilAborted = (signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        seen.aborted += 1;
        reject(new AppError('Cancelled', { message: 'stopped' }));
      });
    });
  return {
    test: {
      echo: (input) => Promise.resolve(input),
      strict: (input) => Promise.resolve(input),
      // A handler of plain JavaScript could do this; the types forbid it.
      wrongAnswer: () => Promise.resolve(claimed({ count: 0 }, '{"count":"three"}')),
      fails: ({ how }) => {
        if (how === 'plain') throw new TypeError('boom');
        return Promise.reject(
          new AppError('OptimisticConflict', {
            message: 'lost',
            nextStep: 'again',
            details: { taskId: 't', expectedSeq: 3 },
          }),
        );
      },
      waits: (_input, { signal }) => untilAborted(signal),
      stubborn: async () => {
        await released;
        seen.ended += 1;
        return {};
      },
      slow: async ({ turns }) => {
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
        return { turns };
      },
      count: async ({ count }, { emit, signal }) => {
        signal.addEventListener('abort', () => (seen.aborted += 1));
        for (let n = 0; n < count; n += 1) {
          await emit({ n });
          seen.emitted += 1;
        }
        return { count };
      },
      wrongItem: async (_input, { emit }) => {
        await emit(claimed({ n: 0 }, '{"n":"x"}'));
        return {};
      },
      hasty: ({ count }, { emit }) => {
        for (let n = 0; n < count; n += 1) void emit(n);
        return Promise.resolve(count);
      },
    },
  };
};

/** A line with the test handlers behind it. `raw` speaks frames; a typed client would hide them. */
const start = async (makePair: () => Promise<PortPair>) => {
  const pair = await makePair();
  const seen = createWitness();
  const stubborn = createDeferred();
  serve(testContract, testHandlers(seen, stubborn.promise), pair.server, {
    log: (message) => seen.logs.push(message),
    maxConcurrent: 20,
  });
  const connect = (): Client<TestContract> => createClient(testContract, pair.client);
  const raw = () => {
    const frames: z.infer<typeof frameSchema>[] = [];
    pair.client.onFrame((text) => frames.push(frameSchema.parse(JSON.parse(text))));
    return { frames, post: (frame: unknown) => pair.client.post(JSON.stringify(frame)) };
  };
  return { ...pair, seen, connect, raw, releaseStubborn: stubborn.resolve };
};

const HOSTILE = [
  '{"__proto__":{"polluted":true},"constructor":{"prototype":1},"":"empty name"}',
  '{"M":{"__proto__":{"M":{"__proto__":{"S":"deep"}}}}}',
  '["\\u0000","\\u2028\\u2029","\\ud800","\\u202egnp.exe","\\uffff","💥","</script><script>alert(1)</script>"]',
  '"9007199254740993.123456789012345678901234567890"',
  '{"toString":null,"hasOwnProperty":false,"then":1,"length":0}',
  'null',
  '[]',
];

/** The rules every port keeps: run it for each kind of port. Only answered calls and counters are waited for, no clock. */
export function portContract(name: string, makePair: () => Promise<PortPair>): void {
  describe(`port: ${name}`, () => {
    const open: PortPair[] = [];
    afterEach(async () => {
      for (const pair of open.splice(0)) await pair.dispose();
    });
    const setUp = async () => {
      const line = await start(makePair);
      open.push(line);
      return line;
    };

    it('answers a query with what the handler returned', async () => {
      const { connect } = await setUp();
      await expect(connect().test.strict({ count: 3 })).resolves.toEqual({ count: 3 });
    });

    it.each(HOSTILE)('brings %s there and back unharmed', async (text) => {
      const { connect } = await setUp();
      const answer = await connect().test.echo(JSON.parse(text));
      expect(JSON.stringify(answer)).toBe(JSON.stringify(JSON.parse(text)));
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
    });

    it('brings a payload of five million characters there and back', async () => {
      const { connect } = await setUp();
      const big = 'x€💥'.repeat(1_250_000);
      const answer = await connect().test.echo({ big });
      expect(answer).toEqual({ big });
    });

    it('refuses what is larger than a frame may be, with a typed error', async () => {
      const { connect } = await setUp();
      const client = connect();
      const big = 'x'.repeat(17 * 1024 * 1024);
      await expect(client.test.echo({ big })).rejects.toMatchObject({ code: 'LimitExceeded' });
      await expect(client.test.strict({ count: 1 })).resolves.toEqual({ count: 1 });
    });

    it('keeps many calls at once apart, whatever order they end in', async () => {
      const { connect } = await setUp();
      const client = connect();
      const turns = Array.from({ length: 20 }, (_, index) => (20 - index) * 3);
      const answers = await Promise.all(turns.map((n) => client.test.slow({ turns: n })));
      expect(answers).toEqual(turns.map((n) => ({ turns: n })));
    });

    it('fails with LimitExceeded beyond the most calls at once, and recovers', async () => {
      const { connect } = await setUp();
      const client = connect();
      const stops = Array.from({ length: 20 }, () => new AbortController());
      const waiting = stops.map(({ signal }) => client.test.waits({}, { signal }).catch(() => 'stopped'));
      await expect(client.test.strict({ count: 1 })).rejects.toMatchObject({ code: 'LimitExceeded' });
      stops.forEach((stop) => stop.abort());
      await Promise.all(waiting);
      // A handler counts until it has really ended, which is a little after its cancellation.
      const again = () => client.test.strict({ count: 1 }).catch(() => 'still too many');
      await expect.poll(again).toEqual({ count: 1 });
    });

    it('delivers the items of a stream in order, then its result', async () => {
      const { connect } = await setUp();
      const got: number[] = [];
      const result = await connect().test.count({ count: 1000 }, { onItem: ({ n }) => got.push(n) });
      expect(result).toEqual({ count: 1000 });
      expect(got).toEqual(Array.from({ length: 1000 }, (_, n) => n));
    });

    it('delivers items that the handler did not wait for before the result', async () => {
      const { connect } = await setUp();
      const got: number[] = [];
      await expect(connect().test.hasty({ count: 500 }, { onItem: (n) => got.push(n) })).resolves.toBe(500);
      expect(got).toEqual(Array.from({ length: 500 }, (_, n) => n));
    });

    it('never lets a producer of 10,000 items run more than the window ahead', async () => {
      const { connect, seen } = await setUp();
      let consumed = 0;
      let furthest = 0;
      await connect().test.count(
        { count: 10_000 },
        {
          onItem: () => {
            furthest = Math.max(furthest, seen.emitted - consumed);
            consumed += 1;
          },
        },
      );
      expect(consumed).toBe(10_000);
      expect(furthest).toBeLessThanOrEqual(CREDIT_WINDOW);
    });

    it('sends exactly as many items as there is credit for', async () => {
      const { raw, seen } = await setUp();
      const { frames, post } = raw();
      const roundTrip = async (id: number): Promise<void> => {
        post({ kind: 'req', id, path: 'test.echo', input: {} });
        await expect.poll(() => frames.some((frame) => frame.id === id)).toBe(true);
      };
      const items = () => frames.filter((frame) => frame.kind === 'item').length;
      post({ kind: 'req', id: 1, path: 'test.count', input: { count: 10_000 } });
      await roundTrip(2);
      expect(items()).toBe(0);
      post({ kind: 'credit', id: 1, n: 5 });
      await expect.poll(items).toBe(5);
      post({ kind: 'credit', id: 1, n: 2 });
      await expect.poll(items).toBe(7);
      await roundTrip(3);
      expect(items()).toBe(7);
      expect(seen.emitted).toBe(7);
    });

    it('cancels: the caller gets Cancelled, the handler its abort', async () => {
      const { connect, seen } = await setUp();
      const stop = new AbortController();
      const client = connect();
      const call = client.test.waits({}, { signal: stop.signal });
      await client.test.strict({ count: 1 });
      stop.abort();
      await expect(call).rejects.toMatchObject({ code: 'Cancelled' });
      await expect.poll(() => seen.aborted).toBe(1);
    });

    it('cancels a stream from inside its own items, and delivers none after that', async () => {
      const { connect, seen } = await setUp();
      const stop = new AbortController();
      const client = connect();
      let got = 0;
      const onItem = (): void => {
        got += 1;
        if (got === 10) stop.abort();
      };
      const call = client.test.count({ count: 10_000 }, { signal: stop.signal, onItem });
      await expect(call).rejects.toMatchObject({ code: 'Cancelled' });
      await client.test.strict({ count: 1 });
      expect(got).toBe(10);
      expect(seen.emitted).toBeLessThanOrEqual(CREDIT_WINDOW + 10);
      expect(seen.aborted).toBe(1);
    });

    it('does not send a call whose signal has already been aborted', async () => {
      const { connect, seen } = await setUp();
      const stop = new AbortController();
      stop.abort();
      const client = connect();
      await expect(client.test.waits({}, { signal: stop.signal })).rejects.toMatchObject({
        code: 'Cancelled',
      });
      await client.test.strict({ count: 1 });
      expect(seen.aborted).toBe(0);
    });

    it('answers a cancel with exactly one terminal frame, even when the handler does not listen', async () => {
      const { raw, seen, releaseStubborn } = await setUp();
      const { frames, post } = raw();
      post({ kind: 'req', id: 1, path: 'test.stubborn', input: {} });
      post({ kind: 'cancel', id: 1 });
      post({ kind: 'cancel', id: 1 });
      await expect.poll(() => frames.length).toBe(1);
      expect(frames[0]).toMatchObject({ kind: 'fail', id: 1, error: { code: 'Cancelled' } });
      releaseStubborn();
      await expect.poll(() => seen.ended).toBe(1);
      post({ kind: 'req', id: 2, path: 'test.echo', input: 1 });
      await expect.poll(() => frames.some((frame) => frame.id === 2)).toBe(true);
      expect(frames.filter((frame) => frame.id === 1)).toHaveLength(1);
    });

    it('carries a typed error with its details, and hides nothing of a plain one', async () => {
      const { connect, seen } = await setUp();
      const client = connect();
      await expect(client.test.fails({ how: 'app' })).rejects.toMatchObject({
        code: 'OptimisticConflict',
        message: 'lost',
        nextStep: 'again',
        details: { taskId: 't', expectedSeq: 3 },
      });
      await expect(client.test.fails({ how: 'plain' })).rejects.toMatchObject({
        code: 'Internal',
        cause: 'TypeError: boom',
      });
      expect(seen.logs).toHaveLength(1);
    });

    it('checks input, answers and items against the contract', async () => {
      const { connect, seen } = await setUp();
      const client = connect();
      await expect(client.test.strict(claimed({ count: 0 }, '{"count":"x"}'))).rejects.toMatchObject({
        code: 'InvalidInput',
      });
      await expect(client.test.wrongAnswer({})).rejects.toMatchObject({ code: 'InvalidOutput' });
      await expect(client.test.wrongItem({}, { onItem: () => undefined })).rejects.toMatchObject({
        code: 'InvalidOutput',
      });
      expect(seen.logs).toHaveLength(2);
    });

    it.each([
      'nowhere.at',
      'test.nothing',
      'test',
      '',
      'test.echo.more',
      '__proto__.constructor',
      'constructor.name',
      'test.__proto__',
      'test.constructor',
      'test.toString',
    ])('answers the unknown path “%s” with UnknownProcedure', async (path) => {
      const { raw } = await setUp();
      const { frames, post } = raw();
      post({ kind: 'req', id: 1, path, input: {} });
      await expect.poll(() => frames.length).toBe(1);
      expect(frames[0]).toMatchObject({ kind: 'fail', id: 1, error: { code: 'UnknownProcedure' } });
    });

    it.each([
      ['not JSON', 'hello', 0],
      ['empty', '', 0],
      ['null', 'null', 0],
      ['unknown kind', '{"kind":"shout","id":7}', 7],
      ['no path', '{"kind":"req","id":8}', 8],
      ['a text as id', '{"kind":"req","id":"8","path":"test.echo"}', 0],
      ['a fraction as id', '{"kind":"req","id":1.5,"path":"test.echo"}', 0],
      ['no credit', '{"kind":"credit","id":9,"n":0}', 9],
      ['endless credit', '{"kind":"credit","id":9,"n":1e300}', 9],
    ])('answers a frame that is wrong (%s) with a typed fail, and goes on', async (_what, text, id) => {
      const { raw, client, seen } = await setUp();
      const { frames, post } = raw();
      client.post(text);
      post({ kind: 'req', id: 50, path: 'test.echo', input: 'on' });
      await expect.poll(() => frames.length).toBe(2);
      expect(frames[0]).toMatchObject({ kind: 'fail', id, error: { code: 'InvalidFrame' } });
      expect(frames[1]).toMatchObject({ kind: 'done', id: 50, result: 'on' });
      expect(seen.logs).toHaveLength(1);
    });

    it('refuses a second request under a running id without ending the first', async () => {
      const { raw } = await setUp();
      const { frames, post } = raw();
      post({ kind: 'req', id: 1, path: 'test.waits', input: {} });
      post({ kind: 'req', id: 1, path: 'test.echo', input: {} });
      await expect.poll(() => frames.length).toBe(1);
      expect(frames[0]).toMatchObject({ kind: 'fail', id: 0, error: { code: 'InvalidFrame' } });
      post({ kind: 'cancel', id: 1 });
      await expect.poll(() => frames.length).toBe(2);
      expect(frames[1]).toMatchObject({ kind: 'fail', id: 1, error: { code: 'Cancelled' } });
    });

    it.each(['client', 'server'] as const)(
      'aborts and rejects everything when the %s closes',
      async (side) => {
        const line = await setUp();
        const client = line.connect();
        const calls = [client.test.waits({}), client.test.waits({})];
        const settled = Promise.allSettled(calls);
        await client.test.strict({ count: 1 });
        line[side].close();
        const reasons = (await settled).map((call): unknown =>
          call.status === 'rejected' ? call.reason : call.status,
        );
        for (const reason of reasons) {
          expect(reason).toMatchObject({ code: 'Disconnected', nextStep: expect.stringMatching(/./) });
        }
        await expect.poll(() => line.seen.aborted).toBe(2);
        await expect(client.test.strict({ count: 1 })).rejects.toMatchObject({ code: 'Disconnected' });
      },
    );

    it('tells each end once that it closed, late listeners too', async () => {
      const { client, server } = await setUp();
      const told: string[] = [];
      client.onClose(() => told.push('client'));
      server.onClose(() => told.push('server'));
      client.close();
      client.close();
      await expect.poll(() => [...told].sort()).toEqual(['client', 'server']);
      server.close();
      server.onClose(() => told.push('late'));
      expect(told).toHaveLength(3);
      client.post('after the end');
    });
  });
}
