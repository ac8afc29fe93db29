import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { attributeMapSchema } from '#shared/model/attributeValue.ts';
import { isMissing } from './fileErrors.ts';
import { parsedFile } from './parsedFile.ts';

/** What files of passes are called. */
const PASS = /^pass-[\w-]+\.txt$/;

const planSchema = z.object({
  segments: z.int(),
  inFlight: z.int(),
  limit: z.int().optional(),
  samplesUnits: z.boolean().optional(),
  ranges: z
    .object({ hash: z.string(), range: z.string().optional(), bounds: z.array(z.string()).readonly() })
    .optional(),
});

const scanSchema = z.object({
  table: z.string(),
  /** What the pass is told of its items. */
  as: z.string().optional(),
  plan: planSchema,
  /** Where each segment goes on; null: it has ended. */
  position: z.record(z.string(), attributeMapSchema.nullable()),
});

const placeSchema = z.object({
  /** Of every table that is read, in their order. */
  scans: z.array(scanSchema),
  /** How much of the file of findings had been written. */
  bytes: z.int().min(0),
  items: z.int(),
  units: z.number(),
  unitsEstimated: z.boolean().optional(),
  seconds: z.number(),
});

const storedSchema = z.discriminatedUnion('version', [
  placeSchema.extend({ version: z.literal(2), pass: z.string() }),
  placeSchema.extend({ version: z.literal(3), passFile: z.string().regex(PASS) }),
]);

/** Where a run can go on. `pass`: what its pass had come to; opaque. */
export type AuditCheckpoint = z.infer<typeof placeSchema> & { readonly pass: string };

/** The checkpoint of one run, on disk. */
interface CheckpointFiles {
  /** Undefined where there is none to go on from. */
  readonly read: () => Promise<AuditCheckpoint | undefined>;
  readonly write: (checkpoint: AuditCheckpoint) => Promise<void>;
  readonly drop: () => Promise<void>;
}

const textIn = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** How much of a text is made bytes of at once: no longer than a few milliseconds. */
const SLICE = 1 << 18;

/** Writes a new file, slice by slice: what is many megabytes would otherwise hold up everything while it is encoded. */
async function writeText(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    for (let from = 0; from < text.length;) {
      // No pair of surrogates is cut in two.
      const last = text.charCodeAt(from + SLICE - 1);
      const to = from + SLICE - (last >= 0xd800 && last < 0xdc00 ? 1 : 0);
      await handle.appendFile(text.slice(from, to));
      from = to;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * The checkpoint in `folder`. What the pass had come to is many megabytes of text: it lies in a file of its own, as it
 * is, for writing it into JSON would hold up everything else. A checkpoint names its file, so that until the next one
 * is written whole the one before holds.
 */
export function checkpointFiles(folder: string): CheckpointFiles {
  const checkpoint = join(folder, 'checkpoint.json');
  const removePasses = async (but: string | undefined): Promise<void> => {
    const names = await readdir(folder).catch((error: unknown): string[] => {
      if (isMissing(error)) return [];
      throw error;
    });
    const old = names.filter((name) => PASS.test(name) && name !== but);
    await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
  };
  return {
    async read() {
      const stored = await parsedFile(checkpoint, storedSchema);
      if (stored === undefined) return undefined;
      const { scans, bytes, items, units, unitsEstimated, seconds } = stored;
      const pass = stored.version === 2 ? stored.pass : await textIn(join(folder, stored.passFile));
      return pass === undefined ? undefined : { scans, bytes, items, units, unitsEstimated, seconds, pass };
    },
    async write({ pass, ...place }) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const passFile = `pass-${randomUUID()}.txt`;
      const stored: z.infer<typeof storedSchema> = { version: 3, ...place, passFile };
      try {
        await writeText(join(folder, passFile), pass);
        await writeFileAtomic(checkpoint, JSON.stringify(stored), { mode: 0o600 });
      } catch (error) {
        // A full disk is not to be filled further by what nothing names.
        await rm(join(folder, passFile), { force: true }).catch(() => undefined);
        throw error;
      }
      // What cannot be removed now is removed with the next ones; the checkpoint itself holds.
      await removePasses(passFile).catch(() => undefined);
    },
    async drop() {
      await rm(checkpoint, { force: true });
      await removePasses(undefined);
    },
  };
}
