import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '#shared/errors/appError.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { OF_EVENTS, projectionTables } from '../layouts/streams/layoutTables.ts';
import { createAuditScans, planScans } from '../services/audit/auditScans.ts';
import { filePieces, openExport, type DataFile } from '../services/audit/sources/exportPieces.ts';
import type { AuditPieces } from '../services/audit/sources/auditPiece.ts';
import type { CliContext } from './context.ts';
import type { Connected } from './deps.ts';
import { wrongUse } from './exitStatus.ts';
import { layoutOf, layoutOfTable } from './namedLayout.ts';
import type { ReadFile } from './wrongLines.ts';

/** Which items are audited, as the command line says it. */
export interface SourceOptions {
  readonly export?: string;
  readonly file?: string;
  /** Where projections lie that are not beside the events: a path, or `table=path`. */
  readonly projections?: readonly string[];
  readonly unitsPerSecond?: number;
  readonly maxUnits?: number;
  readonly segments?: number;
}

/** Files, and what they hold. */
interface Place {
  readonly path: string;
  readonly files: readonly DataFile[];
  /** Items that it says to hold; undefined where it does not tell. */
  readonly items: number | undefined;
  /** The manifest that an export has not. */
  readonly missing?: string | undefined;
}

/** A place, and what a pass is told of its items. */
interface Source extends Place {
  readonly as: string | undefined;
}

/** What is to be audited. */
export interface Audited {
  readonly name: string;
  readonly layout: LayoutFile;
  readonly pieces: AuditPieces;
  /** Refuses what holds another number of items than it says; `counted`: by what the pass was told of them. */
  readonly verify: (counted: ReadonlyMap<string | undefined, number>) => void;
  /** The file that the lines of a segment come from; left out: none comes from a file. */
  readonly fileOf?: (segment: number) => ReadFile | undefined;
}

/** A table, with those that projections of its layout lie in. @throws `TableNotFound` for one that is not there */
export async function tableAudited(
  { signal }: Pick<CliContext, 'signal'>,
  connected: Connected,
  table: string,
  named: string | undefined,
  { segments, unitsPerSecond, maxUnits }: SourceOptions,
): Promise<Audited> {
  const { dynamo } = connected;
  const layout = await layoutOfTable(connected, table, named, signal);
  const scans = createAuditScans(
    await planScans(dynamo, layout, table, { segments, unitsPerSecond, maxUnits }, signal),
  );
  return { name: table, layout, pieces: scans.pieces(dynamo, signal), verify: () => undefined };
}

const filePlace = async (path: string): Promise<Place> => {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw wrongUse(`There is no file ${path}.`, 'Check its name.');
  return { path, files: [{ path }], items: undefined };
};

const exportPlace = async (path: string): Promise<Place> => ({ path, ...(await openExport(path)) });

const placeOf = async (path: string): Promise<Place> => {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw wrongUse(`There is no file or folder ${path}.`, 'Check its name.');
  return found.isDirectory() ? exportPlace(path) : filePlace(path);
};

const unnamed = (layout: LayoutFile, tables: readonly string[]): AppError =>
  wrongUse(
    `Projections of the layout “${layout.name}” lie in ${tables.length === 1 ? 'another table' : 'other tables'}: ${tables.join(', ')}.`,
    `Name the export or file of ${tables.length === 1 ? 'its items with --projections PATH' : 'each with --projections TABLE=PATH'}; where one file holds everything, name that again.`,
  );

/** Which path holds which of the other tables. @throws `InvalidInput` unless every table has its path */
function namedPaths(layout: LayoutFile, given: readonly string[]): ReadonlyMap<string, string> {
  const tables = projectionTables(layout);
  if (tables.length === 0) {
    if (given.length === 0) return new Map();
    throw wrongUse(
      `Projections of the layout “${layout.name}” lie beside the events.`,
      'Leave out --projections, or name another layout with --layout.',
    );
  }
  const paths = new Map<string, string>();
  for (const text of given) {
    const table = tables.find((each) => text.startsWith(`${each}=`));
    const [only] = tables;
    if (table !== undefined) paths.set(table, text.slice(table.length + 1));
    else if (tables.length === 1 && only !== undefined) paths.set(only, text);
  }
  if (paths.size !== tables.length || given.length !== tables.length) throw unnamed(layout, tables);
  return paths;
}

/** Everything that is read, each path once: projections first, as of tables. */
async function sourcesOf(
  layout: LayoutFile,
  events: Place,
  given: readonly string[],
): Promise<readonly Source[]> {
  const paths = namedPaths(layout, given);
  const held = new Map<string, { readonly place: Place; readonly tables: string[] }>();
  const hold = async (table: string, path: string, open: () => Promise<Place>): Promise<void> => {
    const known = held.get(resolve(path));
    if (known === undefined) held.set(resolve(path), { place: await open(), tables: [table] });
    else known.tables.push(table);
  };
  for (const [table, path] of paths) await hold(table, path, () => placeOf(path));
  await hold(OF_EVENTS, events.path, () => Promise.resolve(events));
  // Where one file holds the items of several tables, the layout's rules tell which are which.
  return [...held.values()].map(({ place, tables: [first, ...more] }) => ({
    ...place,
    as: paths.size === 0 || more.length > 0 ? undefined : first,
  }));
}

async function* piecesOf(sources: readonly Source[], signal: AbortSignal): AuditPieces {
  let first = 0;
  for (const { files, as } of sources) {
    yield* filePieces(files, { first, table: as, signal });
    first += files.length;
  }
}

/** An export or a file, with those that projections of its layout lie in. @throws `InvalidInput` where one is missing */
export async function filesAudited(
  { signal }: Pick<CliContext, 'signal'>,
  { export: folder, file = '', projections = [] }: SourceOptions,
  named: string | undefined,
  saved: (name: string) => Promise<LayoutFile | undefined>,
): Promise<Audited> {
  const layout = await layoutOf(saved, named ?? 'task');
  const events = folder === undefined ? await filePlace(file) : await exportPlace(folder);
  const sources = await sourcesOf(layout, events, projections);
  const files = sources.flatMap((source) =>
    source.files.map(({ path }) => ({ path, missing: source.missing })),
  );
  return {
    name: events.path,
    layout,
    pieces: piecesOf(sources, signal),
    fileOf: (segment) => files[segment],
    verify: (counted) => {
      for (const { path, items, as } of sources) {
        const found = counted.get(as) ?? 0;
        if (items === undefined || items === found) continue;
        throw new AppError('CorruptFile', {
          message: `The manifest of ${path} tells of ${items} items; ${found} were in the files.`,
          nextStep: 'Copy the whole export again: what is missing looks like missing events.',
        });
      }
    },
  };
}
