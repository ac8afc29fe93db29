import { describe, expect, it } from 'vitest';
import { workspaceKey } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS as models } from '#shared/model/workspaceModels.ts';
import { errorOf } from '../errorOf.fixture.ts';
import type { DeletionProgress } from './deletePage.ts';
import { itemStoreContract } from './itemStore.contract.ts';
import {
  FULL,
  keyOf,
  readAllUsers,
  seedPage,
  smallPage,
  type WorkspaceUnderTest,
} from './workspaceStore.fixture.ts';

/** The suite that every workspace passes: its items, and what goes across tables (CONTRACTS 4). */
export function workspaceStoreContract(
  name: string,
  open: () => Promise<WorkspaceUnderTest> | WorkspaceUnderTest,
): void {
  itemStoreContract(name, open);
  describe(`workspace: ${name}`, () => {
    it('reads a page with its widgets, not those of another user with the same page id', async () => {
      const { store } = await open();
      await store.pages.create(FULL.page);
      await store.pages.create({ ...FULL.page, user_id: 'bob' });
      await store.widgets.create({ ...FULL.widget, widget_id: 'w1' });
      await store.widgets.create({ page_id: 'p', widget_id: 'w2', type: 'notes' });
      await store.widgets.create({ ...FULL.widget, widget_id: 'w3', user_id: 'bob' });
      const { page, widgets } = await store.pageWithWidgets('ann', 'p');
      expect(page.value?.name).toBe('Home');
      expect(widgets.map(({ value }) => value?.widget_id)).toEqual(['w1', 'w2']);
      expect((await errorOf(store.pageWithWidgets('ann', 'none'))).code).toBe('NotFound');
    });

    it('orders bookmarks together or not at all', async () => {
      const { store } = await open();
      const ids = Array.from({ length: 100 }, (_, index) => `b${String(index).padStart(3, '0')}`);
      for (const bookmark_id of ids) await store.bookmarks.create({ ...FULL.bookmark, bookmark_id });
      const placed = ids.map((bookmarkId) => ({ bookmarkId, version: 1 })).reverse();
      await store.reorderBookmarks('g', placed);
      const positions = (await store.bookmarks.list('g')).map(({ value }) => value?.position);
      expect(positions).toEqual(ids.map((_, index) => 99 - index));
      const changed = placed.map(({ bookmarkId }) => ({
        bookmarkId,
        version: bookmarkId === 'b007' ? 1 : 2,
      }));
      const error = await errorOf(store.reorderBookmarks('g', changed, { first: 500 }));
      expect(error).toMatchObject({ code: 'VersionConflict', details: { expected: 1, actual: 2 } });
      expect(error.message).toContain('b007');
      expect((await store.bookmarks.list('g')).every(({ version }) => version === 2)).toBe(true);
      const gone = [{ bookmarkId: 'none', version: 1 }];
      expect((await errorOf(store.reorderBookmarks('g', gone))).code).toBe('NotFound');
      const tooMany = [...placed, { bookmarkId: 'x', version: 1 }];
      expect((await errorOf(store.reorderBookmarks('g', tooMany))).code).toBe('LimitExceeded');
      const twice = [...gone, ...gone];
      expect((await errorOf(store.reorderBookmarks('g', twice))).code).toBe('InvalidInput');
    });

    it('deletes a page with everything it holds, and nothing else', async () => {
      const { store } = await open();
      const counts = await seedPage(store, 'ann', 'p', smallPage);
      await seedPage(store, 'ann', 'kept', smallPage);
      await seedPage(store, 'bob', 'p', smallPage);
      expect(await store.contentsOfPage('ann', 'p')).toEqual(counts);
      expect(await errorOf(store.deletePage({ userId: 'ann', pageId: 'p', version: 2 }))).toMatchObject({
        code: 'VersionConflict',
        details: { expected: 2, actual: 1 },
      });
      expect(await store.contentsOfPage('ann', 'p')).toEqual(counts);
      expect(await store.deletePage({ userId: 'ann', pageId: 'p', version: 1 })).toEqual(counts);
      expect(await store.pages.get(workspaceKey(models.page, 'ann', 'p'))).toBeUndefined();
      expect(Object.values(await store.contentsOfPage('ann', 'p'))).toEqual([0, 0, 0, 0, 0, 0]);
      expect(await store.contentsOfPage('ann', 'kept')).toEqual(counts);
      expect(await store.contentsOfPage('bob', 'p')).toEqual(counts);
      const again = await errorOf(store.deletePage({ userId: 'ann', pageId: 'p', version: 1 }));
      expect(again.code).toBe('NotFound');
    });

    it('deletes a page once more when it was made again just as it was', async () => {
      const { store } = await open();
      for (let time = 0; time < 3; time += 1) {
        await seedPage(store, 'ann', 'p', { widgets: 1, groups: 1, bookmarks: 1, notes: 0 });
        await store.deletePage({ userId: 'ann', pageId: 'p', version: 1 });
        expect(await store.pages.list('ann')).toEqual([]);
        expect(await store.bookmarks.list('ann-p-w0-g0')).toEqual([]);
      }
    });

    it('deletes a large page step by step, marked meanwhile, and goes on after a stop', async () => {
      const { store } = await open();
      const counts = await seedPage(store, 'ann', 'p', {
        ...smallPage,
        groups: 4,
        bookmarks: 150,
        notes: 30,
      });
      const page = { userId: 'ann', pageId: 'p', version: 1 };
      const stop = new AbortController();
      const stopped = await errorOf(
        store.deletePage(page, {
          signal: stop.signal,
          onProgress: ({ deleted }) => {
            if (deleted.bookmark > 0) stop.abort();
          },
        }),
      );
      expect(stopped.code).toBe('Cancelled');
      const key = workspaceKey(models.page, 'ann', 'p');
      const marked = await store.pages.get(key);
      expect(marked?.value?.deleting_since).toBeDefined();
      expect(marked?.version).toBe(2);
      const left = await store.contentsOfPage('ann', 'p');
      expect(left.tagAssociation).toBe(0);
      expect(left.bookmark).toBeLessThan(counts.bookmark);
      expect(left).toMatchObject({ note: counts.note, group: counts.group, widget: counts.widget });

      const told: DeletionProgress[] = [];
      await store.deletePage(page, { onProgress: (progress) => void told.push(progress) });
      expect(told.at(-1)?.deleted).toEqual(left);
      expect(await store.pages.get(key)).toBeUndefined();
      expect(Object.values(await store.contentsOfPage('ann', 'p'))).toEqual([0, 0, 0, 0, 0, 0]);
    });

    it('deletes what is added while it deletes', async () => {
      const { store } = await open();
      await seedPage(store, 'ann', 'p', { ...smallPage, bookmarks: 150 });
      let added = 0;
      const page = { userId: 'ann', pageId: 'p', version: 1 };
      await store.deletePage(page, {
        onProgress: async ({ deleted }) => {
          if (deleted.note === 0 || added === 3) return;
          added += 1;
          const late = { ...FULL.bookmark, group_id: 'ann-p-w0-g0', bookmark_id: `late ${added}` };
          await store.bookmarks.create(late);
        },
      });
      expect(added).toBe(3);
      expect(await store.bookmarks.list('ann-p-w0-g0')).toEqual([]);
      expect(await store.pages.list('ann')).toEqual([]);
    });

    it('lists users once, with their pages', async () => {
      const { store } = await open();
      for (const [index, user_id] of ['ann', 'bob', '日#:', 'ann', 'ann'].entries()) {
        await store.pages.create({ user_id, page_id: `p${index}`, name: '' });
      }
      expect(await readAllUsers(store)).toEqual([
        { userId: 'ann', pages: 3 },
        { userId: 'bob', pages: 1 },
        { userId: '日#:', pages: 1 },
      ]);
    });

    it('ends with Cancelled when its signal is aborted', async () => {
      const { store } = await open();
      await store.pages.create(FULL.page);
      const stop = new AbortController();
      stop.abort();
      const { signal } = stop;
      for (const work of [
        store.pages.get(keyOf('page'), { signal }),
        store.pages.list('ann', { signal }),
        store.pages.update(keyOf('page'), 1, { name: 'x' }, { signal }),
        store.deletePage({ userId: 'ann', pageId: 'p', version: 1 }, { signal }),
        store.readUsers({ signal, onUsers: () => undefined }),
      ]) {
        expect((await errorOf(work)).code).toBe('Cancelled');
      }
      expect((await store.pages.get(keyOf('page')))?.version).toBe(1);
    });
  });
}
