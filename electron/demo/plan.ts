import type { AttributeMap } from '#shared/model/attributeValue.ts';

/** What sort of work a task is; also the first part of its id. */
export type TaskKind = 'ord' | 'pay' | 'ship' | 'refund' | 'mail';

/** How a way of failing looks in a `TaskFailed` event. */
export interface Failure {
  readonly error: AttributeMap;
  /** Whether trying again can help. */
  readonly retryable: boolean;
}

/** Everything about a task that depends on its kind and order, before its life is told. */
export interface TaskPlan {
  readonly title: string;
  /** Payload of `TaskCreated`, title included. */
  readonly created: AttributeMap;
  /** Queue that its dead letters go to. */
  readonly queue: string;
  /** Half of its steps take less than this, in milliseconds. */
  readonly stepMs: number;
  /** What its progress says, early to late. */
  readonly steps: readonly [string, ...(readonly string[])];
  readonly failures: readonly [Failure, ...(readonly Failure[])];
  /** Payload of `TaskSucceeded`. */
  readonly succeeded: AttributeMap;
  /** How many attempts are made before the task is given up. */
  readonly maxAttempts: number;
}
