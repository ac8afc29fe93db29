import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import type { ItemOptions, ItemTables } from './itemTables.ts';

/** A user of a workspace, and how many pages they have. */
export interface WorkspaceUser {
  readonly userId: string;
  readonly pages: number;
}

/** Who reads the users; `units` is the capacity consumed so far. */
export interface UsersOptions extends ItemOptions {
  readonly onUsers: (users: readonly WorkspaceUser[], units: number) => void | Promise<void>;
}

/** The users who have pages, each once, from the keys of the pages table: a user's pages come in one piece. */
export async function readUsers(tables: ItemTables, { onUsers, signal }: UsersOptions): Promise<void> {
  const open = new Map<number, { readonly userId: string; pages: number }>();
  let total = 0;
  const take = (segment: number, items: readonly AttributeMap[]): readonly WorkspaceUser[] => {
    const ended: WorkspaceUser[] = [];
    for (const item of items) {
      const userId = stringOf(item, 'user_id');
      const current = open.get(segment);
      if (userId === undefined) continue;
      if (current?.userId === userId) {
        current.pages += 1;
        continue;
      }
      if (current !== undefined) ended.push(current);
      open.set(segment, { userId, pages: 1 });
    }
    return ended;
  };
  for await (const { items, segment, units } of tables.scanKeys(WORKSPACE_MODELS.page, { signal })) {
    total += units;
    await onUsers(take(segment, items), total);
  }
  await onUsers([...open.values()], total);
}
