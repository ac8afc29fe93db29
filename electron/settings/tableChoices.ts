import type { TableRef } from '#shared/contract/common.ts';
import type { JsonFile } from './jsonFile.ts';

/** One thing that the reader chooses by hand for tables. */
export interface TableChoices {
  /** What is chosen for a table; undefined: nothing is. */
  readonly of: (ref: TableRef) => Promise<string | undefined>;
  /** Chooses, or with undefined goes back to nothing chosen. */
  readonly choose: (ref: TableRef, chosen: string | undefined) => Promise<void>;
}

/** Choices kept in a file as a list, an entry a table; a list and no record, as a table may be called `__proto__`. */
export function tableChoices<E extends TableRef>(
  file: Pick<JsonFile<E[]>, 'read' | 'change'>,
  chosenIn: (entry: E) => string,
  entryOf: (ref: TableRef, chosen: string) => E,
): TableChoices {
  const isOf =
    ({ connection, table }: TableRef) =>
    (entry: TableRef): boolean =>
      entry.connection === connection && entry.table === table;
  return {
    of: async (ref) => (await file.read()).filter(isOf(ref)).map(chosenIn)[0],
    choose: async ({ connection, table }, chosen) => {
      const same = isOf({ connection, table });
      await file.change((before) => [
        ...before.filter((entry) => !same(entry)),
        ...(chosen === undefined ? [] : [entryOf({ connection, table }, chosen)]),
      ]);
    },
  };
}
