import { mkdir, open, readdir, rm, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createReadStream } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { AppError } from '#shared/errors/appError.ts';
import { auditRunSchema, type AuditRow } from '#shared/model/audit.ts';
import { layoutFileSchema } from '#shared/model/streamLayout.ts';
import type { ReducerSource } from '../replay/reducers/replaySetup.ts';
import { checkpointFiles, type AuditCheckpoint } from './auditCheckpoint.ts';
import { isMissing } from './fileErrors.ts';
import { parsedFile } from './parsedFile.ts';

/** Our own writing, checked when it was chosen. */
const reducerSourceSchema = z.custom<ReducerSource>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
);

const headSchema = z.object({
  version: z.literal(1),
  run: auditRunSchema,
  layout: layoutFileSchema,
  reducer: reducerSourceSchema,
  /** Versions of this program that judged it, several where it was gone on with; left out: not known, it is older. */
  programs: z.array(z.string()).min(1).optional(),
  /** When it was gone on with last, RFC 3339. */
  resumedAt: z.string().optional(),
  /** The process that drives it, while it does. */
  driver: z.object({ pid: z.int(), started: z.string().optional() }).optional(),
});

/** What is kept of a run beside its findings. */
export type AuditHead = z.infer<typeof headSchema>;

/** A line of findings and where it lies. */
export interface StoredFinding {
  readonly row: AuditRow;
  readonly offset: number;
  readonly length: number;
}

/** The files of one run. */
export interface AuditFiles {
  /** Folder for what the pass cannot hold in memory. */
  readonly spillFolder: string;
  readonly readHead: () => Promise<AuditHead | undefined>;
  readonly writeHead: (head: AuditHead) => Promise<void>;
  readonly readCheckpoint: () => Promise<AuditCheckpoint | undefined>;
  readonly writeCheckpoint: (checkpoint: AuditCheckpoint) => Promise<void>;
  readonly dropCheckpoint: () => Promise<void>;
  /** Opens the findings for adding, cut back to `bytes`. */
  readonly openFindings: (bytes: number) => Promise<FileHandle>;
  /** Every whole line, from the beginning, or from where one begins. */
  readonly findings: (from?: number) => AsyncIterable<StoredFinding>;
  readonly rowsAt: (places: readonly Pick<StoredFinding, 'offset' | 'length'>[]) => Promise<AuditRow[]>;
  readonly remove: () => Promise<void>;
}

/** The audits of one connection. */
export interface AuditFolder {
  readonly runs: () => Promise<readonly string[]>;
  /** @throws `NotFound` for a name that is none */
  readonly filesOf: (run: string) => AuditFiles;
}

const RUN = /^[\w-]{1,64}$/;

/** Findings are our own writing: what a crash has torn is left out, the rest is trusted. */
const rowOf = (line: string): AuditRow | undefined => {
  try {
    // Parsed with a cheap check: a run may have a million lines.
    return rowSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
};

const rowSchema = z.custom<AuditRow>(
  (value) => typeof value === 'object' && value !== null && 'finding' in value,
);

const LINE_END = 0x0a;

async function* storedIn(file: string, start: number): AsyncIterable<StoredFinding> {
  let rest = Buffer.alloc(0);
  let offset = start;
  try {
    for await (const chunk of createReadStream(file, { start, highWaterMark: 256 * 1024 })) {
      const all = Buffer.concat([rest, z.instanceof(Buffer).parse(chunk)]);
      let from = 0;
      for (let end = all.indexOf(LINE_END); end >= 0; end = all.indexOf(LINE_END, from)) {
        const row = rowOf(all.toString('utf8', from, end));
        if (row !== undefined) yield { row, offset: offset + from, length: end - from };
        from = end + 1;
      }
      rest = all.subarray(from);
      offset += from;
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function filesIn(folder: string): AuditFiles {
  const head = join(folder, 'run.json');
  const checkpoint = checkpointFiles(folder);
  const findings = join(folder, 'findings.jsonl');
  return {
    spillFolder: join(folder, 'spill'),
    readHead: () => parsedFile(head, headSchema),
    writeHead: async (data) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFileAtomic(head, JSON.stringify(data), { mode: 0o600 });
    },
    readCheckpoint: checkpoint.read,
    writeCheckpoint: checkpoint.write,
    dropCheckpoint: checkpoint.drop,
    openFindings: async (bytes) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const handle = await open(findings, 'a', 0o600);
      await truncate(findings, bytes);
      return handle;
    },
    findings: (from = 0) => storedIn(findings, from),
    rowsAt: async (places) => {
      if (places.length === 0) return [];
      const handle = await open(findings, 'r');
      try {
        const rows: AuditRow[] = [];
        for (const { offset, length } of places) {
          const { buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
          rows.push(rowSchema.parse(JSON.parse(buffer.toString('utf8'))));
        }
        return rows;
      } finally {
        await handle.close();
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The audits of `connection`, a folder each in `<dataFolder>/audits/<connection>/<run>`. */
export function auditFolder(dataFolder: string, connection: string): AuditFolder {
  const folder = join(dataFolder, 'audits', encodeURIComponent(connection).replaceAll('.', '%2E'));
  return {
    runs: async () => {
      const names = await readdir(folder).catch((error: unknown): string[] => {
        if (isMissing(error)) return [];
        throw error;
      });
      return names.filter((name) => RUN.test(name));
    },
    filesOf: (run) => {
      if (!RUN.test(run)) throw noSuchRun(run);
      return filesIn(join(folder, run));
    },
  };
}

/** The error for a run that is not kept. */
export const noSuchRun = (run: string): AppError =>
  new AppError('NotFound', {
    message: `There is no audit “${run}”.`,
    nextStep: 'Choose one of the audits in the list, or start a new one.',
  });
