import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { BUILT_IN_LAYOUTS, streamLayoutOf } from '../layouts/streams/builtInLayouts.ts';
import { readLayoutText } from '../layouts/streams/checkLayout.ts';
import type { ReducerSource } from '../replay/reducers/replaySetup.ts';
import { moduleFrom } from '../reducers/fileReducer.ts';
import { wrongUse } from './exitStatus.ts';

/** Memory for streams that have not ended, in bytes, unless told otherwise. */
export const DEFAULT_MEMORY_MB = 192;

const isFile = (text: string): boolean => text.endsWith('.json') || text.includes('/') || text.includes('\\');

const readText = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw wrongUse(`The file ${file} cannot be read.`, 'Check its name and its permissions.');
  }
};

/** A layout with the file of its reducer found from where the layout lies. */
function besideFile(layout: LayoutFile, file: string): LayoutFile {
  const { reducer } = layout;
  if (reducer.kind !== 'module') return layout;
  return { ...layout, reducer: { ...reducer, file: resolve(dirname(file), reducer.file) } };
}

/** The layout that `--layout` names: a built-in one, or a file. @throws `InvalidInput` */
export async function layoutNamed(text: string): Promise<LayoutFile> {
  const builtIn = streamLayoutOf(text);
  if (builtIn !== undefined) return builtIn;
  if (!isFile(text)) {
    const names = BUILT_IN_LAYOUTS.map(({ name }) => name).join(', ');
    throw wrongUse(`There is no layout “${text}”.`, `Name one of ${names}, or a file that ends in .json.`);
  }
  const read = readLayoutText(await readText(text));
  if (read.layout !== undefined) return besideFile(read.layout, text);
  const [problem] = read.problems;
  throw wrongUse(
    `${text} cannot be used as a layout: ${problem?.path ?? ''} ${problem?.says ?? ''}`,
    problem?.nextStep,
  );
}

/**
 * What folds the streams: what `--reducer` names, else what the layout says. A layout alone never makes a file run.
 * @throws `InvalidInput` for a file that cannot be read or compiled, or that only the layout names
 */
export async function reducerNamed(text: string | undefined, layout: LayoutFile): Promise<ReducerSource> {
  if (text === 'task' || text === 'none') return { kind: text };
  if (text !== undefined) return moduleFrom(resolve(text));
  const { reducer } = layout;
  if (reducer.kind !== 'module') return reducer;
  throw wrongUse(
    `The layout “${layout.name}” names a reducer file, and a layout alone never makes a file run.`,
    `Add --reducer ${reducer.file}, or --reducer none to check the streams alone.`,
  );
}
