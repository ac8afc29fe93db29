import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { connectionSchema, type Connection, type ConnectionTarget } from '#shared/contract/connections.ts';
import { AppError } from '#shared/errors/appError.ts';
import { jsonFile, type FileProblem } from './jsonFile.ts';

/** The connection to our own engine: always there, first in the list. */
export const EMBEDDED_ID = 'embedded';

const EMBEDDED: Connection = { id: EMBEDDED_ID, name: 'Embedded', target: { kind: 'embedded' } };

/** A connection to be saved; without an id it is a new one. */
export type ConnectionDraft = Omit<Connection, 'id'> & { readonly id?: string | undefined };

/** Saved connections on disk. Secrets lie in a file of their own and leave it by `target` and `get` only. */
export interface ConnectionsFile {
  /** The embedded one first, then in the order they were made. Without secrets. */
  readonly list: () => Promise<readonly Connection[]>;
  /** How to reach it, with its secret; undefined when there is no such connection. */
  readonly target: (id: string) => Promise<ConnectionTarget | undefined>;
  /** The connection with its secret, by id or by name. Throws `NotFound`. */
  readonly get: (idOrName: string) => Promise<Connection>;
  /** Saves a new or changed one; a missing secret keeps the saved one. Throws `InvalidInput`, `NotFound`. */
  readonly save: (draft: ConnectionDraft) => Promise<Connection>;
  /** Forgets it and its secret; one that is not there is forgotten already. Throws `InvalidInput` for the embedded. */
  readonly remove: (id: string) => Promise<void>;
}

const withoutSecret = (target: ConnectionTarget): ConnectionTarget => {
  if (target.kind !== 'endpoint') return target;
  const { secretAccessKey: _secret, ...rest } = target;
  return rest;
};

const withSecret = (target: ConnectionTarget, secret: string | undefined): ConnectionTarget =>
  target.kind === 'endpoint' && target.accessKeyId !== undefined && secret !== undefined
    ? { ...target, secretAccessKey: secret }
    : target;

const secretOf = (target: ConnectionTarget): string | undefined =>
  target.kind === 'endpoint' ? target.secretAccessKey : undefined;

const mayHaveSecret = (target: ConnectionTarget): boolean =>
  target.kind === 'endpoint' && target.accessKeyId !== undefined;

const invalid = (message: string, nextStep: string): AppError =>
  new AppError('InvalidInput', { message, nextStep });

const notFound = (idOrName: string): AppError =>
  new AppError('NotFound', {
    message: `There is no connection "${idOrName}".`,
    nextStep: 'Choose another connection, or add this one again.',
  });

const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

const complete = (stored: readonly Connection[]): readonly Connection[] => {
  const embedded = stored.find(({ id }) => id === EMBEDDED_ID);
  const own: Connection = embedded === undefined ? EMBEDDED : { ...EMBEDDED, name: embedded.name };
  return [own, ...stored.filter(({ id, target }) => id !== EMBEDDED_ID && target.kind !== 'embedded')];
};

/** The list with `draft` in it as `id`. Throws when it may not be there. */
const placed = (stored: readonly Connection[], draft: ConnectionDraft, id: string): readonly Connection[] => {
  const all = complete(stored);
  if ((id === EMBEDDED_ID) !== (draft.target.kind === 'embedded')) {
    throw invalid(
      'The embedded connection exists once and always reaches the embedded engine.',
      'Add a new connection for another endpoint.',
    );
  }
  if (draft.id !== undefined && !all.some((other) => other.id === id)) throw notFound(id);
  if (all.some((other) => other.id !== id && sameName(other.name, draft.name))) {
    throw invalid(`There is already a connection named "${draft.name}".`, 'Choose another name.');
  }
  const saved: Connection = { id, name: draft.name.trim(), target: withoutSecret(draft.target) };
  return draft.id === undefined ? [...all, saved] : all.map((other) => (other.id === id ? saved : other));
};

/**
 * The connections in `<dataFolder>/connections.json` and their secret keys in `<dataFolder>/secrets.json`, both readable
 * by their owner alone. A file that cannot be read is moved aside and told.
 */
export function connectionsFile(
  dataFolder: string,
  onProblem: (problem: FileProblem) => void,
): ConnectionsFile {
  const list = jsonFile<readonly Connection[]>({
    file: join(dataFolder, 'connections.json'),
    version: 1,
    schema: z.array(connectionSchema),
    initial: [],
    onProblem,
  });
  const secrets = jsonFile<Readonly<Record<string, string>>>({
    file: join(dataFolder, 'secrets.json'),
    version: 1,
    schema: z.record(z.string(), z.string()),
    initial: {},
    onProblem,
  });

  const setSecret = (id: string, secret: string | undefined): Promise<unknown> =>
    secrets.change((before) => {
      if (before[id] === secret) return before;
      const { [id]: _old, ...rest } = before;
      return secret === undefined ? rest : { ...rest, [id]: secret };
    });

  const find = async (accept: (connection: Connection) => boolean): Promise<Connection | undefined> => {
    const found = complete(await list.read()).find(accept);
    if (found === undefined) return undefined;
    const secret = mayHaveSecret(found.target) ? (await secrets.read())[found.id] : undefined;
    return { ...found, target: withSecret(found.target, secret) };
  };

  return {
    // A secret that somebody wrote into the list by hand does not leave it either.
    list: async () =>
      complete(await list.read()).map((each) => ({ ...each, target: withoutSecret(each.target) })),
    target: async (id) => (await find((each) => each.id === id))?.target,
    get: async (idOrName) => {
      const found =
        (await find((each) => each.id === idOrName)) ?? (await find((each) => sameName(each.name, idOrName)));
      if (found === undefined) throw notFound(idOrName);
      return found;
    },
    save: async (draft) => {
      if (draft.name.trim() === '') throw invalid('A connection needs a name.', 'Give it one.');
      const id = draft.id ?? randomUUID();
      // Checked before the secret is touched, and again on the list as it is when it is written.
      placed(await list.read(), draft, id);
      const secret = secretOf(draft.target);
      if (!mayHaveSecret(draft.target)) await setSecret(id, undefined);
      else if (secret !== undefined) await setSecret(id, secret);
      await list.change((stored) => placed(stored, draft, id));
      return { id, name: draft.name.trim(), target: withoutSecret(draft.target) };
    },
    remove: async (id) => {
      if (id === EMBEDDED_ID) {
        throw invalid(
          'The embedded connection cannot be removed.',
          'Remove another one, or leave it unused.',
        );
      }
      await list.change((stored) => stored.filter((each) => each.id !== id));
      await setSecret(id, undefined);
    },
  };
}
