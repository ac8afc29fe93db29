import type { z } from 'zod';
import type { TableRef } from '#shared/contract/common.ts';
import type { ItemWriteOutcome } from '#shared/contract/itemWrites.ts';
import type { TextFilter } from '#shared/contract/rowLists.ts';
import type {
  PageDeletionOutcome,
  PageDeletionProgress,
  workspace,
  WorkspaceContents,
  WorkspaceItems,
  WorkspaceUserRow,
} from '#shared/contract/workspace.ts';
import { AppError, hasCode } from '#shared/errors/appError.ts';
import { EMPTY_MAP, numberTextOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { keyWords, versionOf, workspaceKey, type WorkspaceItem } from '#shared/model/workspaceItem.ts';
import {
  modelOfTable,
  WORKSPACE_MODELS,
  type WorkspaceModel,
  type WorkspaceModelName,
} from '#shared/model/workspaceModels.ts';
import type { WorkspaceStore } from '../stores/workspace/workspaceStore.ts';
import type { ItemConflicts } from './itemConflicts.ts';
import { createRowLists, type RowLists } from './rowLists.ts';
import { containsText } from './rowView.ts';
import { findItem, queryItems, wireItem } from './workspaceQueries.ts';

/** What the workspaces of a host stand on. */
export interface WorkspacesDeps {
  /** Runs `work` with the workspace whose tables have `prefix`. An outage marks the connection, and is thrown on. */
  readonly withStore: <T>(
    connection: string,
    prefix: string,
    work: (store: WorkspaceStore) => Promise<T>,
  ) => Promise<T>;
  readonly conflicts: ItemConflicts;
  readonly newId: () => string;
}

type UpdateInput = z.output<typeof workspace.update.input>;
type DeleteInput = z.output<typeof workspace.deletePage.input>;
type ItemsInput = z.output<typeof workspace.items.input>;
type PageInput = z.output<typeof workspace.contents.input>;

/** Who is told how far a deletion has come. */
export interface DeletionListener {
  readonly signal: AbortSignal;
  readonly emit: (progress: PageDeletionProgress) => Promise<void>;
}

/** The workspaces that tables of layout `workspace` belong to. */
export interface Workspaces {
  readonly users: RowLists<object, TextFilter, WorkspaceUserRow>;
  items(input: ItemsInput, signal: AbortSignal): Promise<WorkspaceItems>;
  get(
    ref: TableRef,
    model: WorkspaceModelName,
    key: AttributeMap,
    signal: AbortSignal,
  ): Promise<WorkspaceItem | undefined>;
  /** The user's bookmark or note with this id, by the indexes of the user. */
  find(
    ref: TableRef,
    userId: string,
    itemId: string,
    signal: AbortSignal,
  ): Promise<WorkspaceItem | undefined>;
  /** A lost race is an outcome with its story. @throws `InvalidInput` for what the model cannot say */
  update(input: UpdateInput, signal: AbortSignal): Promise<ItemWriteOutcome>;
  contents(page: PageInput, signal: AbortSignal): Promise<WorkspaceContents>;
  /** A lost race and leftovers are outcomes. @throws `Cancelled`; the page then stays, marked as being deleted */
  deletePage(input: DeleteInput, listener: DeletionListener): Promise<PageDeletionOutcome>;
}

/** Most of what is left over that is named to the window. */
const MOST_NAMED = 200;

const prefixOf = (table: string): string => {
  const found = modelOfTable(table);
  if (found !== undefined) return found.prefix;
  throw new AppError('InvalidInput', {
    message: `“${table}” does not end like one of a workspace’s eight tables, so the other seven are not known.`,
    nextStep: 'Open a table whose name ends in pages, widgets, groups, bookmarks, notes, and so on.',
  });
};

/** The version that a writer saw. @throws `InvalidInput` when the item cannot be locked by it */
const lockOf = (model: WorkspaceModel, key: AttributeMap, seen: AttributeMap): number => {
  const version = versionOf(seen);
  if (version !== null) return version;
  throw new AppError('InvalidInput', {
    message: `The ${keyWords(model, key)} has a version that is no whole number, so nothing can be locked by it.`,
    nextStep: 'Correct its version with the tool that wrote it.',
  });
};

/** Makes the service of workspaces. */
export function createWorkspaces({ withStore, conflicts, newId }: WorkspacesDeps): Workspaces {
  const inStore = async <T>(ref: TableRef, work: (store: WorkspaceStore) => Promise<T>): Promise<T> =>
    withStore(ref.connection, prefixOf(ref.table), work);

  const users = createRowLists<object, TextFilter, WorkspaceUserRow>({
    what: 'list of users',
    newId,
    keyOf: ({ userId }) => userId,
    matches: ({ userId }, { text }) => containsText(text, [userId]),
    order:
      () =>
      ({ userId: a }, { userId: b }) =>
        a < b ? -1 : a > b ? 1 : 0,
    read: (ref, _query, { signal, onRows }) =>
      inStore(ref, (store) => store.readUsers({ signal, onUsers: onRows })),
  });

  /** A lost write on one item, with what was met. */
  const lost = (
    ref: TableRef,
    user: string,
    loss: {
      readonly model: WorkspaceModel;
      readonly key: AttributeMap;
      readonly seen: AttributeMap;
      readonly action: string;
      readonly wanted: AttributeMap;
    },
  ) =>
    conflicts.lost({
      ref,
      entry: user,
      attempt: {
        layout: 'workspace',
        key: keyWords(loss.model, loss.key),
        action: loss.action,
        lock: 'version',
        expected: numberTextOf(loss.seen, 'version') ?? 'absent',
        wanted: loss.wanted,
      },
      seen: loss.seen,
      // Not under the caller's signal: the story is told whoever goes away now.
      readMet: () =>
        inStore(ref, async (store) => (await store.of(loss.model.name).get(loss.key))?.attributes),
    });

  const isLoss = (error: unknown): boolean => hasCode(error, 'VersionConflict') || hasCode(error, 'NotFound');

  /** Counts a user's pages again for the lists that show them. A row that cannot be counted now stays as it was. */
  const recount = async (ref: TableRef, userId: string): Promise<void> => {
    const pages = await inStore(ref, (store) => store.pages.list(userId)).catch(() => undefined);
    if (pages === undefined) return;
    users.put(ref, userId, pages.length === 0 ? undefined : { userId, pages: pages.length });
  };

  return {
    users,

    items: ({ query, from, newest, ...ref }, signal) =>
      inStore(ref, (store) => queryItems(store, query, { from, newest, signal })),

    get: (ref, model, key, signal) =>
      inStore(ref, async (store) => {
        const item = await store.of(model).get(key, { signal });
        return item === undefined ? undefined : wireItem(item);
      }),

    find: (ref, userId, itemId, signal) => inStore(ref, (store) => findItem(store, userId, itemId, signal)),

    update: async ({ model: name, key, user, seen, set, remove, writeId, ...ref }, signal) => {
      const model: WorkspaceModel = WORKSPACE_MODELS[name];
      const version = lockOf(model, key, seen);
      try {
        await inStore(ref, (store) =>
          store.of(name).update(key, version, {}, { more: set, remove, writeId, signal }),
        );
      } catch (error) {
        if (hasCode(error, 'WriteOutcomeUnknown')) return { outcome: 'unknown', message: error.message };
        if (!isLoss(error)) throw error;
        return lost(ref, user, { model, key, seen, action: 'save it', wanted: set });
      }
      // It is written, whoever goes away now: what the window shows next must say so.
      const item = await inStore(ref, (store) => store.of(name).get(key)).catch(() => undefined);
      return { outcome: 'written', item: item?.attributes ?? null };
    },

    contents: ({ userId, pageId, ...ref }, signal) =>
      inStore(ref, (store) => store.contentsOfPage(userId, pageId, { signal })),

    deletePage: async ({ userId, pageId, seen, ...ref }, { signal, emit }) => {
      const model = WORKSPACE_MODELS.page;
      const key = workspaceKey(model, userId, pageId);
      const version = lockOf(model, key, seen);
      try {
        const deleted = await inStore(ref, (store) =>
          store.deletePage({ userId, pageId, version }, { signal, onProgress: emit }),
        );
        return { outcome: 'deleted', deleted };
      } catch (error) {
        if (hasCode(error, 'WriteOutcomeUnknown')) return { outcome: 'unknown', message: error.message };
        if (hasCode(error, 'PartlyWritten')) {
          const { written = 0, unwritten = [] } = error.details ?? {};
          return {
            outcome: 'partly',
            message: error.message,
            written,
            unwritten: unwritten.slice(0, MOST_NAMED),
          };
        }
        if (!isLoss(error)) throw error;
        const action = 'delete it with everything it holds';
        return await lost(ref, userId, { model, key, seen, action, wanted: EMPTY_MAP });
      } finally {
        await recount(ref, userId);
      }
    },
  };
}
