import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { AppError } from '#shared/errors/appError.ts';
import { isMissing } from './fileErrors.ts';
import { withFileLock } from './fileLock.ts';

/** What was wrong with a file, where it has been kept, and the same as a plain sentence. */
export interface FileProblem {
  readonly file: string;
  readonly movedTo: string;
  readonly message: string;
}

/** One small versioned JSON file that several processes may change. */
export interface JsonFile<T> {
  readonly read: () => Promise<T>;
  /** Reads anew, applies `update`, and writes what is a new object; concurrent changes come one after another, none is lost. Gives the new value. */
  readonly change: (update: (value: T) => T) => Promise<T>;
}

/** What a {@link JsonFile} holds and where. */
export interface JsonFileOptions<T> {
  readonly file: string;
  /** Written beside the data; a file of a higher version is kept aside, not guessed at. */
  readonly version: number;
  readonly schema: z.core.$ZodType<T>;
  readonly initial: T;
  /** Permissions of the file, such as `0o600`. */
  readonly mode?: number;
  /** Told once for each file that had to be moved aside. */
  readonly onProblem: (problem: FileProblem) => void;
}

const envelopeSchema = z.object({ version: z.int().min(1), data: z.unknown() });

type Content<T> =
  | { readonly kind: 'good'; readonly value: T }
  | { readonly kind: 'bad'; readonly suffix: string; readonly why: string };

const bad = (suffix: string, why: string): Content<never> => ({ kind: 'bad', suffix, why });

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const interpret = <T>(text: string, { version, schema }: JsonFileOptions<T>): Content<T> => {
  const envelope = envelopeSchema.safeParse(parseJson(text));
  if (!envelope.success) return bad('corrupt', 'is damaged');
  const { version: found, data } = envelope.data;
  if (found > version) return bad(`version-${found}`, 'was written by a newer Dynascope');
  const value = z.safeParse(schema, data);
  return value.success ? { kind: 'good', value: value.data } : bad('corrupt', 'does not hold what it should');
};

const unwritable = (file: string, cause: unknown): AppError =>
  new AppError('Internal', {
    message: `${file} could not be written.`,
    nextStep: 'Check that its folder may be written to and that the disk is not full, then try again.',
    cause,
  });

/** A time that may stand in a file name everywhere. */
const stamp = (): string => new Date().toISOString().replaceAll(/[:.]/g, '-');

/**
 * A small JSON file, `{ "version": n, "data": … }`, written atomically. What cannot be read (damaged, of a newer
 * version) is moved aside to `<file>.corrupt-<time>` or `<file>.version-<n>-<time>` and told; the initial value is used
 * then. Reading never throws for what the file holds.
 * @throws AppError `Internal` from `change` when the file cannot be written.
 */
export function jsonFile<T>(options: JsonFileOptions<T>): JsonFile<T> {
  const { file, version, initial, mode = 0o600, onProblem } = options;
  let last: Promise<unknown> = Promise.resolve();

  const load = async (): Promise<Content<T> | undefined> => {
    try {
      return interpret(await readFile(file, 'utf8'), options);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };

  /** Inside the lock, so that only one of several readers moves the file aside. */
  const loadOrMoveAside = async (): Promise<T> => {
    const content = await load();
    if (content === undefined) return initial;
    if (content.kind === 'good') return content.value;
    const movedTo = `${file}.${content.suffix}-${stamp()}`;
    await rename(file, movedTo);
    onProblem({ file, movedTo, message: `${file} ${content.why}. It has been kept as ${movedTo}.` });
    return initial;
  };

  /** One after another in this process first, so that the lock file is fought for by processes only. */
  const exclusively = <R>(work: () => Promise<R>): Promise<R> => {
    const next = last.then(() => withFileLock(`${file}.lock`, work));
    last = next.catch(() => undefined);
    return next;
  };

  const write = async (value: T): Promise<void> => {
    const text = `${JSON.stringify({ version, data: value }, null, 2)}\n`;
    await writeFileAtomic(file, text, { mode });
  };

  return {
    read: async () => {
      const content = await load();
      if (content === undefined) return initial;
      return content.kind === 'good' ? content.value : exclusively(loadOrMoveAside);
    },
    change: async (update) => {
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        return await exclusively(async () => {
          const before = await loadOrMoveAside();
          const value = update(before);
          if (value !== before) await write(value);
          return value;
        });
      } catch (error) {
        throw error instanceof AppError ? error : unwritable(file, error);
      }
    },
  };
}
