import type { Connection, ConnectionState, ConnectionTarget } from '#shared/contract/connections.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { AwsProfile } from '../dynamo/profiles.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { createEmitter } from './emitter.ts';
import { createLink, type Link, type LinkDeps } from './links.ts';
import type { MfaPrompts } from './mfaPrompts.ts';

/** A connection to be saved; without an id it is a new one. */
export type ConnectionDraft = Omit<Connection, 'id'> & { readonly id?: string | undefined };

/** The file of saved connections; `target` alone gives out secrets, and only to the host. */
export interface SavedConnections {
  list(): Promise<readonly Connection[]>;
  target(id: string): Promise<ConnectionTarget | undefined>;
  save(draft: ConnectionDraft): Promise<Connection>;
  remove(id: string): Promise<void>;
}

/** What the connections of a host are made from. */
export interface ConnectionsDeps extends Pick<LinkDeps, 'startEngine' | 'prepare'> {
  /** Opens the connection of this id. */
  readonly connect: (target: ConnectionTarget, connection: string) => Promise<Dynamo>;
  readonly saved: SavedConnections;
  readonly profiles: () => Promise<AwsProfile[]>;
  readonly now: () => string;
  readonly prompts: MfaPrompts;
}

/** The connections of a host: what is saved, what is open, whether it answers. */
export interface ConnectionService {
  list(): Promise<Connection[]>;
  profiles(): Promise<AwsProfile[]>;
  save(draft: ConnectionDraft): Promise<Connection>;
  remove(id: string): Promise<void>;
  reconnect(id: string): Promise<ConnectionState>;
  /** Tells the present state of every connection, and every change from then on. */
  watch(listener: (state: ConnectionState) => void): () => void;
  /**
   * Runs `work` with an open connection. A failure that means an outage marks the connection, and is thrown on.
   * @throws `NotFound` when there is no such connection; whatever opening it or `work` throws
   */
  use<T>(id: string, work: (dynamo: Dynamo) => Promise<T>): Promise<T>;
  /** The target of a connection. Throws `NotFound` when there is none. */
  target(id: string): Promise<ConnectionTarget>;
  close(): Promise<void>;
}

/** Makes the service that keeps connections. */
export function createConnections(deps: ConnectionsDeps): ConnectionService {
  const links = new Map<string, Link>();
  const states = new Map<string, ConnectionState>();
  const told = createEmitter<ConnectionState>();

  const target = async (id: string): Promise<ConnectionTarget> => {
    const found = await deps.saved.target(id);
    if (found !== undefined) return found;
    throw new AppError('NotFound', {
      message: `There is no connection "${id}".`,
      nextStep: 'Choose another connection, or add this one again.',
    });
  };

  const linkTo = async (id: string): Promise<Link> => {
    const known = links.get(id);
    if (known !== undefined) return known;
    const resolved = await target(id);
    const raced = links.get(id);
    if (raced !== undefined) return raced;
    const link = createLink({
      target: resolved,
      connect: (to) => deps.connect(to, id),
      startEngine: deps.startEngine,
      prepare: deps.prepare,
      askMfaCode: (serial, signal) => deps.prompts.ask(id, serial, signal),
      changed: (state) => {
        if (links.get(id) !== link) return;
        const full: ConnectionState = { ...state, connection: id, since: deps.now() };
        states.set(id, full);
        told.emit(full);
      },
    });
    links.set(id, link);
    return link;
  };

  const stateOf = (id: string): ConnectionState =>
    states.get(id) ?? { connection: id, state: 'idle', message: 'Not used yet.', since: deps.now() };

  const drop = async (id: string): Promise<void> => {
    const link = links.get(id);
    links.delete(id);
    states.delete(id);
    await link?.close();
  };

  return {
    target,
    list: async () => [...(await deps.saved.list())],
    profiles: deps.profiles,
    save: async (draft) => {
      const saved = await deps.saved.save(draft);
      // The next use opens it with what has just been saved.
      await drop(saved.id);
      told.emit(stateOf(saved.id));
      return saved;
    },
    remove: async (id) => {
      await deps.saved.remove(id);
      await drop(id);
    },
    reconnect: async (id) => {
      await (await linkTo(id)).reconnect();
      return stateOf(id);
    },
    watch: (listener) => {
      const end = told.on(listener);
      for (const state of states.values()) listener(state);
      return end;
    },
    use: async (id, work) => {
      const link = await linkTo(id);
      try {
        return await work(await link.dynamo());
      } catch (error) {
        link.failed(error);
        throw error;
      }
    },
    close: async () => {
      await Promise.all([...links.keys()].map(drop));
    },
  };
}
