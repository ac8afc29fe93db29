import { join } from 'node:path';
import { z } from 'zod';
import { jsonFile, type FileProblem } from './jsonFile.ts';
import { tableChoices, type TableChoices } from './tableChoices.ts';

const chosenSchema = z.array(
  z.object({ connection: z.string(), table: z.string(), file: z.string().min(1) }),
);

/** Files of reducers that the reader chose by hand, absolute, by connection and table; nothing chosen: the table's own reducer. On disk. */
export type ReducersFile = TableChoices;

/** The chosen files in `<dataFolder>/reducers.json`. A file that cannot be read is moved aside and told. */
export function reducersFile(dataFolder: string, onProblem: (problem: FileProblem) => void): ReducersFile {
  const stored = jsonFile({
    file: join(dataFolder, 'reducers.json'),
    version: 1,
    schema: chosenSchema,
    initial: [],
    onProblem,
  });
  return tableChoices(
    stored,
    ({ file }) => file,
    (ref, file) => ({ ...ref, file }),
  );
}
