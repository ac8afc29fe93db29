import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileKind } from '#shared/contract/files.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { FileDialogs, FileQuestion } from './fileDialogs.ts';

/** Files that the reader names in a dialog. */
export interface Files {
  /** Whether there are dialogs: on the desktop. */
  readonly hasDialogs: boolean;
  /** The path of a reducer's module; undefined: nothing was chosen. @throws `InvalidInput` where there are no dialogs */
  pickReducer(portId: string): Promise<string | undefined>;
  /** @throws `InvalidInput` where there are no dialogs, and for a file that is too large or cannot be read */
  open(kind: FileKind, portId: string): Promise<{ readonly name: string; readonly text: string } | undefined>;
  /** @throws `InvalidInput` where there are no dialogs, and for a file that cannot be written */
  save(
    file: { readonly kind: FileKind; readonly name: string; readonly text: string },
    portId: string,
  ): Promise<{ readonly name: string } | undefined>;
}

/** Largest file that is read as text, in bytes: a layout is a few thousand. */
const MOST_BYTES = 500_000;

const WORDS = {
  layout: { what: 'layout file', filters: [{ name: 'Layout files', extensions: ['json'] }] },
} as const satisfies Record<FileKind, { what: string; filters: FileQuestion['filters'] }>;

const REDUCER: FileQuestion = {
  title: 'Choose the file of your reducer',
  button: 'Use this file',
  filters: [{ name: 'JavaScript and TypeScript', extensions: ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'] }],
};

const refused = (message: string, nextStep: string, cause?: unknown): AppError =>
  new AppError('InvalidInput', { message, nextStep, ...(cause === undefined ? {} : { cause }) });

async function readText(path: string): Promise<string> {
  const name = basename(path);
  try {
    const found = await stat(path);
    if (found.isFile() && found.size <= MOST_BYTES) return await readFile(path, 'utf8');
  } catch (error) {
    throw refused(`“${name}” cannot be read.`, 'Check that it is there and may be read.', error);
  }
  throw refused(`“${name}” is too large for a layout file, or no file.`, 'Choose another file.');
}

/** Makes the service of files. `dialogs`: undefined where the window is a browser's. */
export function createFiles(dialogs: FileDialogs | undefined): Files {
  const asked = (): FileDialogs => {
    if (dialogs !== undefined) return dialogs;
    throw refused(
      'This window lies in a browser, which opens and saves files itself.',
      'Use what the browser offers, or the desktop program.',
    );
  };
  return {
    hasDialogs: dialogs !== undefined,
    pickReducer: async (portId) => asked().open({ ...REDUCER, portId }),
    async open(kind, portId) {
      const { what, filters } = WORDS[kind];
      const path = await asked().open({ title: `Open a ${what}`, button: 'Open', filters, portId });
      return path === undefined ? undefined : { name: basename(path), text: await readText(path) };
    },
    async save({ kind, name, text }, portId) {
      const { what, filters } = WORDS[kind];
      const path = await asked().save({ title: `Save the ${what}`, button: 'Save', filters, name, portId });
      if (path === undefined) return undefined;
      try {
        await writeFile(path, text);
      } catch (error) {
        throw refused(`“${basename(path)}” cannot be written.`, 'Choose another place.', error);
      }
      return { name: basename(path) };
    },
  };
}
