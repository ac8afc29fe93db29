import { describe, expect, it } from 'vitest';
import type { PageDeletionProgress, WorkspaceUserRow } from '#shared/contract/workspace.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import { workspaceKey } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import { memoryItemTables } from '../stores/workspace/memoryItemTables.ts';
import { seedPage, smallPage } from '../stores/workspace/workspaceStore.fixture.ts';
import { workspaceStore, type WorkspaceStore } from '../stores/workspace/workspaceStore.ts';
import { createItemConflicts } from './itemConflicts.ts';
import { createWorkspaces } from './workspace.ts';

const ref = { connection: 'embedded', table: 'dev-notes' };
const never = new AbortController().signal;
const HOME = workspaceKey(WORKSPACE_MODELS.page, 'ann', 'home');

/** A service over a workspace in memory with a page of ann's; `broken` replaces methods of the store. */
async function served(broken: Partial<WorkspaceStore> = {}) {
  const store = workspaceStore(memoryItemTables());
  const journalled: Conflict[] = [];
  const prefixes: string[] = [];
  let lists = 0;
  const service = createWorkspaces({
    withStore: (_connection, prefix, work) => {
      prefixes.push(prefix);
      return work({ ...store, ...broken });
    },
    conflicts: createItemConflicts({
      journalFor: () => ({ record: (conflict) => Promise.resolve(void journalled.push(conflict)) }),
      clock: () => 0,
      newId: () => 'c-1',
      warn: () => undefined,
    }),
    newId: () => `list-${(lists += 1)}`,
  });
  const counts = await seedPage(store, 'ann', 'home', smallPage);
  await store.pages.create({ user_id: 'ben', page_id: 'b', name: 'Ben' });
  const seen = (await store.pages.get(HOME))?.attributes ?? {};
  return { store, service, journalled, prefixes, counts, seen };
}

const change = { ...ref, user: 'ann', model: 'page' as const, key: HOME, remove: [], writeId: 'w' };
const deletion = { ...ref, userId: 'ann', pageId: 'home' };

describe('workspaces', () => {
  it('takes the prefix from whichever of the eight tables is open', async () => {
    const { service, prefixes } = await served();
    for (const table of ['pages', 'x-tag_associations', 'dev.Groups']) {
      await service.contents({ ...deletion, table }, never);
    }
    expect(prefixes).toEqual(['', 'x-', 'dev.']);
    await expect(service.contents({ ...deletion, table: 'things' }, never)).rejects.toMatchObject({
      code: 'InvalidInput',
    });
  });

  it('lists users, and takes out who has no page any more', async () => {
    const { service, seen } = await served();
    const closing = new AbortController();
    let handle = '';
    let over: Promise<void> = Promise.resolve();
    await new Promise<void>((complete) => {
      over = service.users.open(
        ref,
        {},
        {
          signal: closing.signal,
          emit: (progress) => {
            handle = progress.handle;
            if (progress.complete) complete();
            return Promise.resolve();
          },
        },
      );
    });
    const rows = async (): Promise<readonly WorkspaceUserRow[]> =>
      (await service.users.range(handle, { text: '' }, { from: 0, to: 9 })).rows;
    expect(await rows()).toEqual([
      { userId: 'ann', pages: 1 },
      { userId: 'ben', pages: 1 },
    ]);
    await service.deletePage({ ...deletion, seen }, { signal: never, emit: () => Promise.resolve() });
    expect(await rows()).toEqual([{ userId: 'ben', pages: 1 }]);
    closing.abort();
    await over;
  });

  it('reads a tree piece by piece, and by every index', async () => {
    const { service } = await served();
    const ask = async (query: Parameters<typeof service.items>[0]['query']) =>
      (await service.items({ ...ref, query, from: undefined, newest: true }, never)).items.length;
    expect(await ask({ list: 'pages', userId: 'ann' })).toBe(1);
    expect(await ask({ list: 'widgets', userId: 'ann', pageId: 'home' })).toBe(2);
    expect(await ask({ list: 'widgets', userId: 'ben', pageId: 'home' })).toBe(0);
    expect(await ask({ list: 'groups', userId: 'ann', widgetId: 'ann-home-w0' })).toBe(1);
    expect(await ask({ list: 'bookmarks', groupId: 'ann-home-w0-g0' })).toBe(3);
    expect(await ask({ list: 'notes', groupId: 'ann-home-w0-g0' })).toBe(2);
    expect(await ask({ list: 'tagsOfItem', itemId: 'ann-home-w0-g0-b0' })).toBe(1);
    expect(await ask({ list: 'itemsOfTag', tag: 'all' })).toBe(6);
    expect(await ask({ list: 'sharesOfUser', userId: 'ann' })).toBe(1);
    expect(await ask({ list: 'bookmarksOfUser', userId: 'ann' })).toBe(6);
    expect(await ask({ list: 'notesOfUser', userId: 'ben' })).toBe(0);
  });

  it('finds a bookmark or a note by its id alone, of its user only', async () => {
    const { service, store } = await served();
    for (let n = 0; n < 600; n += 1) {
      const note_id = `many-${n}`;
      await store.notes.create({ group_id: 'ann-home-w0-g0', note_id, user_id: 'ann', content: '' });
    }
    const find = async (userId: string, itemId: string) =>
      (await service.find(ref, userId, itemId, never))?.model;
    expect(await find('ann', 'ann-home-w1-g0-b2')).toBe('bookmark');
    expect(await find('ann', 'many-599')).toBe('note');
    expect(await find('ben', 'many-599')).toBeUndefined();
    expect(await find('ann', 'none')).toBeUndefined();
  });

  it('saves under the version that was seen, and gives back what is stored', async () => {
    const { service, seen } = await served();
    const outcome = await service.update({ ...change, seen, set: { name: { S: 'New' } } }, never);
    expect(outcome).toMatchObject({
      outcome: 'written',
      item: { name: { S: 'New' }, version: { N: '2' } },
    });
    const read = await service.get(ref, 'page', HOME, never);
    expect(read).toMatchObject({ version: 2, model: 'page' });
  });

  it('tells a lost save as a conflict with its story, and journals it', async () => {
    const { service, store, seen, journalled } = await served();
    await store.pages.update(HOME, 1, { name: 'theirs' });
    const outcome = await service.update({ ...change, seen, set: { name: { S: 'ours' } } }, never);
    expect(outcome).toMatchObject({
      outcome: 'conflict',
      conflict: {
        taskId: 'ann',
        attempt: {
          layout: 'workspace',
          lock: 'version',
          expected: '1',
          met: '2',
          wanted: { name: { S: 'ours' } },
        },
        seenState: { name: { S: 'home' } },
        actualState: { name: { S: 'theirs' } },
      },
    });
    expect(journalled).toHaveLength(1);
    await store.pages.delete(HOME, 2);
    const gone = await service.update({ ...change, seen, set: { name: { S: 'ours' } } }, never);
    expect(gone).toMatchObject({
      outcome: 'conflict',
      conflict: { attempt: { met: null }, actualState: {} },
    });
  });

  it('refuses to lock by what is no version', async () => {
    const { service, seen } = await served();
    const odd = { ...seen, version: { S: 'x' } };
    await expect(service.update({ ...change, seen: odd, set: {} }, never)).rejects.toMatchObject({
      code: 'InvalidInput',
    });
  });

  it('deletes a page with progress, and tells a lost race and leftovers as outcomes', async () => {
    const { service, store, seen, counts } = await served();
    const told: PageDeletionProgress[] = [];
    const listener = {
      signal: never,
      emit: (progress: PageDeletionProgress) => Promise.resolve(void told.push(progress)),
    };
    await store.pages.update(HOME, 1, { name: 'theirs' });
    expect(await service.deletePage({ ...deletion, seen }, listener)).toMatchObject({
      outcome: 'conflict',
      conflict: { attempt: { expected: '1', met: '2', wanted: {} } },
    });
    const now = (await store.pages.get(HOME))?.attributes ?? {};
    expect(await service.contents(deletion, never)).toEqual(counts);
    expect(await service.deletePage({ ...deletion, seen: now }, listener)).toEqual({
      outcome: 'deleted',
      deleted: counts,
    });
    expect(told.at(-1)).toEqual({ deleted: counts, found: counts });

    const details = { written: 3, unwritten: Array.from({ length: 900 }, (_, index) => `note ${index}`) };
    const partly = await served({
      deletePage: () => Promise.reject(new AppError('PartlyWritten', { message: 'some are left', details })),
    });
    const outcome = await partly.service.deletePage({ ...deletion, seen: partly.seen }, listener);
    expect(outcome).toMatchObject({ outcome: 'partly', written: 3, message: 'some are left' });
    expect(outcome.outcome === 'partly' && outcome.unwritten.length).toBe(200);
  });
});
