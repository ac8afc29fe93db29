import type { LayoutEntry } from '#shared/contract/layouts.ts';
import { AppError } from '#shared/errors/appError.ts';
import {
  layoutNameSchema,
  type KeyAttribute,
  type KeySchema,
  type TableStreams,
} from '#shared/model/layout.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { CompiledLayout } from '../layouts/streams/compiledLayout.ts';
import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { layoutText } from './layoutText.ts';
import { ownTitle, titleAmong } from './layoutTitle.ts';
import type { SavedLayoutsFile } from '../settings/savedLayoutsFile.ts';

/** A layout ready to read a table's streams with. */
export interface ReadyLayout {
  readonly compiled: CompiledLayout;
  readonly streams: TableStreams;
}

/** The layout files that tables of a connection can be read by. */
export interface LayoutCatalog {
  list(connection: string): Promise<readonly LayoutEntry[]>;
  /** @throws `NotFound` */
  file(connection: string, name: string): Promise<LayoutFile>;
  /** The layout file as a reader keeps it. @throws `NotFound` */
  text(connection: string, name: string): Promise<string>;
  /** The layout by its name, made ready; undefined when there is none. */
  ready(connection: string, name: string): Promise<ReadyLayout | undefined>;
  /** Keeps a layout of the reader. @throws `InvalidInput` for the name of a built-in one, or when it cannot be used */
  save(connection: string, layout: LayoutFile): Promise<LayoutEntry>;
  remove(connection: string, name: string): Promise<void>;
}

const keyWords = ({ partition, sort }: LayoutFile['key']): string => {
  const words = ({ name, type }: KeyAttribute): string => `${name} (${type})`;
  return sort === undefined ? words(partition) : `${words(partition)}, ${words(sort)}`;
};

const entryOf = (
  file: LayoutFile,
  source: LayoutEntry['source'],
  title: string = ownTitle(file),
): LayoutEntry => ({
  name: file.name,
  title,
  ...(file.description === undefined ? {} : { description: file.description }),
  source,
  key: keyWords(file.key),
});

/** Layouts that have panes of their own are not read as streams, but for the tables of Castore. */
const isOffered = ({ name }: LayoutFile): boolean =>
  name === 'castore' || !layoutNameSchema.safeParse(name).success;

/** How the key of a table differs from the one that a layout file is for; undefined when it does not. */
export function layoutKeyDifference(
  found: KeySchema,
  layout: LayoutFile,
): { readonly expected: string; readonly found: string } | undefined {
  const expected = keyWords(layout.key);
  const is = keyWords({ partition: found.hash, ...(found.range === undefined ? {} : { sort: found.range }) });
  return expected === is ? undefined : { expected, found: is };
}

/** A layout with what can be asked of its streams, called `title`. @throws `InvalidInput` when it cannot be used */
export function readyLayout(
  file: LayoutFile,
  source: TableStreams['source'],
  title: string = ownTitle(file),
): ReadyLayout {
  const compiled = compileLayout(file);
  return {
    compiled,
    streams: {
      name: file.name,
      title,
      source,
      hasProjections: file.projections.length > 0,
      hasTimes: compiled.rules.hasTimes,
      folds: file.reducer.kind === 'task' || file.reducer.kind === 'declarative',
      onlyByScan: !compiled.foundByQuery,
    },
  };
}

/** A layout of the catalog, and what it is called there. */
interface Found {
  readonly file: LayoutFile;
  readonly source: TableStreams['source'];
  readonly title: string;
}

/** Makes the catalog of built-in layouts and those of the reader. */
export function createLayoutCatalog({
  builtIn,
  saved,
}: {
  readonly builtIn: readonly LayoutFile[];
  readonly saved: SavedLayoutsFile;
}): LayoutCatalog {
  const offered = builtIn.filter(isOffered);
  const compiled = new Map<string, ReadyLayout>();

  const titleBeside = (file: LayoutFile, kept: readonly LayoutFile[]): string =>
    titleAmong(file, [...offered, ...kept]);

  const find = async (connection: string, name: string): Promise<Found | undefined> => {
    const own = offered.find((file) => file.name === name);
    if (own !== undefined) return { file: own, source: 'built-in', title: ownTitle(own) };
    const kept = await saved.list(connection);
    const file = kept.find((each) => each.name === name);
    return file && { file, source: 'saved', title: titleBeside(file, kept) };
  };

  const file: LayoutCatalog['file'] = async (connection, name) => {
    const found = await find(connection, name);
    if (found !== undefined) return found.file;
    throw new AppError('NotFound', {
      message: `There is no layout called “${name}” for this connection.`,
      nextStep: 'Choose one of those listed, or import its file.',
    });
  };

  return {
    list: async (connection) => {
      const kept = await saved.list(connection);
      return [
        ...offered.map((file) => entryOf(file, 'built-in')),
        ...kept.map((file) => entryOf(file, 'saved', titleBeside(file, kept))),
      ];
    },
    file,
    text: async (connection, name) => layoutText(await file(connection, name)),
    ready: async (connection, name) => {
      const found = await find(connection, name);
      if (found === undefined) return undefined;
      const text = JSON.stringify([found.source, found.title, found.file]);
      const known = compiled.get(text) ?? readyLayout(found.file, found.source, found.title);
      compiled.set(text, known);
      return known;
    },
    save: async (connection, layout) => {
      if (
        builtIn.some(({ name }) => name === layout.name) ||
        layoutNameSchema.safeParse(layout.name).success
      ) {
        throw new AppError('InvalidInput', {
          message: `“${layout.name}” is the name of a built-in layout.`,
          nextStep: 'Give yours another name.',
        });
      }
      readyLayout(layout, 'saved');
      await saved.save(connection, layout);
      return entryOf(layout, 'saved', titleBeside(layout, await saved.list(connection)));
    },
    remove: (connection, name) => saved.remove(connection, name),
  };
}
