import type { ReducerChoice } from '#shared/model/reducerSpec.ts';
import type { Reducer } from '../replay/reducer.ts';
import { openReducer } from '../replay/reducers/openReducer.ts';
import type { CliContext } from './context.ts';

/** The reducer that a table's layout states. A file is run only when it is named with `--reducer`. */
export function statedReducer(choice: ReducerChoice, { say }: Pick<CliContext, 'say'>): Reducer {
  if (choice.kind !== 'module') return openReducer(choice);
  say(`The layout names the reducer ${choice.file}; it is run only with: --reducer ${choice.file}`);
  return openReducer({ kind: 'none' });
}
