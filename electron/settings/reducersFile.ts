import { join } from 'node:path';
import { z } from 'zod';
import type { TableRef } from '#shared/contract/common.ts';
import { jsonFile, type FileProblem } from './jsonFile.ts';

// A list and no record: a table may be called `__proto__`.
const chosenSchema = z.array(
  z.object({ connection: z.string(), table: z.string(), file: z.string().min(1) }),
);

/** Files of reducers that the reader chose by hand, by connection and table; on disk. */
export interface ReducersFile {
  /** The file chosen for a table, absolute; undefined: its own reducer. */
  readonly of: (ref: TableRef) => Promise<string | undefined>;
  /** Chooses, or with undefined goes back to the table's own reducer. */
  readonly choose: (ref: TableRef, file: string | undefined) => Promise<void>;
}

/** The chosen files in `<dataFolder>/reducers.json`. A file that cannot be read is moved aside and told. */
export function reducersFile(dataFolder: string, onProblem: (problem: FileProblem) => void): ReducersFile {
  const stored = jsonFile({
    file: join(dataFolder, 'reducers.json'),
    version: 1,
    schema: chosenSchema,
    initial: [],
    onProblem,
  });
  const isOf =
    ({ connection, table }: TableRef) =>
    (chosen: TableRef): boolean =>
      chosen.connection === connection && chosen.table === table;
  return {
    of: async (ref) => (await stored.read()).find(isOf(ref))?.file,
    choose: async ({ connection, table }, file) => {
      const same = isOf({ connection, table });
      await stored.change((before) => [
        ...before.filter((chosen) => !same(chosen)),
        ...(file === undefined ? [] : [{ connection, table, file }]),
      ]);
    },
  };
}
