import type { Projection, TaskEvent, UndecodableEvent } from './taskEvent.ts';

/**
 * One item of a `task` table, decoded (CONTRACTS 1). `bystander`: an idempotency record, a dead letter, or an
 * item that belongs to no task; it is counted, and otherwise left alone here.
 */
export type TaskItem =
  | { readonly kind: 'event'; readonly taskId: string; readonly event: TaskEvent }
  | { readonly kind: 'undecodable'; readonly taskId: string; readonly undecodable: UndecodableEvent }
  | { readonly kind: 'projection'; readonly taskId: string; readonly projection: Projection }
  | { readonly kind: 'bystander' };
