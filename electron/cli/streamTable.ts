import type { ReducerChoice } from '#shared/model/reducerSpec.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { TASK_RULES, type StreamRules } from '#shared/model/taskItem.ts';
import { describeTable } from '../layouts/describe.ts';
import { requireFit } from '../layouts/fit.ts';
import { streamLayoutOf } from '../layouts/streams/builtInLayouts.ts';
import type { CompiledLayout } from '../layouts/streams/compiledLayout.ts';
import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { dynamoStreamStore } from '../stores/streams/dynamoStreamStore.ts';
import type { TaskReads } from '../stores/streams/streamStore.ts';
import { dynamoTaskEventStore } from '../stores/taskEvents/dynamoTaskEventStore.ts';
import type { Connected } from './deps.ts';
import { layoutOf, noStreams, requireKey } from './namedLayout.ts';

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

/**
 * The streams of a table. Its layout is detected unless it is named: by the name of a layout, saved or built in, or as
 * a file.
 * @throws `InvalidInput` for a layout without streams, or none at all; `SchemaMismatch` when the key cannot carry the
 * one named; `TableNotFound`
 */
export async function streamTableOf(
  connected: Pick<Connected, 'dynamo' | 'layouts' | 'chosenLayout'>,
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
    const file = await layoutOf(connected.layouts, named);
    requireKey(table, (await dynamo.describeTable(table, { signal })).key, file);
    return read(file);
  }
  const { layout, detectedStreams } = await describeTable(dynamo, table, { signal });
  if (layout === 'task') return tasks;
  const found = detectedStreams === undefined ? undefined : streamLayoutOf(detectedStreams);
  if (found !== undefined) return read(found);
  throw await noStreams(connected, table, layout);
}
