import { existsSync } from 'node:fs';
import { AppError } from '#shared/errors/appError.ts';
import {
  dynamoDbLocalFolder,
  dynamoDbLocalProgram,
  isDynamoDbLocalPrepared,
  prepareDynamoDbLocal,
} from './dynamoDbLocal.ts';
import { javaUnavailable, mavenUnavailable } from './java.ts';
import { dynoxideProgram, findDynalite, findDynoxide } from './npmEngines.ts';
import { ENGINE_KINDS, type EngineKind, type EngineProgram, type Log } from './types.ts';

/** Where engines are looked for. */
export interface SearchOptions {
  /** Only this kind; without it the best that is found. */
  readonly kind?: EngineKind | undefined;
  /** Folders from which npm packages are resolved, as `require` there would. */
  readonly resolveFrom: readonly string[];
  /** Folders that may hold a prepared DynamoDB Local; a fetched one goes to the first. */
  readonly cacheFolders: readonly string[];
  /** Whether DynamoDB Local may be fetched with Maven when it is the next choice. */
  readonly allowFetch: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
}

type Found = { readonly program: EngineProgram } | { readonly missing: string };

const overridden = (file: string): Found =>
  existsSync(file)
    ? { program: dynoxideProgram(file) }
    : { missing: `DYNASCOPE_ENGINE names ${file}, where there is no file.` };

const findLocal = async (options: SearchOptions): Promise<Found> => {
  const prepared = options.cacheFolders.find(isDynamoDbLocalPrepared);
  const [target] = options.cacheFolders;
  if (prepared === undefined && (!options.allowFetch || target === undefined)) {
    return { missing: 'DynamoDB Local has not been fetched.' };
  }
  const reason = javaUnavailable() ?? (prepared === undefined ? mavenUnavailable() : undefined);
  if (reason !== undefined) return { missing: reason };
  if (prepared !== undefined) return { program: dynamoDbLocalProgram(dynamoDbLocalFolder(prepared)) };
  try {
    const folder = await prepareDynamoDbLocal({ cacheFolder: target ?? '', log: options.log });
    return { program: dynamoDbLocalProgram(folder) };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : 'DynamoDB Local could not be fetched.' };
  }
};

const findKind = async (kind: EngineKind, options: SearchOptions): Promise<Found> => {
  switch (kind) {
    case 'dynoxide': {
      const file = options.env.DYNASCOPE_ENGINE;
      if (file !== undefined && file !== '') return overridden(file);
      const program = findDynoxide(options.resolveFrom);
      const name = `@dynoxide/${process.platform}-${process.arch}`;
      return program === undefined ? { missing: `The npm package ${name} is not installed.` } : { program };
    }
    case 'dynamodb-local':
      return findLocal(options);
    case 'dynalite': {
      const program = findDynalite(options.resolveFrom);
      return program === undefined ? { missing: 'The npm package dynalite is not installed.' } : { program };
    }
  }
};

/**
 * The best engine that this computer can run: dynoxide (`DYNASCOPE_ENGINE` or the npm package), DynamoDB Local, dynalite.
 * @throws AppError `EngineMissing` when there is none, with what was missed and what to install.
 */
export async function findEngine(options: SearchOptions): Promise<EngineProgram> {
  const reasons: string[] = [];
  for (const kind of options.kind === undefined ? ENGINE_KINDS : [options.kind]) {
    const found = await findKind(kind, options);
    if ('program' in found) return found.program;
    reasons.push(found.missing);
    // What somebody named explicitly is not silently replaced by something else.
    if (kind === 'dynoxide' && (options.env.DYNASCOPE_ENGINE ?? '') !== '') break;
  }
  throw new AppError('EngineMissing', {
    message: `No engine for the embedded database was found. ${reasons.join(' ')}`,
    nextStep:
      'Run "npm install" so that its optional packages are fetched, or install Java 17 and Maven for DynamoDB Local, ' +
      'or connect to a DynamoDB endpoint of your own.',
  });
}
