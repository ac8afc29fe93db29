import type { TaskItem } from '#shared/model/taskItem.ts';
import type { Marking, Skimmer } from './skim.ts';

/** Reads items out of the bytes of an answer. Made where layouts are known; this folder knows none. */
export interface PageReader {
  /** Where the items of an answer to Query or Scan lie: the first byte of one and the byte behind it, by turns. */
  index(page: Uint8Array): ArrayLike<number>;
  /** What the item between two such places is. Never throws. */
  read(page: Uint8Array, from: number, to: number): readonly TaskItem[];
  /** A way to read pages of the stream `taskId` that decodes only what is not plainly an event; left out: there is none. */
  skim?(taskId: string, marking: Marking): Skimmer | undefined;
  /**
   * Whether a piece of lower-case letters and digits that occurs in a text of an event surely stands in its item's bytes
   * as well: then a search looks at the bytes first, and decodes only what may match.
   */
  isLiteral(piece: string): boolean;
}
