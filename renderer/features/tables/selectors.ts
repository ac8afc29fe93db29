import { isAppError } from '#shared/errors/appError.ts';
import type { ErrorCode } from '#shared/errors/codes.ts';
import type { LayoutName, TableDescription } from '#shared/model/layout.ts';
import type { TablesState } from './store.ts';

/** The description of a table, once it has been read. */
export function tableByName(state: TablesState, name: string | undefined): TableDescription | undefined {
  return state.tables.find((table) => table.table === name);
}

/** Whether anything was read of a connection: its tables, or the names of those that may not be described. */
export function hasRead(state: TablesState, connection: string | undefined): boolean {
  const { tables, reading } = state;
  const isListed = reading.phase === 'done' && reading.value.length > 0;
  return state.connection === connection && (tables.length > 0 || isListed);
}

/** Whether a table is named that the connection, whose tables are all listed, does not have. */
export function isMissing(state: TablesState, name: string | undefined): boolean {
  return (
    name !== undefined &&
    state.reading.phase === 'done' &&
    tableByName(state, name) === undefined &&
    state.reading.value.every(({ table }) => table !== name)
  );
}

/** The layout to read a table in; undefined until it is known. One that may not be described counts as `other`. */
export function layoutAt(state: TablesState, name: string | undefined): LayoutName | undefined {
  const found = tableByName(state, name)?.layout;
  return found ?? (name !== undefined && state.undescribed.includes(name) ? 'other' : undefined);
}

const LAYOUT_WORDS = {
  task: 'tasks',
  record: 'records',
  request: 'requests',
  workspace: 'workspace',
  castore: 'castore',
  stream: 'streams',
  other: 'other',
} satisfies Record<LayoutName, string>;

/** A layout in one word, for a badge. */
export function layoutWords(layout: LayoutName): string {
  return LAYOUT_WORDS[layout];
}

/** What a table is read by, in one word: a layout, or the name of a built-in layout file. */
export const readByWords = ({ layout, streams }: TableDescription): string =>
  streams?.source === 'built-in' ? streams.name : layoutWords(layout);

/** A table's key in words: `PK (S), SK (S)`. */
export function keyWords({ key }: TableDescription): string {
  const parts = key.range === undefined ? [key.hash] : [key.hash, key.range];
  return parts.map((part) => `${part.name} (${part.type})`).join(', ');
}

/** The table to open when none is named: the first with tasks. */
export function firstTaskTable(state: TablesState): string | undefined {
  return state.tables.find((table) => table.layout === 'task')?.table;
}

const OUTAGES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'Disconnected',
  'Unreachable',
  'TimedOut',
  'EngineStopped',
]);

/** Whether an error is an outage of the connection or of the host, which the banner across the window tells. */
export const isToldByBanner = (error: unknown): boolean => isAppError(error) && OUTAGES.has(error.code);
