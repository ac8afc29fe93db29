import './webCrypto.ts';
import { setMaxListeners } from 'node:events';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { throwIfCancelled, type AppError } from '#shared/errors/appError.ts';
import type { CallObserver } from './callReport.ts';
import { parseBody, type WireObject } from './codec.ts';
import type { CallOptions, Cost } from './dynamo.ts';
import { fateOf, retryReason, toAppError, type Fate } from './errors.ts';
import type { ErrorPlace } from './errorTable.ts';
import { failureReport, unitsInAnswer } from './observe.ts';
import { sendOnce, type Operation } from './operations.ts';
import type { Timing } from './pause.ts';
import { waitBeforeRetry, type FailedSending, type RetryLimits } from './retry.ts';
import type { SendingSignals } from './sendingSignals.ts';
import { createSlots } from './slots.ts';
import { watchSendings } from './watchSendings.ts';

/** A good answer, its body not read yet. */
export interface RawReply {
  readonly body: Uint8Array;
  readonly attempts: number;
}

/** A call that got no good answer: what was thrown, and what became of each sending of it. */
export interface FailedCall {
  readonly error: unknown;
  readonly attempts: number;
  /** One for each sending that failed, in order. */
  readonly fates: readonly Fate[];
}

/** A good answer or the failure. Only {@link Caller.raw} throws, and only `AppError`s. */
export type CallResult =
  { readonly ok: true; readonly reply: RawReply } | ({ readonly ok: false } & FailedCall);

/** How a call is sent. */
export interface SendOptions extends CallOptions {
  /** Whether to be done twice is as good as once; else it is not sent again once it may have been done. True unless told. */
  readonly repeatable?: boolean | undefined;
  /** Whether the caller waits itself when the server asks to go slower. */
  readonly ownThrottling?: boolean | undefined;
}

/** Sends operations in the wire form of the API reference, again where that may help, and tells how it went. */
export interface Caller {
  readonly endpoint: string;
  /** The `Server` header of the last answer: what the endpoint calls itself. */
  readonly serverHeader: () => string | undefined;
  /** Sends and reports a failure as it is. */
  attempt(operation: Operation, input: WireObject, options?: SendOptions): Promise<CallResult>;
  /** Sends; the body of the answer, unread. @throws AppError */
  raw(operation: Operation, input: WireObject, options?: SendOptions): Promise<RawReply>;
  /** Sends; the answer, read. @throws AppError */
  call(
    operation: Operation,
    input: WireObject,
    options?: SendOptions,
  ): Promise<{ readonly answer: WireObject } & Cost>;
  /** The error as ours, with this connection's address and the request's table in its words. */
  explain(error: unknown, input: WireObject): AppError;
}

/** What a {@link Caller} goes by. */
export interface CallerSettings extends RetryLimits {
  /** What messages call the other end. */
  readonly place: ErrorPlace;
  /** Longest time for one sending, its whole answer included, in milliseconds. */
  readonly sendingLimit: number;
  /** Sendings under way at a time; more wait their turn. */
  readonly maxSockets: number;
  readonly timing: Timing;
  readonly onCall: CallObserver | undefined;
  readonly signals: SendingSignals;
}

/** Capacity units in an answer; 0 where the server tells none. */
export function unitsOf(answer: WireObject): number {
  const consumed = answer['ConsumedCapacity'];
  const entries: readonly unknown[] = Array.isArray(consumed) ? consumed : [consumed];
  return entries.reduce<number>((sum, entry) => {
    const units =
      typeof entry === 'object' && entry !== null && 'CapacityUnits' in entry ? entry.CapacityUnits : 0;
    return sum + (typeof units === 'number' ? units : 0);
  }, 0);
}

const isObject = (value: unknown): value is WireObject => typeof value === 'object' && value !== null;

/** The table that a request names, the first of several; undefined when it names none. */
const tableIn = (input: WireObject): string | undefined => {
  const { TableName: table, RequestItems: batch, TransactItems: members } = input;
  if (typeof table === 'string') return table;
  if (isObject(batch)) return Object.keys(batch)[0];
  const first: unknown = Array.isArray(members) ? members[0] : undefined;
  const inner: unknown = isObject(first) ? Object.values(first)[0] : undefined;
  return isObject(inner) ? tableIn(inner) : undefined;
};

/** Whether a sending that ended so may have been done, now or later. */
export const maybeDone = (fate: Fate): boolean => fate === 'lost' || fate === 'pending';

/** Fetches credentials anew; failing at that leaves the error there was. */
const refreshCredentials = async (client: DynamoDBClient): Promise<void> => {
  await client.config.credentials({ forceRefresh: true }).catch(() => undefined);
};

/** Wraps an SDK client, whose own retries are off. */
export function createCaller(client: DynamoDBClient, settings: CallerSettings): Caller {
  const { place, timing, onCall, signals } = settings;
  const watch = watchSendings(client);
  const slots = createSlots(settings.maxSockets);

  const sendInTurn = async (
    operation: Operation,
    input: WireObject,
    signal: AbortSignal | undefined,
    onTurn: () => void,
  ): Promise<Uint8Array> => {
    watch.forget(input);
    const turn = slots.take(signal);
    if (turn !== true && !(await turn)) throwIfCancelled(signal);
    onTurn();
    try {
      return await sendOnce({ client, signals, limit: settings.sendingLimit }, operation, input, signal);
    } finally {
      slots.give();
    }
  };

  const explain: Caller['explain'] = (error, input) => {
    const table = tableIn(input);
    return toAppError(error, table === undefined ? place : { ...place, table });
  };

  const sendingOf = (error: unknown, input: WireObject, options: SendOptions | undefined): FailedSending => {
    const reached = watch.wasSent(input);
    if (options?.signal?.aborted === true) return { fate: reached ? 'pending' : 'unsent', reason: undefined };
    const fate = reached ? fateOf(error) : 'unsent';
    const reason = retryReason(error, fate, explain(error, input).code);
    const isFinal =
      (options?.repeatable === false && maybeDone(fate)) ||
      (options?.ownThrottling === true && reason === 'throttle');
    return { fate, reason: isFinal ? undefined : reason };
  };

  const attempt: Caller['attempt'] = async (operation, input, options) => {
    const signal = options?.signal;
    throwIfCancelled(signal);
    // Many calls may share one signal; each listens to it, and so does the SDK for each.
    if (signal !== undefined) setMaxListeners(0, signal);
    const failed: FailedSending[] = [];
    const began = timing.now();
    const at = onCall === undefined ? 0 : Date.now();
    let firstSent = began;
    let waitsMs = 0;
    // How long it waited for its turn is no reason to give up earlier.
    const onTurn = (): void => {
      if (failed.length === 0) firstSent = timing.now();
    };

    const report = (result: CallResult): CallResult => {
      onCall?.({
        operation,
        table: tableIn(input),
        at,
        attempts: result.ok ? result.reply.attempts : result.attempts,
        waitsMs,
        latencyMs: timing.now() - began,
        units: result.ok ? unitsInAnswer(input, result.reply.body) : 0,
        ...(result.ok
          ? { outcome: 'done', code: undefined }
          : failureReport(result.error, explain(result.error, input), signal?.aborted === true)),
      });
      return result;
    };

    for (;;) {
      try {
        const body = await sendInTurn(operation, input, signal, onTurn);
        return report({ ok: true, reply: { body, attempts: failed.length + 1 } });
      } catch (error) {
        failed.push(sendingOf(error, input, options));
        const wait = waitBeforeRetry(failed, timing.now() - firstSent, settings, timing);
        const waitFrom = timing.now();
        const waited = wait !== undefined && (await mayGoOn(wait, failed.at(-1), signal));
        // A wait that was cancelled was shorter than planned.
        if (wait !== undefined) waitsMs += waited ? wait : timing.now() - waitFrom;
        if (!waited) {
          const fates = failed.map((sending) => sending.fate);
          return report({ ok: false, error, attempts: failed.length, fates });
        }
      }
    }
  };

  /** Does what has to be done before the next sending; false when it was cancelled meanwhile. */
  const mayGoOn = async (
    wait: number,
    last: FailedSending | undefined,
    signal: AbortSignal | undefined,
  ): Promise<boolean> => {
    if (last?.reason === 'credentials') await refreshCredentials(client);
    if (wait > 0) await timing.sleep(wait, signal);
    return signal?.aborted !== true;
  };

  const raw: Caller['raw'] = async (operation, input, options) => {
    const result = await attempt(operation, input, options);
    if (result.ok) return result.reply;
    throwIfCancelled(options?.signal);
    throw explain(result.error, input);
  };

  return {
    endpoint: place.endpoint,
    serverHeader: watch.serverHeader,
    attempt,
    raw,
    async call(operation, input, options) {
      const reply = await raw(operation, input, options);
      try {
        const answer = parseBody(reply.body);
        return { answer, units: unitsOf(answer), attempts: reply.attempts };
      } catch (error) {
        throw explain(error, input);
      }
    },
    explain,
  };
}
