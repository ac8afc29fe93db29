import type { RecordFilter, RecordRow } from '#shared/contract/records.ts';
import type { StoredRecord } from '#shared/model/taskRecord.ts';
import { readJson } from '#shared/model/jsonDocument.ts';
import { backendKey } from '../stores/taskRecords/keys.ts';
import { plainGist, recordGist } from './recordGist.ts';
import { containsText, type RowRules } from './rowView.ts';

/** A record in a list: its row, and the whole data to be searched. */
export interface ListedRecord {
  readonly row: RecordRow;
  readonly data: string;
}

const DAY_SECONDS = 86_400;

const faultOf = ({ faults }: StoredRecord): string | undefined =>
  [faults.version, faults.data, faults.expiresAt].find((each) => each !== undefined);

/** A record as it is listed. */
export function listedRecord(stored: StoredRecord): ListedRecord {
  const { owner, task, version, expiresAt, data = '' } = stored;
  const reading = readJson(data);
  const fault = faultOf(stored) ?? (reading.ok ? undefined : `its data is no JSON: ${reading.reason}`);
  return {
    data,
    row: {
      key: backendKey(stored),
      owner,
      task,
      ...(version === undefined ? {} : { version }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      gist: reading.ok ? recordGist(reading.value, stored) : plainGist(data),
      ...(fault === undefined ? {} : { fault }),
    },
  };
}

const isOnly = ({ expiresAt, fault }: RecordRow, { only, now }: RecordFilter): boolean => {
  switch (only) {
    case 'all':
      return true;
    case 'soon':
      return expiresAt !== undefined && expiresAt > now && expiresAt <= now + DAY_SECONDS;
    case 'expired':
      return expiresAt !== undefined && expiresAt <= now;
    case 'never':
      return expiresAt === undefined;
    case 'faulty':
      return fault !== undefined;
  }
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byOwner = ({ row: a }: ListedRecord, { row: b }: ListedRecord): number =>
  byText(a.owner, b.owner) || byText(a.task, b.task);

const byExpiry = (a: ListedRecord, b: ListedRecord): number =>
  (a.row.expiresAt ?? Infinity) - (b.row.expiresAt ?? Infinity) || byOwner(a, b);

const byVersion = (a: ListedRecord, b: ListedRecord): number =>
  (b.row.version ?? -1) - (a.row.version ?? -1) || byOwner(a, b);

const ORDERS = { owner: byOwner, expiry: byExpiry, version: byVersion } as const;

/** How records are told apart, narrowed and ordered. */
export const RECORD_RULES: RowRules<ListedRecord, RecordFilter> = {
  keyOf: ({ row }) => row.key,
  matches: ({ row, data }, filter) =>
    (filter.owner === null || filter.owner === row.owner) &&
    isOnly(row, filter) &&
    containsText(filter.text, [row.owner, row.task, row.key, data]),
  order: ({ order }) => ORDERS[order],
};
