import type { TaskRef } from '#shared/contract/common.ts';
import { createEmitter, type Emitter } from './emitter.ts';

/** Tells which tasks were seen to have changed, by a write of ours or by a look at the table. */
export type TaskChanges = Emitter<TaskRef>;

/** Makes the one {@link TaskChanges} of a host. */
export const createTaskChanges = (): TaskChanges => createEmitter<TaskRef>();
