import type { FieldBlame, FieldChange, FieldHistory } from '#shared/contract/blame.ts';
import type { DiffPath } from '#shared/model/diff.ts';
import type { Replayed } from '../replayed.ts';
import type { RowRange } from '../rowRange.ts';
import { createFieldAnalyses } from './fieldAnalyses.ts';

/** Rows of the changes of a field found so far, and how many there are. */
export interface FieldChangePage {
  readonly version: number;
  readonly total: number;
  readonly rows: readonly FieldChange[];
}

/** Who changed what in one task. What may take long is done in slices: ask again until it is `complete`. */
export interface FieldSession {
  /** Which event last changed each field of the state at `seq`. */
  blame(seq: number): FieldBlame;
  /** The history of a field in at most `buckets` points. */
  history(path: DiffPath, buckets: number): FieldHistory;
  /** Changes of a field that `history` has found so far, oldest first. */
  fieldChanges(path: DiffPath, range: RowRange): FieldChangePage;
}

/** Makes the field analyses of a session; they begin again whenever its version has changed. */
export function createFieldSession(stream: () => Replayed, versionNow: () => number): FieldSession {
  const analyses = createFieldAnalyses(stream);
  let version = versionNow();

  const upToDate = (): number => {
    if (versionNow() !== version) analyses.clear();
    version = versionNow();
    return version;
  };

  return {
    blame: (seq) => ({ version: upToDate(), ...analyses.blame(seq) }),
    history: (path, buckets) => ({ version: upToDate(), ...analyses.history(path, buckets) }),
    fieldChanges: (path, { from, to }) => ({ version: upToDate(), ...analyses.changes(path, from, to) }),
  };
}
