import { randomUUID } from 'node:crypto';
import { basename, isAbsolute } from 'node:path';
import type { TableRef } from '#shared/contract/common.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { ReducerState } from '#shared/model/reducerState.ts';
import type { WhatIfReducer } from '#shared/model/whatIf.ts';
import { TASK_SETUP, type ReducerSource, type ReplaySetup } from '../../replay/reducers/replaySetup.ts';
import type { ReplayHost } from '../../replay/replayHost.ts';
import { createEmitter } from '../emitter.ts';
import { createHandles } from '../handles.ts';
import { aborted } from '../waiting.ts';
import type { SetupOf } from '../withStore.ts';
import { loadNow, watchReducer, type WatchedReducer } from './ownReducer.ts';

/** What the reducers of tables stand on. */
export interface ReducersDeps {
  readonly chosen: {
    of(ref: TableRef): Promise<string | undefined>;
    choose(ref: TableRef, file: string | undefined): Promise<void>;
  };
  /** As the table's layout says. */
  readonly layoutSetup: SetupOf;
  /** Where files are tried, beside whatever else is being replayed. */
  readonly host: Pick<ReplayHost, 'checkReducer'>;
}

/** What a window is told of a table's reducer. */
export interface ReducerListener {
  readonly signal: AbortSignal;
  readonly emit: (state: ReducerState) => Promise<void>;
}

/** The reducers of tables, the reader's own among them. */
export interface Reducers {
  /** What streams of a table are opened with now. */
  readonly setupOf: SetupOf;
  /**
   * The same for what is written by it: never by the table's own in place of a chosen file.
   * @throws `InvalidInput` when a file is chosen that was never loaded well
   */
  setupToWrite(ref: TableRef): Promise<ReplaySetup>;
  /**
   * The same by another reducer of the table.
   * @throws `NotFound` when no file is chosen or it was never loaded well; `InvalidInput` for another file that fails
   */
  setupBy(ref: TableRef, which: WhatIfReducer): Promise<ReplaySetup>;
  state(ref: TableRef): Promise<ReducerState>;
  /** @throws `InvalidInput` for a path that is not absolute */
  choose(ref: TableRef, file: string | undefined): Promise<ReducerState>;
  /** Names a file to compare with; it is loaded when it is asked for. @throws `InvalidInput` as `choose` */
  offer(file: string): { readonly id: string; readonly name: string };
  reload(ref: TableRef): Promise<ReducerState>;
  /** Tells the state now and at every change, until the signal aborts. */
  watch(ref: TableRef, listener: ReducerListener): Promise<void>;
  /** Stops watching files. */
  close(): void;
}

const keyOf = ({ connection, table }: TableRef): string => JSON.stringify([connection, table]);

const own = ({ kind }: ReducerSource): Pick<ReducerState, 'kind' | 'name'> =>
  kind === 'task' ? { kind: 'builtIn', name: 'built-in' } : { kind: 'layout', name: kind };

/** Makes the service of reducers. */
export function createReducers({ chosen, layoutSetup, host }: ReducersDeps): Reducers {
  const watched = new Map<string, Promise<WatchedReducer | undefined>>();
  const versions = new Map<string, number>();
  const changes = createEmitter<string>();
  /** What is being chosen for a table: two choices at once would each begin to watch, and one never end. */
  const choosing = new Map<string, Promise<ReducerState>>();
  const offered = createHandles<string>('file of a reducer', randomUUID);

  const changed = (key: string): void => {
    versions.set(key, (versions.get(key) ?? 0) + 1);
    changes.emit(key);
  };

  const start = async (ref: TableRef): Promise<WatchedReducer | undefined> => {
    const file = await chosen.of(ref);
    return file === undefined ? undefined : watchReducer(file, host, () => changed(keyOf(ref)));
  };

  const reducerOf = (ref: TableRef): Promise<WatchedReducer | undefined> => {
    const key = keyOf(ref);
    const known = watched.get(key) ?? start(ref);
    watched.set(key, known);
    // A setting that could not be read is asked for again.
    known.catch(() => watched.delete(key));
    return known;
  };

  const layoutOf = async (ref: TableRef): Promise<ReplaySetup> => (await layoutSetup(ref)) ?? TASK_SETUP;

  const state = async (ref: TableRef): Promise<ReducerState> => {
    const version = versions.get(keyOf(ref)) ?? 0;
    const found = (await reducerOf(ref))?.current();
    if (found === undefined) {
      return { ...own((await layoutOf(ref)).reducer), version, isLoaded: false, hasInvariants: false };
    }
    const { file, now, failure, hasInvariants } = found;
    const name = file.split(/[\\/]/).at(-1) ?? file;
    const told = failure === undefined ? {} : { failure };
    return { kind: 'file', name, file, version, isLoaded: now !== undefined, hasInvariants, ...told };
  };

  return {
    state,
    setupOf: async (ref) => {
      const now = (await reducerOf(ref))?.current().now;
      if (now === undefined) return layoutSetup(ref);
      return { ...(await layoutOf(ref)), reducer: now };
    },
    async setupToWrite(ref) {
      const found = (await reducerOf(ref))?.current();
      const layout = await layoutOf(ref);
      if (found === undefined) return layout;
      if (found.now !== undefined) return { ...layout, reducer: found.now };
      throw new AppError('InvalidInput', {
        message: `“${basename(found.file)}” is chosen to fold this table and cannot be run: ${found.failure?.message ?? 'it was not loaded'}`,
        nextStep:
          'Mend the file, or choose another reducer above the timeline of a task. Nothing was written.',
      });
    },
    async setupBy(ref, which) {
      const setup = await layoutOf(ref);
      if (which === 'own') return setup;
      if (typeof which === 'object') {
        return { ...setup, reducer: await loadNow(offered.get(which.file), host) };
      }
      const found = (await reducerOf(ref))?.current();
      const source = which === 'now' ? found?.now : found?.first;
      if (source !== undefined) return { ...setup, reducer: source };
      throw new AppError('NotFound', {
        message: 'No reducer file that can be run is chosen for this table.',
        nextStep: 'Choose one above the timeline of a task.',
      });
    },
    async choose(ref, file) {
      if (file !== undefined) requireAbsolute(file);
      const key = keyOf(ref);
      const choose = async (): Promise<ReducerState> => {
        const before = await watched.get(key);
        before?.stop();
        await chosen.choose(ref, file);
        watched.delete(key);
        await reducerOf(ref);
        changed(key);
        return state(ref);
      };
      const turn = (choosing.get(key) ?? Promise.resolve()).then(choose, choose);
      choosing.set(key, turn);
      return turn;
    },
    offer: (file) => {
      requireAbsolute(file);
      return { id: offered.add(file), name: basename(file) };
    },
    async reload(ref) {
      await (await reducerOf(ref))?.reload();
      return state(ref);
    },
    async watch(ref, { signal, emit }) {
      const key = keyOf(ref);
      const stop = changes.on((other) => {
        if (other !== key) return;
        // Told in the order of the changes; a window that has gone is told nothing.
        telling = telling.then(async () => emit(await state(ref))).catch(() => undefined);
      });
      let telling: Promise<void> = state(ref).then(emit);
      try {
        await telling;
        await aborted(signal);
      } finally {
        stop();
      }
    },
    close() {
      for (const found of watched.values()) {
        found.then(
          (reducer) => reducer?.stop(),
          () => undefined,
        );
      }
      watched.clear();
    },
  };
}

function requireAbsolute(file: string): void {
  if (isAbsolute(file)) return;
  throw new AppError('InvalidInput', {
    message: `“${file}” is not an absolute path.`,
    nextStep: 'Give the path from the root on, as your file manager or `realpath` tells it.',
  });
}
