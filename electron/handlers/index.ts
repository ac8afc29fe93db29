import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';
import { activityHandlers } from './activity.ts';
import { appHandlers } from './app.ts';
import { auditHandlers } from './audit.ts';
import { blameHandlers } from './blame.ts';
import { causationHandlers } from './causation.ts';
import { compareHandlers } from './compare.ts';
import { conflictHandlers } from './conflicts.ts';
import { connectionHandlers } from './connections.ts';
import { deadLetterHandlers } from './deadLetters.ts';
import { eventHandlers } from './events.ts';
import { fileHandlers } from './files.ts';
import { itemHandlers } from './items.ts';
import { layoutHandlers } from './layouts.ts';
import { rebuildHandlers } from './rebuild.ts';
import { reducerHandlers } from './reducers.ts';
import { recordHandlers } from './records.ts';
import { replayHandlers } from './replay.ts';
import { requestHandlers } from './requests.ts';
import { tableHandlers } from './tables.ts';
import { taskHandlers } from './tasks.ts';
import { travelHandlers } from './travel.ts';
import { workspaceHandlers } from './workspace.ts';

/** The host's answer to every entry of the contract. */
export const createHandlers = (services: Services) =>
  ({
    app: appHandlers(services),
    connections: connectionHandlers(services),
    tables: tableHandlers(services),
    layouts: layoutHandlers(services),
    items: itemHandlers(services),
    tasks: taskHandlers(services),
    replay: replayHandlers(services),
    travel: travelHandlers(services),
    blame: blameHandlers(services),
    compare: compareHandlers(services),
    causation: causationHandlers(services),
    events: eventHandlers(services),
    rebuild: rebuildHandlers(services),
    reducers: reducerHandlers(services),
    files: fileHandlers(services),
    conflicts: conflictHandlers(services),
    deadLetters: deadLetterHandlers(services),
    records: recordHandlers(services),
    requests: requestHandlers(services),
    workspace: workspaceHandlers(services),
    activity: activityHandlers(services),
    audit: auditHandlers(services),
  }) satisfies AppHandlers;
