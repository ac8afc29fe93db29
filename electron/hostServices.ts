import type { AppInfo } from '#shared/contract/app.ts';
import type { Place } from '#shared/model/place.ts';
import type { Activity } from './services/activity.ts';
import type { Audits } from './services/audit/audits.ts';
import type { ConflictService } from './services/conflicts.ts';
import type { ConnectionService } from './services/connections.ts';
import type { DeadLetters } from './services/deadLetters.ts';
import type { Emitter } from './services/emitter.ts';
import type { Files } from './services/files.ts';
import type { ItemConflicts } from './services/itemConflicts.ts';
import type { IdempotencyLanes } from './services/idempotencyLanes.ts';
import type { LayoutCatalog } from './services/layoutCatalog.ts';
import type { LayoutSamples } from './services/layoutSamples.ts';
import type { MfaPrompts } from './services/mfaPrompts.ts';
import type { OpenTasks } from './services/openTasks.ts';
import type { Reducers } from './services/reducers/reducers.ts';
import type { WhatIfs } from './services/reducers/whatIfs.ts';
import type { Requests } from './services/requests.ts';
import type { RecordService } from './services/records.ts';
import type { Rebuilds } from './services/rebuild/rebuilds.ts';
import type { TableStores } from './services/tableStores.ts';
import type { TableService } from './services/tables.ts';
import type { TaskLists } from './services/taskLists.ts';
import type { TaskWrites } from './services/taskWrites.ts';
import type { Comparing } from './services/comparisons.ts';
import type { Travels } from './services/travels.ts';
import type { Workspaces } from './services/workspace.ts';
import type { SettingsFile } from './settings/settingsFile.ts';

/** A place to be shown, and whose window is to show it. */
export interface Link {
  readonly place: Place;
  readonly isFor: (portId: string) => boolean;
}

/** Everything the handlers stand on. */
export interface Services {
  readonly info: AppInfo;
  readonly settings: SettingsFile;
  readonly connections: ConnectionService;
  /** Questions for MFA codes of connections that sign in. */
  readonly prompts: MfaPrompts;
  readonly tables: TableService;
  readonly tableStores: TableStores;
  readonly catalog: LayoutCatalog;
  readonly layoutSamples: LayoutSamples;
  /** Files that the reader names in a dialog. */
  readonly files: Files;
  readonly taskLists: TaskLists;
  readonly openTasks: OpenTasks;
  readonly travels: Travels;
  readonly comparing: Comparing;
  readonly idempotencyLanes: IdempotencyLanes;
  readonly writes: TaskWrites;
  /** Projections rewritten from the replay. */
  readonly rebuilds: Rebuilds;
  /** What folds each table's streams. */
  readonly reducers: Reducers;
  /** Reducers compared with each other. */
  readonly whatIfs: WhatIfs;
  readonly records: RecordService;
  readonly conflicts: ConflictService;
  readonly deadLetters: DeadLetters;
  /** Where writers of items tell their losses. */
  readonly itemConflicts: ItemConflicts;
  readonly requests: Requests;
  readonly workspaces: Workspaces;
  /** What is called of each connection. */
  readonly activity: Activity;
  readonly audits: Audits;
  /** Places that the system hands over as links, each for one window. */
  readonly links: Emitter<Link>;
  /** Ends the worker, the connections and the engine. */
  close(): Promise<void>;
}
