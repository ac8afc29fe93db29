import { dirname, resolve } from 'node:path';
import { AppError } from '#shared/errors/appError.ts';
import type { KeySchema } from '#shared/model/layout.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { describeTable } from '../layouts/describe.ts';
import { hasKeyOf } from '../layouts/detectStreams.ts';
import { streamLayoutOf } from '../layouts/streams/builtInLayouts.ts';
import { layoutNamed } from './auditSetup.ts';
import type { Connected } from './deps.ts';
import { wrongUse } from './exitStatus.ts';

/** Layouts that hold no streams of events. */
const NO_STREAMS: ReadonlySet<string> = new Set(['record', 'request', 'workspace', 'stream', 'other']);

/** The layout of a table's streams: a saved one, a built-in one, or a file. @throws `InvalidInput` */
export async function layoutOf(
  saved: ((name: string) => Promise<LayoutFile | undefined>) | undefined,
  named: string,
): Promise<LayoutFile> {
  if (NO_STREAMS.has(named)) {
    throw wrongUse(
      `Tables of the layout “${named}” hold no streams of events.`,
      'Name the layout of one that does, or a layout file.',
    );
  }
  const mine = await saved?.(named);
  if (mine !== undefined) return mine;
  const layout = await layoutNamed(named);
  const { reducer } = layout;
  if (reducer.kind !== 'module' || streamLayoutOf(named) !== undefined) return layout;
  return { ...layout, reducer: { ...reducer, file: resolve(dirname(named), reducer.file) } };
}

const keyWords = ({ hash, range }: KeySchema): string =>
  [hash, ...(range === undefined ? [] : [range])].map(({ name, type }) => `${name} ${type}`).join(', ');

/** Refuses a layout whose key is not the table's: nothing could be read by it. @throws `SchemaMismatch` */
export function requireKey(table: string, found: KeySchema, layout: LayoutFile): void {
  if (hasKeyOf(found, layout)) return;
  const { partition, sort } = layout.key;
  const expected = keyWords({ hash: partition, ...(sort === undefined ? {} : { range: sort }) });
  throw new AppError('SchemaMismatch', {
    message: `The table “${table}” cannot be read in the layout “${layout.name}” (key: expected ${expected}, found ${keyWords(found)}).`,
    nextStep: 'Name another layout, or leave it as detected.',
    details: { table, differences: [{ what: 'key', expected, found: keyWords(found) }] },
  });
}

/** The error of a table in which no streams of events were detected; it tells what the window reads the table by. */
export async function noStreams(
  { chosenLayout }: Pick<Connected, 'chosenLayout'>,
  table: string,
  detected: string,
): Promise<AppError> {
  const chosen = await chosenLayout?.(table);
  return wrongUse(
    `The table “${table}” does not look like a table of events (its layout: ${detected}).`,
    chosen === undefined || NO_STREAMS.has(chosen)
      ? 'If it is one, name its layout, or the file of one, with --layout.'
      : `The window reads it by the layout “${chosen}”: name that with --layout ${chosen}.`,
  );
}

/**
 * The layout that a table is audited in: the one named, else the one detected.
 * @throws `InvalidInput` when there is none; `SchemaMismatch` when the key cannot carry the one named
 */
export async function layoutOfTable(
  connected: Pick<Connected, 'dynamo' | 'layouts' | 'chosenLayout'>,
  table: string,
  named: string | undefined,
  signal: AbortSignal,
): Promise<LayoutFile> {
  const { dynamo, layouts } = connected;
  if (named !== undefined) {
    const file = await layoutOf(layouts, named);
    requireKey(table, (await dynamo.describeTable(table, { signal })).key, file);
    return file;
  }
  const { layout, detectedStreams } = await describeTable(dynamo, table, { signal });
  const found = streamLayoutOf(detectedStreams ?? layout);
  if (found !== undefined) return found;
  throw await noStreams(connected, table, layout);
}
