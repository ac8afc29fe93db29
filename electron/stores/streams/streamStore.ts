import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { ReadOptions, TaskEventStore } from '../taskEvents/taskEventStore.ts';

/** The reading half of a task event store. */
export type TaskReads = Pick<
  TaskEventStore,
  'getTaskEvents' | 'getProjection' | 'readTask' | 'readTable' | 'readEventsAfter' | 'readHead'
> &
  Partial<Pick<TaskEventStore, 'readTail'>> & {
    /** Whether the end of a stream is read without everything before it; left out: it always is. */
    readonly endsInOrder?: (stream: string) => boolean;
  };

/** The first pages of a stream as they were received, and what reading them cost. */
export interface StreamStart {
  /** `table`: another one than that of the events, where projections lie elsewhere. */
  readonly pages: readonly { readonly body: Uint8Array; readonly table: string | undefined }[];
  /** Whether that is all there is. */
  readonly whole: boolean;
  /** Read capacity units, 0 where the server tells none. */
  readonly units: number;
}

/**
 * The streams of one table, read by a layout. Nothing is ever written. A stream that nothing but a scan finds is
 * looked for in at most 100,000 items of the table.
 * @throws `LimitExceeded` with the cost so far when the table has more, besides what a connection throws
 */
export interface StreamStore extends TaskReads {
  /** Reads some `most` items with events and the projection, for a glance; undefined where no query finds them. */
  readStart(stream: string, most: number, options?: ReadOptions): Promise<StreamStart | undefined>;
  /** The stored item that an event was read from; undefined when it has gone. */
  eventItem(
    stream: string,
    event: { readonly seq: number; readonly key: string },
    options?: ReadOptions,
  ): Promise<AttributeMap | undefined>;
  /** The stored item that the projection was read from. */
  projectionItem(stream: string, options?: ReadOptions): Promise<AttributeMap | undefined>;
}
