import { join } from 'node:path';
import { z } from 'zod';
import type { TableRef } from '#shared/contract/common.ts';
import { jsonFile, type FileProblem } from './jsonFile.ts';

// A list and no record: a table may be called `__proto__`. A layout is named by any text: files of the reader are too.
const chosenSchema = z.array(
  z.object({ connection: z.string(), table: z.string(), layout: z.string().min(1) }),
);

/** Layouts that the reader chose by hand, by connection and table; on disk. */
export interface LayoutsFile {
  /** The layout chosen for a table; undefined: as detected. */
  readonly of: (ref: TableRef) => Promise<string | undefined>;
  /** Chooses, or with undefined goes back to what is detected. */
  readonly choose: (ref: TableRef, layout: string | undefined) => Promise<void>;
}

/** The chosen layouts in `<dataFolder>/layouts.json`. A file that cannot be read is moved aside and told. */
export function layoutsFile(dataFolder: string, onProblem: (problem: FileProblem) => void): LayoutsFile {
  const file = jsonFile({
    file: join(dataFolder, 'layouts.json'),
    version: 2,
    schema: chosenSchema,
    initial: [],
    onProblem,
  });
  const isOf =
    ({ connection, table }: TableRef) =>
    (chosen: TableRef): boolean =>
      chosen.connection === connection && chosen.table === table;
  return {
    of: async (ref) => (await file.read()).find(isOf(ref))?.layout,
    choose: async ({ connection, table }, layout) => {
      const same = isOf({ connection, table });
      await file.change((before) => [
        ...before.filter((chosen) => !same(chosen)),
        ...(layout === undefined ? [] : [{ connection, table, layout }]),
      ]);
    },
  };
}
