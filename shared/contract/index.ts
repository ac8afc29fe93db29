import { activity } from './activity.ts';
import { app } from './app.ts';
import { audit } from './audit.ts';
import { blame } from './blame.ts';
import { causation } from './causation.ts';
import { compare } from './compare.ts';
import { conflicts } from './conflicts.ts';
import { connections } from './connections.ts';
import { deadLetters } from './deadLetters.ts';
import type { Client, ContractShape, Handlers } from './define.ts';
import { events } from './events.ts';
import { files } from './files.ts';
import { items } from './items.ts';
import { layouts } from './layouts.ts';
import { rebuild } from './rebuild.ts';
import { reducers } from './reducers.ts';
import { records } from './records.ts';
import { replay } from './replay.ts';
import { requests } from './requests.ts';
import { tables } from './tables.ts';
import { tasks } from './tasks.ts';
import { travel } from './travel.ts';
import { workspace } from './workspace.ts';

/** Everything the window can ask of the host. */
export const contract = {
  app,
  connections,
  tables,
  layouts,
  items,
  tasks,
  replay,
  travel,
  blame,
  compare,
  causation,
  events,
  rebuild,
  reducers,
  files,
  conflicts,
  deadLetters,
  records,
  requests,
  workspace,
  activity,
  audit,
} satisfies ContractShape;

/** The contract's type, for `Client<Contract>` and `Handlers<Contract>`. */
export type Contract = typeof contract;

/** The window's client. */
export type AppClient = Client<Contract>;

/** The host's handlers. */
export type AppHandlers = Handlers<Contract>;
