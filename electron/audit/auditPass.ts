import type { Finding } from '#shared/model/finding.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { ReducerSource } from '../replay/reducers/replaySetup.ts';
import type { RunningAt } from '../replay/reducers/sandbox/sandbox.ts';

/** What an audit judges by. */
export interface AuditSetup {
  readonly layout: LayoutFile;
  readonly reducer: ReducerSource;
  /** Folder for what does not fit in memory; made when needed, emptied at the end. */
  readonly spillFolder: string;
  /** Memory that streams which have not ended may take, in bytes. */
  readonly memoryBudget: number;
}

/** A finding with what groups it: where it lies in time, and at which event type it begins. */
export interface AuditFinding {
  readonly finding: Finding;
  /** RFC 3339, of the event that the finding begins at; of the projection or last event where it is about no event. */
  readonly at?: string | undefined;
  /** The event's type. */
  readonly type?: string | undefined;
}

/** What came of a piece of input: findings of streams that ended in it, and running totals since the start. */
export interface AuditDelta {
  readonly findings: readonly AuditFinding[];
  readonly tasks: number;
  readonly events: number;
  readonly items: number;
}

/** Where a pass can go on after a restart: opaque, JSON. Everything accepted before it is counted in it. */
export type PassCheckpoint = string;

/**
 * One pass over the items of a table, in pieces. Input of one segment comes in order, segments in any mixture. A
 * stream whose items come together is judged as soon as another one begins; one that comes back later, or spans
 * partitions, or whose projection lies in another table, is grouped on disk and judged at the end. Whatever the order,
 * of tables too, the findings are the same.
 *
 * Where a layout names tables of projections, `table` is the one that the items lie in, any other name being that of the
 * events. Left out, they may lie in any of them, and the rules alone tell which is which: an item that they read as one of
 * both is refused (`InvalidInput`). Segments are numbered through, over all tables.
 */
export interface AuditPass {
  /**
   * One answer of Scan as the server sent it (a JSON document with `Items`); the buffer is given away. `last`: nothing more
   * comes of this segment.
   */
  addPage(segment: number, page: Uint8Array, table?: string, last?: boolean): Promise<AuditDelta>;
  /** Items one a line, in DynamoDB JSON, bare or as `{"Item": …}` (an S3 export, an exported file). Whole lines. */
  addLines(segment: number, lines: Uint8Array, table?: string): Promise<AuditDelta>;
  /** Nothing more comes of this segment. */
  endSegment(segment: number): Promise<AuditDelta>;
  /** Judges all that is left. */
  end(): Promise<AuditDelta>;
  checkpoint(): Promise<PassCheckpoint>;
  /** Calls `listener` with where a reducer of the reader's own is while it runs; undefined: it has got through. */
  onRunning?(listener: (at: RunningAt | undefined) => void): void;
  /** Holds such a reducer before its next turn, in the middle of a piece, or lets it go on. */
  hold?(isHeld: boolean): void;
  /**
   * Frees everything, whether ended or not. May be called twice. `patience`: milliseconds that what it is at may still
   * take, before it is ended in the middle of it.
   */
  close(patience?: number): Promise<void>;
}

/** Starts a pass; with `from`, where another one of the same setup had come to. */
export type OpenAuditPass = (setup: AuditSetup, from?: PassCheckpoint) => Promise<AuditPass>;
