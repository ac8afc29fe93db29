import { AppError, toErrorData } from '#shared/errors/appError.ts';
import type { ReducerFailure } from '#shared/model/reducerState.ts';
import { loadModule } from '../../reducers/loadModule.ts';
import type { ReplayHost } from '../../replay/replayHost.ts';
import type { ModuleSource } from '../../replay/reducers/replaySetup.ts';
import { watchFiles } from './watchFiles.ts';

/** A file that the reader chose, as it was loaded. */
export interface OwnReducer {
  readonly file: string;
  /** As it was when chosen in this run of the program, or first loaded. */
  readonly first: ModuleSource | undefined;
  /** As it was when last loaded well. */
  readonly now: ModuleSource | undefined;
  readonly failure: ReducerFailure | undefined;
  readonly hasInvariants: boolean;
}

/** A chosen file, loaded, and loaded again when one of its files changes. */
export interface WatchedReducer {
  current(): OwnReducer;
  /** Loads it again; resolves when that is done. */
  reload(): Promise<void>;
  stop(): void;
}

const sameFiles = (a: ModuleSource | undefined, b: ModuleSource): boolean =>
  JSON.stringify(a?.files) === JSON.stringify(b.files);

/** Loads a file and keeps an eye on it. `onChange`: something else folds now, or something else is wrong. */
export async function watchReducer(
  file: string,
  host: Pick<ReplayHost, 'checkReducer'>,
  onChange: () => void,
): Promise<WatchedReducer> {
  let own: OwnReducer = { file, first: undefined, now: undefined, failure: undefined, hasInvariants: false };
  let loading: Promise<void> = Promise.resolve();
  let isOver = false;
  const watcher = watchFiles(() => void reload());

  const load = async (): Promise<void> => {
    const before = own;
    const { paths, result } = await loadModule(file);
    if (isOver) return;
    watcher.watch(paths);
    if ('error' in result) own = { ...own, failure: { message: result.error.message } };
    else if (!sameFiles(own.now, result.source) || own.failure !== undefined) {
      own = await checked(own, result.source, host);
    }
    if (JSON.stringify([own.failure, own.now]) !== JSON.stringify([before.failure, before.now])) onChange();
  };

  const reload = (): Promise<void> => {
    loading = loading.then(load);
    return loading;
  };

  await reload();
  return {
    current: () => own,
    reload,
    stop() {
      isOver = true;
      watcher.stop();
    },
  };
}

async function checked(
  before: OwnReducer,
  source: ModuleSource,
  host: Pick<ReplayHost, 'checkReducer'>,
): Promise<OwnReducer> {
  try {
    const about = await host.checkReducer(source);
    if ('failed' in about) return { ...before, failure: about.failed };
    const { hasInvariants } = about;
    return { ...before, first: before.first ?? source, now: source, failure: undefined, hasInvariants };
  } catch (error) {
    return { ...before, failure: { message: toErrorData(error).message } };
  }
}

/** A file as it is now, tried. @throws `InvalidInput` when it cannot be loaded or does not export what it must */
export async function loadNow(file: string, host: Pick<ReplayHost, 'checkReducer'>): Promise<ModuleSource> {
  const { result } = await loadModule(file);
  const about = 'error' in result ? { failed: result.error } : await host.checkReducer(result.source);
  if (!('error' in result) && !('failed' in about)) return result.source;
  const why = 'failed' in about ? about.failed.message : '';
  throw new AppError('InvalidInput', {
    message: `“${file}” cannot fold: ${why}`,
    nextStep: 'Mend the file, or name another one.',
  });
}
