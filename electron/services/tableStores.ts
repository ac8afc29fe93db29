import type { TableRef, TaskRef } from '#shared/contract/common.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { ReplaySetup } from '../replay/reducers/replaySetup.ts';
import { dynamoDeadLetterStore } from '../stores/deadLetters/dynamoDeadLetterStore.ts';
import { dynamoStreamStore } from '../stores/streams/dynamoStreamStore.ts';
import type { TaskReads } from '../stores/streams/streamStore.ts';
import { dynamoTaskEventStore } from '../stores/taskEvents/dynamoTaskEventStore.ts';
import { keyOf, META_KEY } from '../stores/taskEvents/keys.ts';
import type { ConnectionService } from './connections.ts';
import type { WithLetterStores } from './deadLettersRedrive.ts';
import type { TableService } from './tables.ts';
import type { WithReads, WithStore } from './withStore.ts';

/** The stores of tables, each as its layout says. */
export interface TableStores {
  /** For writing too. @throws `InvalidInput` for a table that is read by a layout file: nothing is written through one */
  readonly withTasks: WithStore;
  /** Dead letters and their tasks. @throws `InvalidInput` likewise: other layouts keep theirs in ways of their own */
  readonly withLetters: WithLetterStores;
  readonly withReads: WithReads;
  /** The stored item that an event of a task was read from; without an event that of the projection. */
  readonly storedItem: (
    ref: TaskRef,
    event: { readonly seq: number; readonly key: string } | undefined,
    signal: AbortSignal,
  ) => Promise<AttributeMap | undefined>;
  /** How streams are folded; undefined: as those of tasks. */
  readonly setupOf: (ref: TableRef) => Promise<ReplaySetup | undefined>;
  /** Whether the end of a stream can be looked at by a small read. */
  readonly isFollowed: (ref: TableRef) => Promise<boolean>;
}

const NEVER = new AbortController().signal;

/** Makes the stores of tables. */
export function createTableStores({
  use,
  tables,
}: {
  readonly use: ConnectionService['use'];
  readonly tables: Pick<TableService, 'streams'>;
}): TableStores {
  const layoutOf = async (ref: TableRef) => (await tables.streams(ref, NEVER))?.compiled;
  const mustBeOfTasks = async (ref: TableRef): Promise<void> => {
    const layout = await layoutOf(ref);
    if (layout !== undefined) throw readOnly(ref.table, layout.file.name);
  };
  return {
    withTasks: async (ref, work) => {
      await mustBeOfTasks(ref);
      return use(ref.connection, (dynamo) => work(dynamoTaskEventStore(dynamo, { table: ref.table })));
    },
    withLetters: async ({ connection, table }, work) => {
      await mustBeOfTasks({ connection, table });
      return use(connection, (dynamo) =>
        work({
          letters: dynamoDeadLetterStore(dynamo, { table }),
          events: dynamoTaskEventStore(dynamo, { table }),
        }),
      );
    },
    withReads: async (ref, work) => {
      const layout = await layoutOf(ref);
      return use(ref.connection, (dynamo) => {
        const store: TaskReads =
          layout === undefined
            ? dynamoTaskEventStore(dynamo, { table: ref.table })
            : dynamoStreamStore(dynamo, { table: ref.table, layout });
        return work(store);
      });
    },
    storedItem: async (ref, event, signal) => {
      const layout = await layoutOf(ref);
      const { table, task } = ref;
      return use(ref.connection, async (dynamo) => {
        if (layout === undefined) {
          const key = keyOf(task, event?.key ?? META_KEY);
          return (await dynamo.getItem({ table, key, consistent: true }, { signal })).item;
        }
        const store = dynamoStreamStore(dynamo, { table, layout });
        return event === undefined
          ? store.projectionItem(task, { signal })
          : store.eventItem(task, event, { signal });
      });
    },
    setupOf: async (ref) => {
      const layout = await layoutOf(ref);
      if (layout === undefined) return undefined;
      const { file, rules } = layout;
      const { reducer } = file;
      // A file is run only when the reader has chosen it, never because a layout names it.
      return { layout: file, rules, reducer: reducer.kind === 'module' ? { kind: 'none' } : reducer };
    },
    isFollowed: async (ref) => {
      const layout = await layoutOf(ref);
      return layout === undefined || layout.foundByQuery;
    },
  };
}

const readOnly = (table: string, layout: string): AppError =>
  new AppError('InvalidInput', {
    message: `“${table}” is read by the layout “${layout}”, and nothing is written through a layout.`,
    nextStep: 'Write to it with the program that it belongs to.',
  });
