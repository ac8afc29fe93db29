import type { CallOptions, Client, ContractShape, Entry, StreamOptions } from '../contract/define.ts';
import { AppError, fromErrorData, isAppError } from '../errors/appError.ts';
import { cancelled, checkedOutput, disconnected } from './checks.ts';
import { decodeHostFrame, encodeFrame, type ClientFrame, type HostFrame } from './frames.ts';
import type { Port, TransportLog } from './port.ts';

/** Items of one stream that may be on their way at once; topped up whenever half of them have been consumed. */
export const CREDIT_WINDOW = 64;

/** How a client behaves. `log` hears of frames that belong to no call. */
export interface ClientOptions {
  readonly log?: TransportLog;
}

interface Pending {
  readonly onItem: (item: unknown) => void;
  readonly onDone: (result: unknown) => void;
  /** The call has ended with `error`. */
  readonly fail: (error: unknown) => void;
  /** The same, and the host is told to stop. */
  readonly giveUp: (error: unknown) => void;
}

type AnyOptions = CallOptions & Partial<StreamOptions<unknown>>;

/** Makes one call: its path, its entry, what the caller gave. What {@link clientOf} builds a client from. */
export type Caller = (path: string, entry: Entry, input: unknown, options: AnyOptions) => Promise<unknown>;

/** The typed client of `contract` whose every call goes to `call`. */
export function clientOf<C extends ContractShape>(contract: C, call: Caller): Client<C> {
  const callsOf = (domain: string, entries: Readonly<Record<string, Entry>>) =>
    Object.fromEntries(
      Object.entries(entries).map(([name, entry]) => [
        name,
        (input: unknown, options: AnyOptions = {}) => call(`${domain}.${name}`, entry, input, options),
      ]),
    );
  const domains = Object.entries(contract).map(
    ([domain, entries]) => [domain, callsOf(domain, entries)] as const,
  );
  return Object.fromEntries(domains) as Client<C>; // eslint-disable-line @typescript-eslint/consistent-type-assertions -- built from the contract's own entries, one call each
}

/**
 * The typed client of `contract` over `port`. Every call rejects with an `AppError`: the host's own, `Cancelled`
 * when its signal aborts, `Disconnected` when the port closes, `InvalidOutput` for an answer of the wrong form.
 */
export function createClient<C extends ContractShape>(
  contract: C,
  port: Port,
  options: ClientOptions = {},
): Client<C> {
  return clientOf(contract, createCaller(port, options));
}

/** The calls of one port, for a client that outlives it; they reject as {@link createClient} says. */
export function createCaller(port: Port, { log = () => undefined }: ClientOptions = {}): Caller {
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let open = true;

  const send = (frame: ClientFrame): void => port.post(encodeFrame(frame));

  const call: Caller = (path, entry, input, options) =>
    new Promise((resolve, reject) => {
      const { signal } = options;
      const id = nextId++;
      let consumed = 0;

      const end = (): void => {
        pending.delete(id);
        signal?.removeEventListener('abort', onAbort);
      };
      const fail = (error: unknown): void => {
        end();
        reject(asAppError(error));
      };
      const giveUp = (error: unknown): void => {
        send({ kind: 'cancel', id });
        fail(error);
      };
      const onAbort = (): void => giveUp(cancelled());

      const onItem = (item: unknown): void => {
        try {
          options.onItem?.(entry.kind === 'stream' ? checkedOutput(entry.item, item, path) : item);
        } catch (error) {
          giveUp(error);
          return;
        }
        consumed += 1;
        if (consumed < CREDIT_WINDOW / 2 || !pending.has(id)) return;
        send({ kind: 'credit', id, n: consumed });
        consumed = 0;
      };
      const onDone = (result: unknown): void => {
        const schema = entry.kind === 'stream' ? entry.result : entry.output;
        try {
          const checked = checkedOutput(schema, result, path);
          end();
          resolve(checked);
        } catch (error) {
          fail(error);
        }
      };

      try {
        if (signal?.aborted === true) throw cancelled();
        if (!open) throw disconnected();
        send({ kind: 'req', id, path, input });
      } catch (error) {
        reject(asAppError(error));
        return;
      }
      pending.set(id, { onItem, onDone, fail, giveUp });
      signal?.addEventListener('abort', onAbort, { once: true });
      if (entry.kind === 'stream') send({ kind: 'credit', id, n: CREDIT_WINDOW });
    });

  const receive = (frame: HostFrame): void => {
    const owner = pending.get(frame.id);
    switch (frame.kind) {
      case 'item':
        owner?.onItem(frame.item);
        return;
      case 'done':
        owner?.onDone(frame.result);
        return;
      case 'fail':
        if (owner !== undefined) owner.fail(fromErrorData(frame.error));
        // A cancelled call's own `fail` comes after the caller has gone; anything else was for nobody.
        else if (frame.error.code !== 'Cancelled') log(frame.error.message, frame.error);
        return;
    }
  };

  port.onClose(() => {
    open = false;
    for (const { fail } of [...pending.values()]) fail(disconnected());
  });

  port.onFrame((text) => {
    const decoded = decodeHostFrame(text);
    if (decoded.ok) {
      receive(decoded.frame);
      return;
    }
    log('a frame from the host could not be read', decoded.error);
    pending.get(decoded.id)?.giveUp(decoded.error);
  });

  return call;
}

const asAppError = (error: unknown): AppError =>
  isAppError(error)
    ? error
    : new AppError('Internal', {
        message: 'A call between the window and its host failed inside the window.',
        nextStep: 'Reload the window; if it happens again, please report it with the details below.',
        cause: error,
      });
