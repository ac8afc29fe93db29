import { unwatchFile, watchFile } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { conflictSchema, type Conflict } from '#shared/model/conflict.ts';
import { appendLine } from './appendLine.ts';
import { isMissing } from './fileErrors.ts';
import { withFileLock } from './fileLock.ts';
import { endOf, linesSince } from './journalTail.ts';

/** A journal is rotated at this size; one rotated file is kept, so that it takes at most twice as much. */
const ROTATE_AT_BYTES = 10_000_000;
const LOOK_EVERY_MS = 500;

/** Which conflicts are asked for; what is absent is not asked. */
export interface ConflictFilter {
  readonly table?: string | undefined;
  readonly task?: string | undefined;
}

/** What a journal holds: conflicts newest first, and how many lines could not be read. */
export interface JournalContent {
  readonly conflicts: readonly Conflict[];
  readonly skipped: number;
}

/** Conflicts met on one connection, kept on disk; lines are only ever added. */
export interface ConflictJournal {
  /** Settles when the conflict is on the disk. */
  readonly append: (conflict: Conflict) => Promise<void>;
  /** Newest first. */
  readonly list: (filter?: ConflictFilter) => Promise<readonly Conflict[]>;
  /** As `list`, with the count of lines that could not be read. */
  readonly read: (filter?: ConflictFilter) => Promise<JournalContent>;
  /** Calls `met` with every conflict journalled from now on, by this process or another; gives back what ends that. */
  readonly watch: (met: (conflict: Conflict) => void) => () => void;
}

/** What a {@link ConflictJournal} is made from. */
export interface JournalOptions {
  readonly dataFolder: string;
  /** Id of the connection; each has its own file. */
  readonly connection: string;
  /** Told when lines of the journal cannot be read. */
  readonly log: (line: string) => void;
  readonly rotateAtBytes?: number;
}

const parseLine = (line: string): Conflict | undefined => {
  try {
    return conflictSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
};

const matches = (conflict: Conflict, { table, task }: ConflictFilter): boolean =>
  (table === undefined || conflict.table === table) && (task === undefined || conflict.taskId === task);

const textOf = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '';
    throw error;
  });

/** The journal of `connection` in `<dataFolder>/conflicts/<connection>.jsonl`: one {@link Conflict} as JSON a line. */
export function conflictJournal(options: JournalOptions): ConflictJournal {
  const { dataFolder, connection, log, rotateAtBytes = ROTATE_AT_BYTES } = options;
  const base = join(dataFolder, 'conflicts', encodeURIComponent(connection));
  const file = `${base}.jsonl`;
  const rotated = `${base}.1.jsonl`;
  const lookers = new Set<() => void>();

  const read = async (filter: ConflictFilter = {}): Promise<JournalContent> => {
    const text = `${await textOf(rotated)}\n${await textOf(file)}`;
    const lines = text.split('\n').filter((line) => line !== '');
    const known = new Map<string, Conflict>();
    let skipped = 0;
    for (const line of lines) {
      const conflict = parseLine(line);
      if (conflict === undefined) skipped++;
      else known.set(conflict.id, conflict);
    }
    if (skipped > 0) log(`${skipped} of ${lines.length} lines in ${file} cannot be read and are left out.`);
    return { conflicts: [...known.values()].filter((each) => matches(each, filter)).reverse(), skipped };
  };

  return {
    read,
    list: async (filter) => (await read(filter)).conflicts,
    append: async (conflict) => {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await withFileLock(`${base}.lock`, async () => {
        const size = await appendLine(file, JSON.stringify(conflict));
        if (size >= rotateAtBytes) await rename(file, rotated);
      });
      for (const look of lookers) look();
    },
    watch: (met) => {
      let over = false;
      const isOver = (): boolean => over;
      let position = Promise.resolve(endOf(file));
      const look = (): void => {
        position = position.then(async (from) => {
          if (isOver()) return from;
          const next = await linesSince(file, rotated, from).catch(() => ({ lines: [], position: from }));
          const conflicts = next.lines.flatMap((line) => parseLine(line) ?? []);
          for (const conflict of conflicts) if (!isOver()) met(conflict);
          return next.position;
        });
      };
      lookers.add(look);
      // Polling sees what other processes write on any file system; this process's own appends are told at once.
      watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, look);
      return () => {
        over = true;
        lookers.delete(look);
        unwatchFile(file, look);
      };
    },
  };
}
