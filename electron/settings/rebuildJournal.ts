import { mkdir, open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors/appError.ts';
import { rebuildIntentSchema, rebuildResultSchema } from '#shared/model/rebuild.ts';
import { appendLine } from './appendLine.ts';
import { isMissing } from './fileErrors.ts';
import { withFileLock } from './fileLock.ts';

const setupSchema = z.object({ fingerprint: z.string(), reducer: z.string() });

/** The reducer and layout that a run was begun with: one number for both, and what the reducer is called. */
export type RebuildSetup = z.infer<typeof setupSchema>;

const lineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('run'),
    run: z.string(),
    at: z.string(),
    table: z.string(),
    tasks: z.array(z.string()),
    /** By the order of `tasks`, the plans that were looked at: nothing else is written. */
    seen: z.array(z.number()).optional(),
    /** How many are written a second, where the reader has chosen that. */
    perSecond: z.number().positive().optional(),
    setup: setupSchema.optional(),
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

/** Where a line lies in a run's file, in bytes, so that it can be read again without the others. */
export interface LinePlace {
  readonly at: number;
  readonly length: number;
}

/** The rebuilds of one connection, each in a file of its own, so that none is ever rotated away. */
export interface RebuildJournal {
  /** Settles when the line is on the disk. */
  readonly append: (run: string, line: RebuildLine) => Promise<void>;
  /**
   * Tells every ended line from byte `from` on that can be read, in order, and gives where the next one begins. In
   * pieces: the file of a large table's run is hundreds of megabytes. @throws `NotFound`
   */
  readonly scan: (
    run: string,
    from: number,
    onLine: (line: RebuildLine, place: LinePlace) => void,
  ) => Promise<number>;
  /** The line at a place that `scan` told; undefined when it cannot be read. @throws `NotFound` */
  readonly lineAt: (run: string, place: LinePlace) => Promise<RebuildLine | undefined>;
  /** The names of all runs. */
  readonly runs: () => Promise<readonly string[]>;
  /** Runs `work` while no other process works on this run. @throws `TimedOut` when one does */
  readonly exclusively: <T>(run: string, work: () => Promise<T>) => Promise<T>;
}

const RUN = /^[\w-]{1,64}$/;
const SUFFIX = '.jsonl';

function parseLine(text: string): RebuildLine | undefined {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch {
    // A crash tears at most the last line: what it meant to say was not done yet, or is found out from the item.
    return undefined;
  }
}

/** How much of a file is read and parsed at once, in bytes: some milliseconds of the host's thread. */
const PIECE = 64 * 1024;

/** The ended lines of a file from a byte on, each with its place. */
async function* endedLines(
  handle: FileHandle,
  from: number,
): AsyncGenerator<{ readonly text: string; readonly place: LinePlace }> {
  const piece = Buffer.alloc(PIECE);
  let rest: Buffer[] = [];
  let at = from;
  for (let position = from; ;) {
    const { bytesRead } = await handle.read(piece, 0, PIECE, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    let begin = 0;
    for (;;) {
      const end = piece.subarray(0, bytesRead).indexOf(0x0a, begin);
      if (end < 0) break;
      const line = Buffer.concat([...rest, piece.subarray(begin, end)]);
      rest = [];
      yield { text: line.toString('utf8'), place: { at, length: line.length } };
      at += line.length + 1;
      begin = end + 1;
    }
    rest.push(Buffer.from(piece.subarray(begin, bytesRead)));
  }
}

/** The journal of `connection` in `<dataFolder>/rebuilds/<connection>/<run>.jsonl`. */
export function rebuildJournal(dataFolder: string, connection: string): RebuildJournal {
  const folder = join(dataFolder, 'rebuilds', encodeURIComponent(connection));
  const fileOf = (run: string): string => {
    if (!RUN.test(run)) throw noSuchRun(run);
    return join(folder, `${run}${SUFFIX}`);
  };
  const reading = async <T>(run: string, work: (handle: FileHandle) => Promise<T>): Promise<T> => {
    const handle = await open(fileOf(run), 'r').catch((error: unknown) => {
      throw isMissing(error) ? noSuchRun(run) : error;
    });
    try {
      return await work(handle);
    } finally {
      await handle.close();
    }
  };
  return {
    append: async (run, line) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await appendLine(fileOf(run), JSON.stringify(line));
    },
    scan: (run, from, onLine) =>
      reading(run, async (handle) => {
        let next = from;
        for await (const { text, place } of endedLines(handle, from)) {
          next = place.at + place.length + 1;
          const line = parseLine(text);
          if (line !== undefined) onLine(line, place);
        }
        return next;
      }),
    lineAt: (run, { at, length }) =>
      reading(run, async (handle) => {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
        return bytesRead === length ? parseLine(buffer.toString('utf8')) : undefined;
      }),
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
