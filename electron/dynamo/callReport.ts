import type { ErrorCode } from '#shared/errors/codes.ts';

/** A call that has ended, for whoever watches. Times in milliseconds. */
export interface CallReport {
  /** DynamoDB's name of it. */
  readonly operation: string;
  /** The table, or the first of several; undefined where the operation has none. */
  readonly table: string | undefined;
  /** When it began, since 1970. */
  readonly at: number;
  /** How often it was sent. */
  readonly attempts: number;
  /** Time spent waiting between the sendings. */
  readonly waitsMs: number;
  /** From the call to its end, all waits included. */
  readonly latencyMs: number;
  /** Capacity units consumed; 0 where none are told. */
  readonly units: number;
  /** `refused`: a condition did not hold. */
  readonly outcome: 'done' | 'refused' | 'failed';
  /** Why it failed. */
  readonly code: ErrorCode | undefined;
}

/** Told of every call once it has ended, those within a batch one by one. Must not throw. */
export type CallObserver = (report: CallReport) => void;
