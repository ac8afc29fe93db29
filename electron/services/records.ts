import type { z } from 'zod';
import type { TableRef } from '#shared/contract/common.ts';
import type { ItemWriteOutcome } from '#shared/contract/itemWrites.ts';
import type { RecordComparison, RecordDetail, RecordFilter, records } from '#shared/contract/records.ts';
import { AppError, hasCode } from '#shared/errors/appError.ts';
import {
  attributeMap,
  attributeOf,
  EMPTY_MAP,
  withAttribute,
  type AttributeMap,
} from '#shared/model/attributeValue.ts';
import { readJson } from '#shared/model/jsonDocument.ts';
import { equalOptional } from '#shared/model/equality.ts';
import { decodeRecordItem } from '../stores/taskRecords/recordItems.ts';
import type { RecordTable } from '../stores/taskRecords/storageBackend.ts';
import type { ItemConflicts } from './itemConflicts.ts';
import { compareData, recordDetail, unfolded } from './recordDetail.ts';
import { listedRecord, RECORD_RULES, type ListedRecord } from './recordRows.ts';
import { createRowLists, type RowLists } from './rowLists.ts';

/** Runs `work` with the records of a table. An outage met on the way marks the table's connection, and is thrown on. */
export type WithRecords = <T>(ref: TableRef, work: (table: RecordTable) => Promise<T>) => Promise<T>;

/** What the service of records stands on. */
export interface RecordsDeps {
  readonly withRecords: WithRecords;
  readonly itemConflicts: ItemConflicts;
  /** DynamoDB's own count of the table's items, for an estimate. */
  readonly expectedItems: (ref: TableRef, signal: AbortSignal) => Promise<number | undefined>;
  readonly newId: () => string;
}

/** An update as the window asks for it. */
export type UpdateInput = z.output<typeof records.update.input>;

/** A deletion as the window asks for it. */
export type RemoveInput = z.output<typeof records.remove.input>;

interface Call {
  readonly signal: AbortSignal;
}

/** The versioned records of tables: listed, read one by one, written under their version. */
export interface RecordService {
  readonly lists: RowLists<object, RecordFilter, ListedRecord>;
  /** The owners in a list, by name. @throws `NotFound` when it was closed */
  owners(handle: string): Promise<{ readonly owner: string; readonly records: number }[]>;
  /** One record; undefined when there is none. */
  get(ref: TableRef, key: string, call: Call): Promise<RecordDetail | undefined>;
  /** What leads from one JSON text to another. */
  compare(before: string, after: string): RecordComparison;
  /** @throws `InvalidInput` when the data is no JSON */
  update(input: UpdateInput, call: Call): Promise<ItemWriteOutcome>;
  remove(input: RemoveInput, call: Call): Promise<ItemWriteOutcome>;
}

/** The members of `wanted` that `seen` has otherwise or not at all. */
const changed = (seen: AttributeMap, wanted: AttributeMap): AttributeMap =>
  attributeMap(
    Object.entries(wanted).filter(([name, value]) => !equalOptional(attributeOf(seen, name), value)),
  );

function checkJson(data: string): void {
  const reading = readJson(data);
  if (reading.ok) return;
  throw new AppError('InvalidInput', {
    message: `The data is no JSON: ${reading.reason}.`,
    nextStep: 'Correct it and write it again.',
  });
}

const ALL: RecordFilter = { owner: null, text: '', only: 'all', now: 0, order: 'owner' };

/** Makes the service of versioned records. */
export function createRecords(deps: RecordsDeps): RecordService {
  const lists = createRowLists<object, RecordFilter, ListedRecord>({
    ...RECORD_RULES,
    what: 'list of records',
    newId: deps.newId,
    expected: (ref, _, signal) => deps.expectedItems(ref, signal),
    read: (ref, _, { signal, onRows }) =>
      deps.withRecords(ref, (table) =>
        table.readTable({
          signal,
          onRecords: (found, { units }) => onRows(found.map(listedRecord), units),
        }),
      ),
  });

  /** Puts what was just read or written into the open lists. */
  const relist = (ref: TableRef, key: string, item: AttributeMap | undefined): void => {
    const stored = item === undefined ? undefined : decodeRecordItem(item);
    lists.put(ref, key, stored === undefined ? undefined : listedRecord(stored));
  };

  /** Runs a write; turns its loss and its undecided end into outcomes. */
  const decide = (
    input: RemoveInput,
    { action, wanted }: { readonly action: string; readonly wanted: AttributeMap },
    write: (table: RecordTable) => Promise<AttributeMap | undefined>,
  ): Promise<ItemWriteOutcome> =>
    deps.withRecords(input, async (table) => {
      const { connection, key, expected } = input;
      try {
        const item = await write(table);
        relist(input, key, item);
        return { outcome: 'written', item: item ?? null };
      } catch (error) {
        if (hasCode(error, 'WriteOutcomeUnknown')) return { outcome: 'unknown', message: error.message };
        if (!hasCode(error, 'VersionConflict')) throw error;
        const seen = unfolded(input.seen);
        return deps.itemConflicts.lost({
          ref: { connection, table: input.table },
          entry: key,
          attempt: {
            layout: 'record',
            key,
            action,
            lock: 'version',
            expected: String(expected),
            wanted: changed(seen, wanted),
          },
          seen,
          readMet: async () => {
            const met = await table.readItem(key);
            relist(input, key, met);
            return met === undefined ? undefined : unfolded(met);
          },
        });
      }
    });

  return {
    lists,

    owners: async (handle) => {
      const counts = new Map<string, number>();
      for (const { row } of await lists.passing(handle, ALL)) {
        counts.set(row.owner, (counts.get(row.owner) ?? 0) + 1);
      }
      return [...counts].map(([owner, count]) => ({ owner, records: count }));
    },

    get: async (ref, key, { signal }) => {
      const item = await deps.withRecords(ref, (table) => table.readItem(key, { signal }));
      relist(ref, key, item);
      return item === undefined ? undefined : recordDetail(item);
    },

    compare: compareData,

    update: async (input, { signal }) => {
      const { key, data, expected, writeId, again } = input;
      checkJson(data);
      const wanted = unfolded({ data: { S: data } });
      return decide(input, { action: `write version ${expected + 1} of it`, wanted }, async (table) => {
        const version = await table.putIfVersion(key, data, expected, { signal, writeId, again });
        const written = withAttribute(input.seen, 'data', { S: data });
        // It is written, whatever becomes of this reading.
        const stored = await table.readItem(key).catch(() => undefined);
        return stored ?? withAttribute(written, 'version', { N: String(version) });
      });
    },

    remove: (input, { signal }) =>
      decide(input, { action: 'delete it', wanted: EMPTY_MAP }, async (table) => {
        await table.deleteIfVersion(input.key, input.expected, { signal });
        return undefined;
      }),
  };
}
