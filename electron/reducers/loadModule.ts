import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, relative, resolve, sep } from 'node:path';
import { AppError, isAppError } from '#shared/errors/appError.ts';
import type { ModuleFile, ModuleSource } from '../replay/reducers/replaySetup.ts';
import { compileModule } from './compileModule.ts';

/** Endings of the files that a reducer may be written in. */
const CODE = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'];

/** Endings that an import may leave out. */
const KINDS = [...CODE, '.json'];

/** Most files of one reducer, and most text in them, in UTF-16 units. */
const MOST_FILES = 64;
const MOST_TEXT = 2_000_000;

/** A reducer's module as it lies on disk now. */
export interface LoadedModule {
  /** Every file that it was read from, absolute, as far as it could be read. */
  readonly paths: readonly string[];
  /** The module, or why there is none. */
  readonly result: { readonly source: ModuleSource } | { readonly error: AppError };
}

const refused = (message: string, nextStep: string): AppError =>
  new AppError('InvalidInput', { message, nextStep });

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Where an import leads: the file itself, the same with an ending, or TypeScript's file behind the name of its output. */
async function found(path: string): Promise<{ readonly path: string; readonly text: string } | undefined> {
  const ending = extname(path);
  const places = KINDS.includes(ending)
    ? [path, path.replace(/\.([mc]?)js$/, '.$1ts')]
    : [...KINDS.map((kind) => path + kind), resolve(path, 'index.ts'), resolve(path, 'index.js')];
  for (const place of new Set(places)) {
    const text = await textOf(place);
    if (text !== undefined) return { path: place, text };
  }
  return undefined;
}

/** Reads files one after another, what they import after them. Adds to `paths` before it reads. */
async function readFiles(entry: string, paths: Set<string>): Promise<readonly ModuleFile[]> {
  const folder = dirname(entry);
  const nameOf = (path: string): string => relative(folder, path).split(sep).join('/');
  const text = await textOf(entry);
  if (text === undefined) {
    throw refused(`The file “${entry}” cannot be read.`, 'Check its path.');
  }
  const files: ModuleFile[] = [];
  const waiting = [{ path: entry, text }];
  let size = 0;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    size += next.text.length;
    if (paths.size > MOST_FILES || size > MOST_TEXT) {
      throw refused(
        `The reducer imports more than ${MOST_FILES} files or ${MOST_TEXT / 1e6} MB.`,
        'Import less, or bundle it into one file.',
      );
    }
    const { code, requests } = compileModule(nameOf(next.path), next.text);
    const imports: Record<string, string> = {};
    for (const request of requests) {
      if (!request.startsWith('./') && !request.startsWith('../')) continue;
      const target = await found(resolve(dirname(next.path), request));
      if (target === undefined) continue;
      imports[request] = nameOf(target.path);
      if (paths.has(target.path)) continue;
      paths.add(target.path);
      waiting.push(target);
    }
    files.push({ name: nameOf(next.path), code, imports });
  }
  return files;
}

/**
 * Reads a reducer's module with the files that it imports beside it, each compiled to CommonJS without types. Only
 * relative imports are followed: a package or a module of Node's is refused when the code asks for it. Never throws;
 * what is wrong with the files is told as `InvalidInput`.
 */
export async function loadModule(file: string): Promise<LoadedModule> {
  const entry = resolve(file);
  const paths = new Set([entry]);
  try {
    if (!CODE.includes(extname(entry))) {
      throw refused(
        `“${basename(entry)}” is neither JavaScript nor TypeScript.`,
        'Choose a .js, .mjs, .cjs, .ts, .mts or .cts file.',
      );
    }
    const files = await readFiles(entry, paths);
    return { paths: [...paths], result: { source: { kind: 'module', name: basename(entry), files } } };
  } catch (error) {
    const told = isAppError(error)
      ? error
      : refused(`The file “${entry}” cannot be read.`, 'Check its path.');
    return { paths: [...paths], result: { error: told } };
  }
}
