import type { ContractShape, Entry, Handlers } from '../contract/define.ts';
import { kindOf } from '../errors/codes.ts';
import {
  cancelled,
  checkedInput,
  checkedOutput,
  duplicateId,
  isCancellation,
  safeErrorData,
  tooManyRequests,
  unknownProcedure,
} from './checks.ts';
import { createCreditGate, type CreditGate } from './credit.ts';
import { decodeClientFrame, encodeFrame, NO_ID, type ClientFrame } from './frames.ts';
import { entryAt, handlerAt, type AnyHandler } from './lookup.ts';
import type { Port, TransportLog } from './port.ts';

/** How a port is served. */
export interface ServeOptions {
  readonly log: TransportLog;
  /** Most handlers running at once for this port; beyond it a request fails with `LimitExceeded`. */
  readonly maxConcurrent?: number;
}

interface Call {
  readonly id: number;
  readonly path: string;
  readonly controller: AbortController;
  readonly gate: CreditGate;
  /** What the call was ended with before its handler was done. */
  failure?: unknown;
}

/**
 * Answers the requests that come in on `port` with `handlers`, until the port closes; then every call that still
 * runs is aborted. Each request gets exactly one `done` or `fail`; on `cancel` that is an immediate `fail`
 * `Cancelled`, and what the handler still says is dropped. Nothing is thrown: every failure is a frame.
 */
export function serve<C extends ContractShape>(
  contract: C,
  handlers: Handlers<C>,
  port: Port,
  { log, maxConcurrent = 128 }: ServeOptions,
): void {
  const calls = new Map<number, Call>();
  let running = 0;

  const fail = (id: number, error: unknown): void => {
    const data = safeErrorData(error);
    if (kindOf(data.code) === 'bug') log(`request ${id} failed: ${data.message}`, error);
    port.post(encodeFrame({ kind: 'fail', id, error: { ...data, ...shortened(data.cause) } }));
  };

  const isCurrent = (call: Call): boolean => calls.get(call.id) === call;

  const stop = (call: Call): void => {
    call.gate.close(cancelled());
    call.controller.abort();
  };

  /** Ends a call with a failure, once, and stops what it started. */
  const abandon = (call: Call, error: unknown): void => {
    if (!isCurrent(call)) return;
    calls.delete(call.id);
    call.failure = error;
    fail(call.id, error);
    stop(call);
  };

  const emitter = (call: Call, entry: Entry & { readonly kind: 'stream' }) => {
    let last: Promise<void> = Promise.resolve();
    return {
      emit: (item: unknown): Promise<void> => {
        last = call.gate.pass(() => {
          const checked = checkedOutput(entry.item, item, call.path);
          port.post(encodeFrame({ kind: 'item', id: call.id, item: checked }));
        });
        last.catch((error: unknown) => abandon(call, error));
        return last;
      },
      /** Items that the handler did not wait for still go out before its result. */
      drained: () => last,
    };
  };

  const answer = async (call: Call, entry: Entry, handler: AnyHandler, input: unknown): Promise<unknown> => {
    const context = { signal: call.controller.signal, portId: port.id };
    if (entry.kind !== 'stream') return checkedOutput(entry.output, await handler(input, context), call.path);
    const { emit, drained } = emitter(call, entry);
    const result = await handler(input, { ...context, emit });
    await drained();
    return checkedOutput(entry.result, result, call.path);
  };

  const run = async (call: Call, entry: Entry, handler: AnyHandler, input: unknown): Promise<void> => {
    running += 1;
    try {
      const result = await answer(call, entry, handler, input);
      if (!isCurrent(call)) return;
      const text = encodeFrame({ kind: 'done', id: call.id, result });
      calls.delete(call.id);
      port.post(text);
    } catch (error) {
      if (isCurrent(call)) abandon(call, error);
      else if (error !== call.failure && !isCancellation(error))
        log(`${call.path} failed after it had been ended`, error);
    } finally {
      running -= 1;
    }
  };

  const request = ({ id, path, input }: ClientFrame & { readonly kind: 'req' }): void => {
    // Answered without an id: a `fail` under this one would end the call that owns it.
    if (calls.has(id)) {
      fail(NO_ID, duplicateId(id));
      return;
    }
    const entry = entryAt(contract, path);
    const handler = handlerAt(handlers, path);
    try {
      if (entry === undefined || handler === undefined) throw unknownProcedure(path);
      if (running >= maxConcurrent) throw tooManyRequests(maxConcurrent);
      const checked = checkedInput(entry.input, input, path);
      const call: Call = { id, path, controller: new AbortController(), gate: createCreditGate() };
      calls.set(id, call);
      void run(call, entry, handler, checked);
    } catch (error) {
      fail(id, error);
    }
  };

  port.onClose(() => {
    const open = [...calls.values()];
    calls.clear();
    open.forEach(stop);
  });

  port.onFrame((text) => {
    const decoded = decodeClientFrame(text);
    if (!decoded.ok) {
      fail(calls.has(decoded.id) ? NO_ID : decoded.id, decoded.error);
      return;
    }
    const { frame } = decoded;
    const call = calls.get(frame.id);
    // `cancel` and `credit` may cross the end of their call on the way; then its terminal frame is already out.
    if (frame.kind === 'req') request(frame);
    else if (call !== undefined && frame.kind === 'cancel') abandon(call, cancelled());
    else if (call !== undefined && frame.kind === 'credit') call.gate.grant(frame.n);
  });
}

const MAX_CAUSE = 10_000;

const shortened = (cause: string | undefined): { readonly cause?: string } =>
  cause === undefined || cause.length <= MAX_CAUSE ? {} : { cause: `${cause.slice(0, MAX_CAUSE)}…` };
