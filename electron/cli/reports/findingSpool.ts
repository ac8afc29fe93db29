import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findingSchema, type Finding } from '#shared/model/finding.ts';

/** Findings on disk, for reports that tell their number before the first of them. */
export interface FindingSpool {
  readonly add: (finding: Finding) => Promise<void>;
  /** All of them, from the first on. */
  readonly all: () => AsyncIterable<Finding>;
  readonly close: () => Promise<void>;
}

/** Characters gathered before they are written. */
const CHUNK = 64 * 1024;

/** Makes an empty spool in the system's folder for temporary files. */
export async function openFindingSpool(): Promise<FindingSpool> {
  const folder = await mkdtemp(join(tmpdir(), 'dynascope-report-'));
  const file = join(folder, 'findings.jsonl');
  const handle = await open(file, 'w', 0o600);
  let pending = '';
  const flush = async (): Promise<void> => {
    const text = pending;
    pending = '';
    await handle.appendFile(text);
  };
  return {
    add: async (finding) => {
      pending += `${JSON.stringify(finding)}\n`;
      if (pending.length >= CHUNK) await flush();
    },
    async *all() {
      await flush();
      for await (const line of createInterface({ input: createReadStream(file) })) {
        yield findingSchema.parse(JSON.parse(line));
      }
    },
    close: async () => {
      await handle.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
