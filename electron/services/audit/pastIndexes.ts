import type { AuditFiles } from '../../settings/auditFolder.ts';
import { createFindingIndex, type FindingIndex } from './findingIndex.ts';
import { readFindings } from './readFindings.ts';

/** Indexes that are kept: the one looked at, and the one that it is compared with. */
const KEPT_INDEXES = 3;

/** Indexes of the findings of past runs: read from disk once, and the last few kept. */
export interface PastIndexes {
  get(key: string): FindingIndex | undefined;
  keep(key: string, index: FindingIndex): void;
  forget(key: string): void;
  /** Forgets an index of which less was known when it was read: another program may have gone on with the run. */
  forgetOlder(key: string, found: number): void;
  /** Reads findings into an index and keeps it; who asks meanwhile gets the same. `found`: how many are known of. */
  read(key: string, found: number, files: Pick<AuditFiles, 'findings'>): Promise<FindingIndex>;
}

async function indexed(files: Pick<AuditFiles, 'findings'>): Promise<FindingIndex> {
  const index = createFindingIndex();
  await readFindings(files.findings(), (stored) => {
    index.add(stored);
    return true;
  });
  return index;
}

/** Keeps nothing as yet. */
export function createPastIndexes(): PastIndexes {
  const kept = new Map<string, { readonly found: number; readonly index: FindingIndex }>();
  const reading = new Map<string, { readonly found: number; readonly index: Promise<FindingIndex> }>();

  const keep = (key: string, index: FindingIndex, found = index.length): void => {
    kept.set(key, { index, found });
    for (const old of [...kept.keys()].slice(0, -KEPT_INDEXES)) kept.delete(old);
  };
  return {
    get: (key) => kept.get(key)?.index,
    keep: (key, index) => keep(key, index),
    forget: (key) => {
      kept.delete(key);
      reading.delete(key);
    },
    forgetOlder: (key, found) => {
      const known = kept.get(key);
      // Lines that cannot be read make it shorter, however often it is read.
      if (known !== undefined && found > Math.max(known.found, known.index.length)) kept.delete(key);
      if (found > (reading.get(key)?.found ?? found)) reading.delete(key);
    },
    read: async (key, found, files) => {
      const known = reading.get(key);
      if (known !== undefined) return known.index;
      const own = { found, index: indexed(files) };
      reading.set(key, own);
      try {
        const index = await own.index;
        // Not when it was forgotten meanwhile.
        if (reading.get(key) === own) keep(key, index, found);
        return index;
      } finally {
        if (reading.get(key) === own) reading.delete(key);
      }
    },
  };
}
