import type { AttributeMap } from './attributeValue.ts';
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

/**
 * Tells what a stored item is under some layout: an item may hold several events, or an event and a projection.
 * Never throws: what cannot be read comes back as undecodable. `table` names the item's table where a layout has two.
 */
export type ReadItem = (item: AttributeMap, table?: string) => readonly TaskItem[];

/** What a layout says of its streams as a whole. */
export interface StreamRules {
  /** Digits that writers pad sequences to; undefined: keys sort as they count at any length. */
  readonly padding: number | undefined;
  /** Whether every stream is to have a projection: without, a stream alone is no orphan. */
  readonly hasProjections: boolean;
  /** Whether events carry a time. */
  readonly hasTimes: boolean;
  /** Whether the events of one item share its number (a commit): then two events with one number are no duplicates. */
  readonly sharesSequences?: boolean;
}

/** The rules of the layout `task` (CONTRACTS 1). */
export const TASK_RULES: StreamRules = { padding: 4, hasProjections: true, hasTimes: true };
