import { readFile } from 'node:fs/promises';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { describeTable } from '../layouts/describe.ts';
import { BUILT_IN_LAYOUTS, streamLayoutOf } from '../layouts/streams/builtInLayouts.ts';
import { readLayoutText } from '../layouts/streams/checkLayout.ts';
import type { ReducerSource } from '../replay/reducers/replaySetup.ts';
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

/** The layout that `--layout` names: a built-in one, or a file. @throws `InvalidInput` */
export async function layoutNamed(text: string): Promise<LayoutFile> {
  const builtIn = streamLayoutOf(text);
  if (builtIn !== undefined) return builtIn;
  if (!isFile(text)) {
    const names = BUILT_IN_LAYOUTS.map(({ name }) => name).join(', ');
    throw wrongUse(`There is no layout “${text}”.`, `Name one of ${names}, or a file that ends in .json.`);
  }
  const read = readLayoutText(await readText(text));
  if (read.layout !== undefined) return read.layout;
  const [problem] = read.problems;
  throw wrongUse(
    `${text} cannot be used as a layout: ${problem?.path ?? ''} ${problem?.says ?? ''}`,
    problem?.nextStep,
  );
}

/** The layout that a table is audited in: the one named, else the one detected. @throws `InvalidInput` when there is none */
export async function layoutOfTable(
  dynamo: Dynamo,
  table: string,
  named: string | undefined,
  signal: AbortSignal,
): Promise<LayoutFile> {
  if (named !== undefined) return layoutNamed(named);
  const { layout, detectedStreams } = await describeTable(dynamo, table, { signal });
  const found = streamLayoutOf(detectedStreams ?? layout);
  if (found !== undefined) return found;
  throw wrongUse(
    `The table “${table}” does not look like one of event streams (its layout: ${layout}).`,
    'If it is one, name its layout or the file of one with --layout.',
  );
}

/** What folds the streams: what `--reducer` names, else what the layout says. @throws `InvalidInput` */
export function reducerNamed(text: string | undefined, layout: LayoutFile): ReducerSource {
  if (text === 'task' || text === 'none') return { kind: text };
  if (text !== undefined || layout.reducer.kind === 'module') {
    throw wrongUse(
      'Reducers from a file cannot be run yet.',
      'Name task or none, or state one in the layout.',
    );
  }
  return layout.reducer;
}
