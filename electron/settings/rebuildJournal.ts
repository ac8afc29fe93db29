import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors/appError.ts';
import { rebuildIntentSchema, rebuildResultSchema } from '#shared/model/rebuild.ts';
import { appendLine } from './appendLine.ts';
import { isMissing } from './fileErrors.ts';
import { withFileLock } from './fileLock.ts';

const lineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('run'),
    run: z.string(),
    at: z.string(),
    table: z.string(),
    tasks: z.array(z.string()),
  }),
  z.object({ kind: z.literal('intent'), intent: rebuildIntentSchema }),
  z.object({ kind: z.literal('result'), task: z.string(), result: rebuildResultSchema }),
  z.object({ kind: z.literal('undone'), task: z.string(), result: rebuildResultSchema }),
  z.object({ kind: z.literal('end'), at: z.string() }),
]);

/** One line of a run's journal. */
export type RebuildLine = z.infer<typeof lineSchema>;

/** The line that a journal begins with. */
export type RebuildHead = Extract<RebuildLine, { kind: 'run' }>;

/** The rebuilds of one connection, each in a file of its own, so that none is ever rotated away. */
export interface RebuildJournal {
  /** Settles when the line is on the disk. */
  readonly append: (run: string, line: RebuildLine) => Promise<void>;
  /** Every line of a run that can be read, in order. @throws `NotFound` */
  readonly read: (run: string) => Promise<readonly RebuildLine[]>;
  /** The names of all runs. */
  readonly runs: () => Promise<readonly string[]>;
  /** Runs `work` while no other process works on this run. @throws `TimedOut` when one does */
  readonly exclusively: <T>(run: string, work: () => Promise<T>) => Promise<T>;
}

const RUN = /^[\w-]{1,64}$/;
const SUFFIX = '.jsonl';

const parseLine = (line: string): readonly RebuildLine[] => {
  try {
    return [lineSchema.parse(JSON.parse(line))];
  } catch {
    // A crash tears at most the last line: what it meant to say was not done yet, or is found out from the item.
    return [];
  }
};

/** The journal of `connection` in `<dataFolder>/rebuilds/<connection>/<run>.jsonl`. */
export function rebuildJournal(dataFolder: string, connection: string): RebuildJournal {
  const folder = join(dataFolder, 'rebuilds', encodeURIComponent(connection));
  const fileOf = (run: string): string => {
    if (!RUN.test(run)) throw noSuchRun(run);
    return join(folder, `${run}${SUFFIX}`);
  };
  return {
    append: async (run, line) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await appendLine(fileOf(run), JSON.stringify(line));
    },
    read: async (run) => {
      const text = await readFile(fileOf(run), 'utf8').catch((error: unknown) => {
        throw isMissing(error) ? noSuchRun(run) : error;
      });
      return text.split('\n').filter(Boolean).flatMap(parseLine);
    },
    runs: async () => {
      const names = await readdir(folder).catch((error: unknown): string[] => {
        if (isMissing(error)) return [];
        throw error;
      });
      return names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));
    },
    exclusively: (run, work) => withFileLock(`${fileOf(run)}.lock`, work, 1000),
  };
}

const noSuchRun = (run: string): AppError =>
  new AppError('NotFound', {
    message: `There is no journal of a rebuild “${run}”.`,
    nextStep: 'Choose one of the rebuilds in the list.',
  });
