import { ACTION_IDS, ACTIONS, type ActionGroup, type ActionId } from '../ui/actions/actionTable.ts';

/** One line of the list of keys. */
export interface HelpRow {
  readonly id: ActionId;
  readonly keys: readonly string[];
  /** What they do, and whether they do it where the reader is. */
  readonly words: string;
}

/** The keys of a group, in the order of the table. `isDoable`: whether an action can be done now. */
export const helpRows = (group: ActionGroup, isDoable: (id: ActionId) => boolean): readonly HelpRow[] =>
  ACTION_IDS.flatMap((id) => {
    const { group: its, keys, label } = ACTIONS[id];
    if (its !== group || keys.length === 0) return [];
    return [{ id, keys, words: isDoable(id) ? label : `${label} · not here` }];
  });
