import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { AppInfo } from '#shared/contract/app.ts';
import type { TableRef } from '#shared/contract/common.ts';
import type { ConnectionTarget } from '#shared/contract/connections.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { CallObserver } from './dynamo/callReport.ts';
import { connectDynamo } from './dynamo/client.ts';
import type { Dynamo } from './dynamo/dynamo.ts';
import { listProfiles } from './dynamo/profiles.ts';
import { startEngine } from './engine/startEngine.ts';
import { BUILT_IN_LAYOUTS } from './layouts/streams/builtInLayouts.ts';
import { createReplayHost } from './replay/replayHost.ts';
import { openPassBeside } from './audit/openPass.ts';
import type { Link, Services } from './hostServices.ts';
import { createActivity } from './services/activity.ts';
import { createAudits } from './services/audit/audits.ts';
import { createConflicts } from './services/conflicts.ts';
import { createConnections } from './services/connections.ts';
import { createDeadLetters } from './services/deadLetters.ts';
import { createDemo } from './services/demo.ts';
import { createEmitter } from './services/emitter.ts';
import { endInTime } from './services/endInTime.ts';
import type { FileDialogs } from './services/fileDialogs.ts';
import { createFiles } from './services/files.ts';
import { createItemConflicts } from './services/itemConflicts.ts';
import { createIdempotencyLanes } from './services/idempotencyLanes.ts';
import { createLayoutCatalog } from './services/layoutCatalog.ts';
import { createLayoutSamples } from './services/layoutSamples.ts';
import { sampleThreads } from './services/layoutThread.ts';
import { logLine } from './services/logLine.ts';
import { createMfaPrompts } from './services/mfaPrompts.ts';
import { createOpenTasks } from './services/openTasks.ts';
import { createReducers } from './services/reducers/reducers.ts';
import { createWhatIfs } from './services/reducers/whatIfs.ts';
import { createRequests } from './services/requests.ts';
import { createRecords } from './services/records.ts';
import { layoutPlace } from './services/rebuild/layoutPlace.ts';
import { POLL } from './services/poll.ts';
import { createRebuilds } from './services/rebuild/rebuilds.ts';
import { setupNamed } from './services/rebuild/rebuildSetup.ts';
import { replayOnce } from './services/rebuild/replayOnce.ts';
import { taskPlace } from './services/rebuild/taskPlace.ts';
import { createTableStores } from './services/tableStores.ts';
import { createTables } from './services/tables.ts';
import { createTaskChanges } from './services/taskChanges.ts';
import { createTaskLists } from './services/taskLists.ts';
import { createTaskWrites } from './services/taskWrites.ts';
import { createComparing } from './services/comparisons.ts';
import { createTravels } from './services/travels.ts';
import { createWorkspaces } from './services/workspace.ts';
import { auditFolder } from './settings/auditFolder.ts';
import { conflictJournal, type ConflictJournal } from './settings/conflictJournal.ts';
import { connectionsFile, EMBEDDED_ID } from './settings/connectionsFile.ts';
import { layoutsFile } from './settings/layoutsFile.ts';
import { reducersFile } from './settings/reducersFile.ts';
import { rebuildJournal } from './settings/rebuildJournal.ts';
import { savedLayoutsFile } from './settings/savedLayoutsFile.ts';
import { settingsFile } from './settings/settingsFile.ts';
import { dynamoProjectionStore } from './stores/projections/dynamoProjectionStore.ts';
import { dynamoRequestStore } from './stores/requests/dynamoRequestStore.ts';
import { dynamoIdempotencyStore } from './stores/idempotency/dynamoIdempotencyStore.ts';
import { dynamoRecordTable } from './stores/taskRecords/dynamoRecordTable.ts';
import { dynamoWorkspaceStore } from './stores/workspace/workspaceStore.ts';

/** What a host is made from. */
export interface ServiceOptions {
  readonly host: AppInfo['host'];
  readonly version: string;
  /** Folder of settings, journals and the embedded database. */
  readonly dataFolder: string;
  /** Folders from which the engine's npm package is resolved. */
  readonly resolveFrom: readonly string[];
  /** Path of the bundled replay worker. */
  readonly workerFile: string;
  /** Whether an empty embedded database is filled with demonstration data at its first use. */
  readonly demo: boolean;
  /** The desktop's own dialogs for files; left out in web mode. */
  readonly dialogs?: FileDialogs | undefined;
  readonly log: (line: string) => void;
}

const connect = (target: ConnectionTarget, onCall: CallObserver): Promise<Dynamo> => {
  if (target.kind !== 'embedded') return Promise.resolve(connectDynamo(target, { onCall }));
  throw new AppError('Internal', { message: 'The embedded engine is reached by its endpoint.' });
};

/** Wires settings, connections, data layer and replay for one host. Nothing is started before its first use. */
export function createServices(options: ServiceOptions): Services {
  const { dataFolder, log } = options;
  const journals = new Map<string, ConflictJournal>();
  const journalOf = (connection: string): ConflictJournal => {
    const journal = journals.get(connection) ?? conflictJournal({ dataFolder, connection, log });
    journals.set(connection, journal);
    return journal;
  };
  const problem = ({ message }: { readonly message: string }): void => log(message);
  const changes = createTaskChanges();
  const losses = {
    journalFor: (connection: string) => ({ record: journalOf(connection).append }),
    clock: () => Date.now(),
    newId: randomUUID,
    warn: (message: string, error: unknown) => log(logLine(message, error)),
  };
  const replayHost = createReplayHost({ workerFile: options.workerFile });

  const activity = createActivity();
  const prompts = createMfaPrompts(randomUUID);
  const connections = createConnections({
    prompts,
    saved: connectionsFile(dataFolder, problem),
    connect: (target, connection) => connect(target, activity.observer(connection)),
    startEngine: () => startEngine({ dataFolder, resolveFrom: options.resolveFrom, log }),
    prepare: options.demo
      ? createDemo({ dataFolder, journal: journalOf(EMBEDDED_ID), onProblem: problem })
      : undefined,
    profiles: listProfiles,
    now: () => new Date().toISOString(),
  });
  const catalog = createLayoutCatalog({
    builtIn: BUILT_IN_LAYOUTS,
    saved: savedLayoutsFile(dataFolder, problem),
  });
  const tables = createTables({
    use: (id, work) => connections.use(id, work),
    layouts: layoutsFile(dataFolder, problem),
    catalog,
  });
  const itemConflicts = createItemConflicts(losses);
  const tableStores = createTableStores({
    use: (id, work) => connections.use(id, work),
    tables,
  });
  const { withTasks, withReads, isFollowed } = tableStores;
  const expectedItems = async (ref: TableRef, signal: AbortSignal): Promise<number | undefined> =>
    (await tables.describe(ref, signal)).items;
  // Files of the reader's are tried beside whatever is being replayed.
  const sideHost = createReplayHost({ workerFile: options.workerFile });
  const reducers = createReducers({
    chosen: reducersFile(dataFolder, problem),
    layoutSetup: tableStores.setupOf,
    host: sideHost,
  });
  const { setupOf } = reducers;
  const openTasks = createOpenTasks({
    replayHost,
    withStore: withReads,
    setupOf,
    changes,
    pollEvery: async (ref) => {
      if (!(await isFollowed(ref))) return undefined;
      return (await connections.target(ref.connection)).kind === 'profile' ? POLL.cloud : POLL.local;
    },
    newId: randomUUID,
  });
  const taskLists = createTaskLists({
    replayHost,
    withStore: withReads,
    setupOf,
    expectedItems,
    changes,
    newId: randomUUID,
    log,
  });

  const audits = createAudits({
    tables,
    setupOf,
    folderOf: (connection) => auditFolder(dataFolder, connection),
    use: (id, work) => connections.use(id, work),
    openPass: openPassBeside(options.workerFile),
    newId: randomUUID,
    version: options.version,
    now: () => Date.now(),
    warn: losses.warn,
  });

  return {
    info: { version: options.version, host: options.host, platform: process.platform, dataFolder },
    settings: settingsFile(dataFolder, problem),
    connections,
    prompts,
    tables,
    tableStores,
    catalog,
    layoutSamples: createLayoutSamples({
      use: (id, work) => connections.use(id, work),
      openSample: sampleThreads(join(dirname(options.workerFile), 'layoutWorker.cjs')),
      newId: randomUUID,
    }),
    files: createFiles(options.dialogs),
    taskLists,
    openTasks,
    travels: createTravels({ openTasks, now: () => performance.now() }),
    comparing: createComparing({ replayHost, openTasks }),
    idempotencyLanes: createIdempotencyLanes({
      openTasks,
      recordsOf: (ref, keys, signal) =>
        connections.use(ref.connection, (dynamo) =>
          dynamoIdempotencyStore(dynamo, { table: ref.table }).getMany(keys, { signal }),
        ),
      clock: () => Date.now(),
    }),
    writes: createTaskWrites({ withStore: withTasks, changes, ...losses }),
    rebuilds: createRebuilds({
      replay: (ref, signal) => replayOnce(openTasks, ref, signal),
      placeOf: async (ref, replayed) => {
        const layout = (await tables.streams(ref, new AbortController().signal))?.compiled;
        return layout === undefined ? taskPlace(ref, replayed) : layoutPlace(layout, ref, replayed);
      },
      withProjections: (ref, work) =>
        connections.use(ref.connection, (dynamo) => work(dynamoProjectionStore(dynamo))),
      journalOf: (connection) => rebuildJournal(dataFolder, connection),
      setupOf: async (ref) => setupNamed(await reducers.setupToWrite(ref)),
      driftingOf: (list, signal) => taskLists.index(list).drifting({ signal }),
      changes,
      newId: randomUUID,
      now: () => new Date(),
    }),
    reducers,
    whatIfs: createWhatIfs({
      openHost: () => createReplayHost({ workerFile: options.workerFile }),
      withReads,
      expectedItems,
      reducers,
    }),
    records: createRecords({
      withRecords: (ref, work) =>
        connections.use(ref.connection, (dynamo) => work(dynamoRecordTable(dynamo, { table: ref.table }))),
      itemConflicts,
      expectedItems,
      newId: randomUUID,
    }),
    conflicts: createConflicts(journalOf),
    deadLetters: createDeadLetters({
      withStores: tableStores.withLetters,
      changes,
      ...losses,
    }),
    itemConflicts,
    requests: createRequests({
      withStore: (ref, work) =>
        connections.use(ref.connection, (dynamo) => work(dynamoRequestStore(dynamo, { table: ref.table }))),
      tables,
      conflicts: itemConflicts,
      newId: randomUUID,
    }),
    workspaces: createWorkspaces({
      withStore: (connection, prefix, work) =>
        connections.use(connection, (dynamo) => work(dynamoWorkspaceStore(dynamo, prefix))),
      conflicts: itemConflicts,
      newId: randomUUID,
    }),
    activity,
    audits,
    links: createEmitter<Link>(),
    close: () =>
      endInTime(
        [
          { what: 'The audits', end: () => audits.close() },
          { what: 'The reducers', end: () => reducers.close() },
          { what: 'The worker that replays', end: () => replayHost.close() },
          { what: 'The worker for comparisons', end: () => sideHost.close() },
          { what: 'The connections', end: () => connections.close() },
        ],
        { log },
      ),
  };
}
