import { dirname, resolve } from 'node:path';
import { AppError } from '#shared/errors/appError.ts';
import type { KeySchema } from '#shared/model/layout.ts';
import type { ReducerChoice } from '#shared/model/reducerSpec.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { TASK_RULES, type StreamRules } from '#shared/model/taskItem.ts';
import { describeTable } from '../layouts/describe.ts';
import { hasKeyOf } from '../layouts/detectStreams.ts';
import { requireFit } from '../layouts/fit.ts';
import { streamLayoutOf } from '../layouts/streams/builtInLayouts.ts';
import type { CompiledLayout } from '../layouts/streams/compiledLayout.ts';
import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { dynamoStreamStore } from '../stores/streams/dynamoStreamStore.ts';
import type { TaskReads } from '../stores/streams/streamStore.ts';
import { dynamoTaskEventStore } from '../stores/taskEvents/dynamoTaskEventStore.ts';
import { layoutNamed } from './auditSetup.ts';
import type { Connected } from './deps.ts';
import { wrongUse } from './exitStatus.ts';

/** A table whose streams can be read, and how its layout has them folded and checked. */
export interface StreamTable {
  readonly store: TaskReads;
  readonly rules: StreamRules;
  /** The file of a module is absolute. */
  readonly reducer: ReducerChoice;
  /** The layout file made ready; undefined for tasks, as the layout `task` has them. */
  readonly layout: CompiledLayout | undefined;
  /** Whether the streams are tasks, as the layout `task` has them. */
  readonly isTasks: boolean;
}

/** Layouts that hold no streams of events. */
const NO_STREAMS: ReadonlySet<string> = new Set(['record', 'request', 'workspace', 'stream', 'other']);

/** The layout of a table's streams: a saved one, a built-in one, or a file. @throws `InvalidInput` */
async function layoutOf({ layouts }: Pick<Connected, 'layouts'>, named: string): Promise<LayoutFile> {
  if (NO_STREAMS.has(named)) {
    throw wrongUse(
      `Tables of the layout “${named}” hold no streams of events.`,
      'Name the layout of one that does, or a layout file.',
    );
  }
  const saved = await layouts?.(named);
  if (saved !== undefined) return saved;
  const layout = await layoutNamed(named);
  const { reducer } = layout;
  if (reducer.kind !== 'module' || streamLayoutOf(named) !== undefined) return layout;
  return { ...layout, reducer: { ...reducer, file: resolve(dirname(named), reducer.file) } };
}

const keyWords = ({ hash, range }: KeySchema): string =>
  [hash, ...(range === undefined ? [] : [range])].map(({ name, type }) => `${name} ${type}`).join(', ');

function requireKey(table: string, found: KeySchema, layout: LayoutFile): void {
  if (hasKeyOf(found, layout)) return;
  const { partition, sort } = layout.key;
  const expected = keyWords({ hash: partition, ...(sort === undefined ? {} : { range: sort }) });
  throw new AppError('SchemaMismatch', {
    message: `The table “${table}” cannot be read in the layout “${layout.name}” (key: expected ${expected}, found ${keyWords(found)}).`,
    nextStep: 'Name another layout, or leave it as detected.',
    details: { table, differences: [{ what: 'key', expected, found: keyWords(found) }] },
  });
}

/**
 * The streams of a table. Its layout is detected unless it is named: by the name of a layout, saved or built in, or as
 * a file.
 * @throws `InvalidInput` for a layout without streams, or none at all; `SchemaMismatch` when the key cannot carry the
 * one named; `TableNotFound`
 */
export async function streamTableOf(
  connected: Pick<Connected, 'dynamo' | 'layouts'>,
  table: string,
  named: string | undefined,
  signal: AbortSignal,
): Promise<StreamTable> {
  const { dynamo } = connected;
  const tasks: StreamTable = {
    store: dynamoTaskEventStore(dynamo, { table }),
    rules: TASK_RULES,
    reducer: { kind: 'task' },
    layout: undefined,
    isTasks: true,
  };
  const read = (file: LayoutFile): StreamTable => {
    const layout = compileLayout(file);
    return {
      store: dynamoStreamStore(dynamo, { table, layout }),
      rules: layout.rules,
      reducer: file.reducer,
      layout,
      isTasks: false,
    };
  };
  if (named === 'task') {
    requireFit(await dynamo.describeTable(table, { signal }), named);
    return tasks;
  }
  if (named !== undefined) {
    const file = await layoutOf(connected, named);
    requireKey(table, (await dynamo.describeTable(table, { signal })).key, file);
    return read(file);
  }
  const { layout, detectedStreams } = await describeTable(dynamo, table, { signal });
  if (layout === 'task') return tasks;
  const found = detectedStreams === undefined ? undefined : streamLayoutOf(detectedStreams);
  if (found !== undefined) return read(found);
  throw wrongUse(
    `The table “${table}” does not look like a table of events (its layout: ${layout}).`,
    'If it is one, name its layout, or the file of one, with --layout.',
  );
}
