import type { Dynamo } from '../dynamo/dynamo.ts';
import { describeTable } from '../layouts/describe.ts';
import { requireFit } from '../layouts/fit.ts';
import { dynamoTaskEventStore } from '../stores/taskEvents/dynamoTaskEventStore.ts';
import type { TaskEventStore } from '../stores/taskEvents/taskEventStore.ts';
import { wrongUse } from './exitStatus.ts';

/**
 * The task events of a table. Its layout is detected unless it is named; `task` is the only one whose tasks can be
 * read so far.
 * @throws `InvalidInput` for another layout; `SchemaMismatch` when the key cannot carry the one named;
 * `TableNotFound`
 */
export async function taskStoreOf(
  dynamo: Dynamo,
  table: string,
  layout: string | undefined,
  signal: AbortSignal,
): Promise<TaskEventStore> {
  if (layout === 'task') requireFit(await dynamo.describeTable(table, { signal }), layout);
  const found = layout ?? (await describeTable(dynamo, table, { signal })).layout;
  if (found === 'task') return dynamoTaskEventStore(dynamo, { table });
  throw layout === undefined
    ? wrongUse(
        `The table “${table}” does not look like a table of task events (its layout: ${found}).`,
        'If it is one, say --layout task.',
      )
    : wrongUse(`Tasks of the layout “${layout}” cannot be read yet.`, 'Tasks are read from the layout task.');
}
