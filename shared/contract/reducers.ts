import { z } from 'zod';
import { attributeMapSchema } from '../model/attributeValue.ts';
import { changeSchema } from '../model/diff.ts';
import { reducerStateSchema } from '../model/reducerState.ts';
import { whatIfProgressSchema, whatIfReducerSchema, whatIfReportSchema } from '../model/whatIf.ts';
import { tableRefSchema, taskRefSchema, voidSchema } from './common.ts';
import { command, query, stream } from './define.ts';

/** Most tasks that a comparison names one by one. */
export const MOST_COMPARED = 10_000;

/** What two reducers are run over: some tasks, or all of the table. */
export const whatIfWhichSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('table') }),
  z.object({ kind: z.literal('tasks'), tasks: z.array(z.string().min(1)).min(1).max(MOST_COMPARED) }),
]);

/** What two reducers are run over. */
export type WhatIfWhich = z.infer<typeof whatIfWhichSchema>;

/** The reducers that fold a table's streams. A file is run only when the reader chose it here. */
export const reducers = {
  state: query(tableRefSchema, reducerStateSchema),
  /**
   * Folds by the module in a file from now on, or with null by the table's own reducer. Watched and loaded again when it
   * changes. A path is taken in web mode only; on the desktop `pick` asks for it.
   */
  choose: command(tableRefSchema.extend({ file: z.string().min(1).nullable() }), reducerStateSchema),
  /** Asks for the file in the desktop's own dialog and folds by it; null: nothing was chosen. Refused in web mode. */
  pick: command(tableRefSchema, reducerStateSchema.nullable()),
  /** Loads the chosen file again, whether or not it has changed. */
  reload: command(tableRefSchema, reducerStateSchema),
  /** The state now and at every change, while the window looks at the table. */
  watch: stream(tableRefSchema, reducerStateSchema, voidSchema),
  /**
   * Takes a file to compare with, and names it; it folds nothing else. In web mode by its path, on the desktop by the
   * system's dialog; null: nothing was chosen.
   */
  offer: command(
    z.object({ file: z.string().min(1).optional() }),
    z.object({ id: z.string().min(1), name: z.string() }).nullable(),
  ),
  /** The states of a task after an event by two reducers, and what leads from the one to the other. */
  states: query(
    taskRefSchema.extend({ seq: z.int().min(0), a: whatIfReducerSchema, b: whatIfReducerSchema }),
    z.object({ from: attributeMapSchema, to: attributeMapSchema, changes: z.array(changeSchema) }),
  ),
  /** Runs two reducers over tasks and tells where they end differently. Writes nothing. */
  whatIf: stream(
    tableRefSchema.extend({ which: whatIfWhichSchema, a: whatIfReducerSchema, b: whatIfReducerSchema }),
    whatIfProgressSchema,
    whatIfReportSchema,
  ),
};
