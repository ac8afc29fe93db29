import { join } from 'node:path';
import { z } from 'zod';
import { layoutFileSchema, type LayoutFile } from '#shared/model/streamLayout.ts';
import { jsonFile, type FileProblem } from './jsonFile.ts';

// The layout itself is checked at its use: one that this version cannot read must not take the others with it.
const savedSchema = z.array(z.object({ connection: z.string(), name: z.string(), layout: z.json() }));

/** Layout files of the reader, by connection and name; on disk. */
export interface SavedLayoutsFile {
  /** Those of a connection that can be read, in the order of names. */
  readonly list: (connection: string) => Promise<readonly LayoutFile[]>;
  /** Keeps a layout, in place of one of the same name. */
  readonly save: (connection: string, layout: LayoutFile) => Promise<void>;
  readonly remove: (connection: string, name: string) => Promise<void>;
}

const byName = (a: LayoutFile, b: LayoutFile): number => (a.name < b.name ? -1 : 1);

/** The saved layouts in `<dataFolder>/savedLayouts.json`. A file that cannot be read is moved aside and told. */
export function savedLayoutsFile(
  dataFolder: string,
  onProblem: (problem: FileProblem) => void,
): SavedLayoutsFile {
  const file = jsonFile({
    file: join(dataFolder, 'savedLayouts.json'),
    version: 1,
    schema: savedSchema,
    initial: [],
    onProblem,
  });
  return {
    list: async (connection) => {
      const mine = (await file.read()).filter((saved) => saved.connection === connection);
      return mine
        .flatMap(({ layout }) => {
          const read = layoutFileSchema.safeParse(layout);
          return read.success ? [read.data] : [];
        })
        .sort(byName);
    },
    save: async (connection, layout) => {
      const { name } = layout;
      const written = z.json().parse(JSON.parse(JSON.stringify(layout)));
      await file.change((before) => [
        ...before.filter((saved) => saved.connection !== connection || saved.name !== name),
        { connection, name, layout: written },
      ]);
    },
    remove: async (connection, name) => {
      await file.change((before) =>
        before.filter((saved) => saved.connection !== connection || saved.name !== name),
      );
    },
  };
}
