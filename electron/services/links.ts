import type { ConnectionTarget } from '#shared/contract/connections.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { isDeniedOperation } from '../dynamo/errors.ts';
import type { Engine } from '../engine/types.ts';
import { fromEngine, fromFailure, fromOpening, IDLE, type LinkState } from './linkState.ts';
import { idle } from './waiting.ts';

/** Who waits while an embedded database is made ready. */
export interface PrepareListener {
  /** Gets a plain sentence on how far it is. */
  readonly say: (message: string) => void;
  /** Aborted when the link closes. */
  readonly signal: AbortSignal;
}

/** What a link to one DynamoDB is made from. */
export interface LinkDeps {
  readonly target: ConnectionTarget;
  readonly connect: (target: ConnectionTarget) => Promise<Dynamo>;
  readonly startEngine: () => Promise<Engine>;
  /** Makes an embedded database ready for its first use. */
  readonly prepare?: ((dynamo: Dynamo, listener: PrepareListener) => Promise<void>) | undefined;
  readonly changed: (state: LinkState) => void;
  /** Asks the reader for an MFA code while signing in. Rejects when they give up, or when `signal` aborts. */
  readonly askMfaCode: (serial: string, signal: AbortSignal) => Promise<string>;
}

/** A link to one DynamoDB: opened at first use, watched, mended. */
export interface Link {
  state(): LinkState;
  /** The connection, opened when it is not yet. Throws why it cannot be. */
  dynamo(): Promise<Dynamo>;
  /** Tells the link that a call through it has failed; an outage is then watched until it is over. */
  failed(error: unknown): void;
  /** Tries again: restarts a stopped engine, signs in anew. */
  reconnect(): Promise<void>;
  close(): Promise<void>;
}

/** How long to wait before an unreachable server is asked again, in milliseconds. */
const ASK_EVERY = 1500;

const engineNames = {
  dynoxide: 'dynoxide',
  'dynamodb-local': 'DynamoDB Local',
  dynalite: 'dynalite',
  aws: 'AWS',
  other: 'DynamoDB',
} as const;

/** Makes the link to `target`. */
export function createLink({ target, connect, startEngine, prepare, changed, askMfaCode }: LinkDeps): Link {
  const closing = new AbortController();
  let state = IDLE;
  let opened: Promise<Dynamo> | undefined;
  let opening = false;
  let engine: Engine | undefined;
  let engineAt: string | undefined;
  let probing = false;

  const isClosing = (): boolean => closing.signal.aborted;

  const tell = (next: LinkState): void => {
    state = next;
    changed(next);
  };

  const openEngine = async (): Promise<Dynamo> => {
    if (engine === undefined) {
      const started = await startEngine();
      engine = started;
      started.watch((told) => {
        if (told.state === 'ready' && started.endpoint() !== engineAt) opened = undefined;
        tell(fromEngine(started.name, told));
      });
    }
    engineAt = engine.endpoint();
    const dynamo = await connect({ kind: 'endpoint', endpoint: engineAt, region: 'local' });
    const name = engine.name;
    await prepare?.(dynamo, {
      say: (message) => tell({ state: 'starting', engine: name, message }),
      signal: closing.signal,
    });
    tell(fromEngine(name, engine.state()));
    return dynamo;
  };

  /** Connecting alone may send nothing. A refusal is an answer, too: not every account may list its tables. */
  const ask = async (dynamo: Dynamo): Promise<void> => {
    try {
      await dynamo.listTables({ signal: closing.signal });
    } catch (error) {
      if (!isDeniedOperation(error)) throw error;
    }
  };

  const openOther = async (): Promise<Dynamo> => {
    const dynamo = await connect(target);
    await dynamo.signIn((serial) => askMfaCode(serial, closing.signal));
    const kind = await dynamo.serverKind({ signal: closing.signal });
    await ask(dynamo);
    tell({ state: 'ready', engine: engineNames[kind], message: `Connected to ${dynamo.endpoint}.` });
    return dynamo;
  };

  const open = (): Promise<Dynamo> => {
    if (opened !== undefined) return opened;
    if (state.state === 'idle') tell({ state: 'starting', message: 'Connecting…' });
    const attempt = target.kind === 'embedded' ? openEngine() : openOther();
    opened = attempt;
    opening = true;
    attempt.then(
      () => {
        opening = false;
      },
      (error: unknown) => {
        opening = false;
        if (opened === attempt) opened = undefined;
        failed(error, fromOpening);
      },
    );
    return attempt;
  };

  /** Opens anew; an opening that is under way is waited for, since a second one would start a second engine. */
  const openAgain = (): Promise<Dynamo> => {
    if (!opening) opened = undefined;
    return open();
  };

  /** Asks an unreachable server again and again until it answers. The embedded engine watches itself. */
  const probe = async (): Promise<void> => {
    if (probing || target.kind === 'embedded') return;
    probing = true;
    while (!isClosing() && state.state === 'offline') {
      await idle(ASK_EVERY, closing.signal);
      if (isClosing()) break;
      // What went wrong has been told by then.
      await openAgain().catch(() => undefined);
    }
    probing = false;
  };

  const failed = (error: unknown, stateAfter = fromFailure): void => {
    if (closing.signal.aborted) return;
    const next = stateAfter(error);
    if (next === undefined) return;
    // A running engine tells of itself; a call that was cut off by its restart adds nothing.
    if (engine !== undefined && engine.state().state !== 'ready') return;
    if (engine === undefined || next.state !== 'offline') tell(next);
    if (next.state === 'offline') void probe();
  };

  return {
    state: () => state,
    dynamo: open,
    failed: (error) => failed(error),
    reconnect: async () => {
      tell({ ...state, state: 'starting', message: 'Connecting again…' });
      try {
        if (engine !== undefined && engine.state().state !== 'ready') await engine.restart();
        await ask(await openAgain());
      } catch (error) {
        failed(error);
      }
    },
    close: async () => {
      closing.abort();
      const dynamo = await opened?.catch(() => undefined);
      dynamo?.close();
      await engine?.stop();
    },
  };
}
