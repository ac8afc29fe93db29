import { accessSync, chmodSync, constants, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { EngineProgram } from './types.ts';

const manifestSchema = z.object({
  version: z.string(),
  bin: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
});

interface Installed {
  readonly folder: string;
  readonly version: string;
  readonly bin: string | undefined;
}

/** The npm package `name` as Node finds it from any of `folders`; undefined when it is not installed. */
const findPackage = (name: string, folders: readonly string[]): Installed | undefined => {
  for (const from of folders) {
    try {
      const file = createRequire(join(from, 'resolve.cjs')).resolve(`${name}/package.json`);
      const { version, bin } = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      const program = typeof bin === 'string' ? bin : Object.values(bin ?? {})[0];
      return { folder: dirname(file), version, bin: program };
    } catch {
      // Not installed as seen from here, or its manifest cannot be read: look from the next folder.
    }
  }
  return undefined;
};

/** A packaged program cannot run a file inside its archive; the builder lays such files beside it. */
const unpacked = (path: string): string => path.replace(/([\\/]app\.asar)(?=[\\/])/, '$1.unpacked');

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Makes `file` executable when an unpacker lost that mark; tells whether it can be run. */
const makeExecutable = (file: string): boolean => {
  if (isExecutable(file)) return true;
  try {
    chmodSync(file, 0o755);
    return isExecutable(file);
  } catch {
    return false;
  }
};

/** How to run a dynoxide program at `command`. It listens on loopback unless told otherwise. */
export function dynoxideProgram(command: string, version?: string): EngineProgram {
  return {
    kind: 'dynoxide',
    name: version === undefined ? 'dynoxide' : `dynoxide ${version}`,
    command,
    args: (port, dataPath) => [
      ...['serve', '--host', '127.0.0.1', '--port', String(port)],
      ...(dataPath === undefined ? [] : ['--db-path', dataPath]),
    ],
  };
}

/** The dynoxide program that npm installed for this platform (`@dynoxide/<platform>-<arch>`), if any. */
export function findDynoxide(folders: readonly string[]): EngineProgram | undefined {
  const found = findPackage(`@dynoxide/${process.platform}-${process.arch}`, folders);
  if (found === undefined) return undefined;
  const file = unpacked(join(found.folder, process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide'));
  return existsSync(file) && makeExecutable(file) ? dynoxideProgram(file, found.version) : undefined;
}

/** The dynalite program that npm installed, if any; run by Node. */
export function findDynalite(folders: readonly string[]): EngineProgram | undefined {
  const found = findPackage('dynalite', folders);
  if (found === undefined) return undefined;
  const script = unpacked(join(found.folder, found.bin ?? 'cli.js'));
  if (!existsSync(script)) return undefined;
  return {
    kind: 'dynalite',
    name: `dynalite ${found.version}`,
    limits: 'It has no transactions, Streams, expiry or PartiQL.',
    // A packaged Electron refuses to run as Node (its RunAsNode fuse is off) and would open a second window.
    command: 'electron' in process.versions ? 'node' : process.execPath,
    args: (port, dataPath) => [
      ...[script, '--host', '127.0.0.1', '--port', String(port)],
      ...(dataPath === undefined ? [] : ['--path', dataPath]),
    ],
  };
}
