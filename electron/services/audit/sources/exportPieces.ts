import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '#shared/errors/appError.ts';
import { isMissing } from '../../../settings/fileErrors.ts';
import type { AuditPieces } from './auditPiece.ts';
import { linePieces } from './linePieces.ts';

/** A file of items. */
export interface DataFile {
  readonly path: string;
  /** The MD5 of its bytes in base64, where a manifest tells it. */
  readonly md5?: string | undefined;
}

/** An export of a table to S3, in a folder. */
export interface ExportFolder {
  readonly files: readonly DataFile[];
  /** Items that it says to hold; undefined where it has no manifest. */
  readonly items: number | undefined;
  /** The list of files that was looked for and is not there: then every file that may hold items is read. */
  readonly missing?: string | undefined;
}

const summarySchema = z.looseObject({
  outputFormat: z.string().optional(),
  exportType: z.string().optional(),
});

const fileSchema = z.looseObject({
  itemCount: z.int().min(0),
  dataFileS3Key: z.string().min(1),
  md5Checksum: z.string().optional(),
});

const refuse = (message: string, nextStep: string): AppError =>
  new AppError('InvalidInput', { message, nextStep });

/** What a folder must be to be an export. */
export const EXPORT_FOLDER =
  'Name the folder of the export itself: it holds manifest-summary.json, manifest-files.json and data.';

const read = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });

const parse = <T>(schema: z.core.$ZodType<T>, text: string, file: string): T => {
  try {
    return z.parse(schema, JSON.parse(text));
  } catch (cause) {
    throw new AppError('CorruptFile', {
      message: `${file} is not the manifest of a DynamoDB export.`,
      nextStep: 'Get the export again.',
      cause,
    });
  }
};

/** Refuses what cannot be audited as the state of a table. */
function checkSummary({ outputFormat, exportType }: z.infer<typeof summarySchema>): void {
  if (outputFormat === 'ION') {
    throw refuse(
      'The export is in Amazon Ion, which is not read here.',
      'Export the table again in the format DynamoDB JSON.',
    );
  }
  if (exportType?.startsWith('INCREMENTAL') === true) {
    throw refuse(
      'The export is incremental: it holds what changed in a time, not what the table held.',
      'Audit a full export.',
    );
  }
}

/** Data files without a manifest: whatever lies in the folder. */
async function unlisted(folder: string): Promise<readonly DataFile[]> {
  for (const place of [join(folder, 'data'), folder]) {
    const names = await readdir(place).catch(() => []);
    if (names.some((name) => /\.ion(\.gz)?$/.test(name))) checkSummary({ outputFormat: 'ION' });
    const files = names.filter((name) => /\.json(\.gz)?$/.test(name) && !name.startsWith('manifest-'));
    if (files.length > 0) return files.sort().map((name) => ({ path: join(place, name) }));
  }
  throw refuse(
    `There is no export in ${folder}: it holds no manifest-files.json, and neither it nor its folder “data” holds a .json or .json.gz file.`,
    EXPORT_FOLDER,
  );
}

/** @throws `InvalidInput` for what is no folder */
async function checkFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) throw refuse(`There is no folder ${folder}.`, 'Check its name.');
  if (!found.isDirectory()) {
    throw refuse(
      `${folder} is a file, not the folder of an export.`,
      `${EXPORT_FOLDER} A file of items is read with --file.`,
    );
  }
}

/**
 * Finds the data files of a full export to S3. A folder without its manifests is taken as it is.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
 * @throws `InvalidInput` for a folder that holds none, for Ion, for an incremental export, for a file that the manifest names and that is not there
 */
export async function openExport(folder: string): Promise<ExportFolder> {
  await checkFolder(folder);
  const summaryFile = join(folder, 'manifest-summary.json');
  const summary = await read(summaryFile);
  if (summary !== undefined) checkSummary(parse(summarySchema, summary, summaryFile));
  const listFile = join(folder, 'manifest-files.json');
  const list = await read(listFile);
  if (list === undefined) return { files: await unlisted(folder), items: undefined, missing: listFile };
  const entries = list
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => parse(fileSchema, line, listFile));
  const files = entries.map(({ dataFileS3Key, md5Checksum: md5 }) => ({
    path: join(folder, 'data', basename(dataFileS3Key)),
    md5,
  }));
  for (const { path: file } of files) {
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile() !== true) {
      throw refuse(
        `The manifest names ${basename(file)}, which is not in ${join(folder, 'data')}.`,
        'Copy the whole export: what is missing would look like missing events.',
      );
    }
    if (/\.ion(\.gz)?$/.test(file)) checkSummary({ outputFormat: 'ION' });
  }
  return { files, items: entries.reduce((sum, { itemCount }) => sum + itemCount, 0) };
}

/** The bytes of a file as they are read, each of them told to `hash`. */
async function* hashed(path: string, hash: Hash): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks: AsyncIterable<Uint8Array> = createReadStream(path, { highWaterMark: CHUNK });
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

const CHUNK = 256 * 1024;

/**
 * The items of files, one file after another; each is a segment, numbered from `first`.
 * @throws `CorruptFile` at the end of a file that does not have the checksum told of it
 */
export async function* filePieces(
  files: readonly DataFile[],
  {
    first = 0,
    table,
    signal,
  }: { readonly first?: number; readonly table?: string | undefined; readonly signal: AbortSignal },
): AuditPieces {
  for (const [index, { path, md5 }] of files.entries()) {
    // A checksum of a copy, not a secret: MD5 is what the manifest has.
    const hash = createHash('md5');
    const source = Readable.from(hashed(path, hash), { objectMode: false });
    yield* linePieces(source, { name: basename(path), segment: first + index, table, signal });
    if (md5 === undefined || hash.digest('base64') === md5) continue;
    throw new AppError('CorruptFile', {
      message: `${basename(path)} is not the file that was exported: its MD5 checksum is not the one in the manifest.`,
      nextStep: 'Copy the whole export again: what was changed would look like a fault of the table.',
    });
  }
}
