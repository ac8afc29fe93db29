import { rmSync } from 'node:fs';

/** The files of one pass. */
export interface SpillFiles {
  readonly folder: string;
  /** Lets go of a file: it is removed as soon as no checkpoint can need it. */
  readonly drop: (file: string) => void;
  /** Told that a checkpoint names `files`. */
  readonly named: (files: readonly string[]) => void;
}

/**
 * Files in `folder`, those of the checkpoint that is gone on from in `before`. What one of the last two checkpoints
 * names is kept: the latest may not have been written yet when the process dies.
 */
export function createSpillFiles(folder: string, before: readonly string[] = []): SpillFiles {
  let earlier = new Set<string>();
  let latest = new Set(before);
  let dropped: readonly string[] = [];
  const isNeeded = (file: string): boolean => earlier.has(file) || latest.has(file);
  return {
    folder,
    drop(file) {
      if (isNeeded(file)) dropped = [...dropped, file];
      else rmSync(file, { force: true });
    },
    named(files) {
      [earlier, latest] = [latest, new Set(files)];
      for (const file of dropped) if (!isNeeded(file)) rmSync(file, { force: true });
      dropped = dropped.filter(isNeeded);
    },
  };
}
