import type { AppClient } from '#shared/contract/index.ts';
import type { ItemWriteOutcome } from '#shared/contract/itemWrites.ts';
import type { RecordDetail } from '#shared/contract/records.ts';
import type { OpenRecordWrite, RecordRef, WritableRecord } from './recordState.ts';

/** Whether a record has a version that a write can name; 0 stands for a record that is not there (ADR 12). */
export function isWritable(record: RecordDetail): record is WritableRecord {
  return record.version !== undefined && record.version >= 1;
}

/** Whether a write is complete enough to be sent: new data, and JSON. */
export function canSend(open: OpenRecordWrite): boolean {
  return open.kind === 'delete' || (open.text !== open.seen.data && open.comparison?.state === 'json');
}

/** Sends a write that {@link canSend}. `again`: under a name that was sent before. Rejects with an `AppError`. */
export function send(
  client: Pick<AppClient, 'records'>,
  { connection, table, key }: RecordRef,
  open: OpenRecordWrite,
  again: boolean,
  signal: AbortSignal,
): Promise<ItemWriteOutcome> {
  const { version: expected, item: seen } = open.seen;
  const write = { connection, table, key, expected, seen };
  return open.kind === 'delete'
    ? client.records.remove(write, { signal })
    : client.records.update({ ...write, data: open.text, writeId: open.writeId, again }, { signal });
}

/** What a write that was done is told as. */
export function writtenWords({ kind, seen }: OpenRecordWrite): string {
  return kind === 'delete' ? `Version ${seen.version} deleted` : `Version ${seen.version + 1} written`;
}
