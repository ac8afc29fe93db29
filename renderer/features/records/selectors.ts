import type { RecordFilter, RecordRow } from '#shared/contract/records.ts';
import { expiryMark } from './expiry.ts';

/** Whether anything narrows the list. */
export function isNarrowed(filter: RecordFilter): boolean {
  return filter.owner !== null || filter.text !== '' || filter.only !== 'all';
}

/** An owner's id, or words for the empty one. */
export function ownerName(owner: string): string {
  return owner === '' ? '(empty)' : owner;
}

/** A row for screen readers. */
export function rowWords(row: RecordRow, nowMs: number): string {
  const mark = expiryMark(row.expiresAt, nowMs);
  return [
    `${row.task}, of ${ownerName(row.owner)}`,
    row.version === undefined ? 'no version' : `version ${row.version}`,
    mark === '' || mark === 'expired' ? mark : `expires ${mark}`,
    row.fault === undefined ? '' : `cannot be read: ${row.fault}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}
