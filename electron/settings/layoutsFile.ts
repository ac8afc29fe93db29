import { join } from 'node:path';
import { z } from 'zod';
import { jsonFile, type FileProblem } from './jsonFile.ts';
import { tableChoices, type TableChoices } from './tableChoices.ts';

// A layout is named by any text: files of the reader are too.
const chosenSchema = z.array(
  z.object({ connection: z.string(), table: z.string(), layout: z.string().min(1) }),
);

/** Layouts that the reader chose by hand, by connection and table; nothing chosen: as detected. On disk. */
export type LayoutsFile = TableChoices;

/** The chosen layouts in `<dataFolder>/layouts.json`. A file that cannot be read is moved aside and told. */
export function layoutsFile(dataFolder: string, onProblem: (problem: FileProblem) => void): LayoutsFile {
  const file = jsonFile({
    file: join(dataFolder, 'layouts.json'),
    version: 2,
    schema: chosenSchema,
    initial: [],
    onProblem,
  });
  return tableChoices(
    file,
    ({ layout }) => layout,
    (ref, layout) => ({ ...ref, layout }),
  );
}
