import { AppError } from '#shared/errors/appError.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { compareText } from '../pages/compareText.ts';

/** The items of a table with the text keys PK and SK, in memory: what the memory twins of one table share. */
export interface MemoryTable {
  /** The item at PK and SK. */
  readonly get: (hash: string, range: string) => AttributeMap | undefined;
  /** Puts any item as it is, replacing one with the same key. @throws `InvalidInput` without text keys */
  readonly put: (item: AttributeMap) => void;
  readonly remove: (hash: string, range: string) => void;
  /** The items of a partition in the order of their range keys' bytes, as a Query gives them. */
  readonly partition: (hash: string) => readonly AttributeMap[];
  /** Every item, a partition in one piece. */
  readonly all: () => readonly AttributeMap[];
}

/** Makes an empty {@link MemoryTable}. */
export function memoryTable(): MemoryTable {
  const partitions = new Map<string, Map<string, AttributeMap>>();
  const partition = (hash: string): readonly AttributeMap[] =>
    [...(partitions.get(hash) ?? new Map<string, AttributeMap>())]
      .sort(([a], [b]) => compareText(a, b))
      .map(([, item]) => item);
  return {
    get: (hash, range) => partitions.get(hash)?.get(range),
    put: (item) => {
      const hash = stringOf(item, 'PK');
      const range = stringOf(item, 'SK');
      if (hash === undefined || range === undefined) {
        throw new AppError('InvalidInput', { message: 'An item needs the text keys PK and SK.' });
      }
      const items = partitions.get(hash) ?? new Map<string, AttributeMap>();
      partitions.set(hash, items.set(range, item));
    },
    remove: (hash, range) => void partitions.get(hash)?.delete(range),
    partition,
    all: () => [...partitions.keys()].flatMap(partition),
  };
}
