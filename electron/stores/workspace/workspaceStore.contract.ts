import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import { attributeMap, attributeOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { readWorkspaceItem, workspaceKey } from '#shared/model/workspaceItem.ts';
import {
  WORKSPACE_MODELS,
  type WorkspaceFields,
  type WorkspaceModel,
  type WorkspaceModelName,
} from '#shared/model/workspaceModels.ts';
import type { DeletionProgress } from './deletePage.ts';
import { readAllUsers, seedPage, smallPage } from './workspaceStore.fixture.ts';
import type { WorkspaceStore } from './workspaceStore.ts';

/** What the suite needs of an implementation: an empty workspace, and a way to put items as foreign writers would. */
export interface WorkspaceUnderTest {
  readonly store: WorkspaceStore;
  readonly putRaw: (model: WorkspaceModel, items: readonly AttributeMap[]) => Promise<void>;
}

const models = WORKSPACE_MODELS;

const errorOf = async (work: Promise<unknown>): Promise<AppError> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was expected to fail.');
};

/** One item of every model, with all its fields. */
const FULL: { readonly [N in WorkspaceModelName]: WorkspaceFields[N] } = {
  page: { user_id: 'ann', page_id: 'p', name: 'Home', icon: '🏠', position: 0 },
  widget: {
    ...{ page_id: 'p', widget_id: 'w', user_id: 'ann', type: 'bookmarks', title: '' },
    ...{ column: 1, position: -3, collapsed: false },
  },
  group: { widget_id: 'w', group_id: 'g', user_id: 'ann', name: 'News', color: 'teal', position: 2 },
  bookmark: {
    ...{
      group_id: 'g',
      bookmark_id: 'b',
      user_id: 'ann',
      title: 'Ünïcode',
      url: 'https://example.org/?a=b#c',
    },
    ...{ description: 'd', icon: 'i', position: 4 },
  },
  note: { group_id: 'g', note_id: 'n', user_id: 'ann', title: 't', content: 'x'.repeat(5000), position: 1 },
  tagAssociation: { item_id: 'b', tag: 'to:read#1', user_id: 'ann', item_type: 'bookmark' },
  share: { share_id: 's', user_id: 'ann', page_id: 'p', shared_with: 'bob', permission: 'view' },
  preferences: {
    ...{ user_id: 'ann', theme: 'dark', language: 'en', default_page_id: 'p' },
    settings: attributeMap([['__proto__', { N: '1.1000000000000000000000000000000000001' }]]),
  },
};

const NAMES = Object.values(models).map(({ name }) => name);

const keyOf = (name: WorkspaceModelName): AttributeMap => {
  const { hash, range } = models[name];
  const text = (field: string | undefined): string => {
    const value =
      field === undefined ? undefined : new Map<string, unknown>(Object.entries(FULL[name])).get(field);
    return typeof value === 'string' ? value : '';
  };
  return workspaceKey(models[name], text(hash), text(range));
};

/** The suite that every workspace passes: versions, indexes, operations across tables (CONTRACTS 4). */
export function workspaceStoreContract(
  name: string,
  open: () => Promise<WorkspaceUnderTest> | WorkspaceUnderTest,
): void {
  describe(`workspace: ${name}`, () => {
    it.each(NAMES)('keeps a %s under versions: create, read, change, delete', async (model) => {
      const { store } = await open();
      const items = store.of(model);
      const key = keyOf(model);
      const more = attributeMap([
        ['__proto__', { S: 'kept' }],
        ['exact', { N: '12345678901234567890.5' }],
        ['set', { SS: ['b', 'a'] }],
      ]);
      const made = await items.create(FULL[model], { more });
      expect(made).toMatchObject({ model, version: 1, value: FULL[model] });
      expect(made.attributes['created_at']).toEqual(made.attributes['updated_at']);
      expect((await items.get(key))?.value).toEqual(FULL[model]);
      expect((await errorOf(items.create(FULL[model]))).code).toBe('ItemExists');

      expect(await items.update(key, 1, {}, { more: { added: { L: [{ NULL: true }] } } })).toBe(2);
      const changed = await items.get(key);
      expect(changed).toMatchObject({ version: 2, value: FULL[model] });
      expect(changed?.attributes['exact']).toEqual({ N: '12345678901234567890.5' });
      expect(attributeOf(changed?.attributes ?? {}, '__proto__')).toEqual({ S: 'kept' });
      expect(changed?.attributes['created_at']).toEqual(made.attributes['created_at']);
      expect(await errorOf(items.update(key, 1, {}, { remove: ['added'] }))).toMatchObject({
        code: 'VersionConflict',
        details: { expected: 1, actual: 2 },
      });
      expect(await items.update(key, 2, {}, { remove: ['added', 'never there'] })).toBe(3);
      expect(Object.keys((await items.get(key))?.attributes ?? {})).not.toContain('added');

      expect(await errorOf(items.delete(key, 2))).toMatchObject({
        code: 'VersionConflict',
        details: { expected: 2, actual: 3 },
      });
      await items.delete(key, 3);
      expect(await items.get(key)).toBeUndefined();
      expect((await errorOf(items.delete(key, 3))).code).toBe('NotFound');
      expect((await errorOf(items.update(key, 3, {}))).code).toBe('NotFound');
      expect(await items.get(key)).toBeUndefined();
    });

    it('changes only what it is told to change', async () => {
      const { store } = await open();
      await store.bookmarks.create(FULL.bookmark);
      const key = keyOf('bookmark');
      await store.bookmarks.update(key, 1, { title: 'new', description: undefined });
      expect((await store.bookmarks.get(key))?.value).toEqual({ ...FULL.bookmark, title: 'new' });
    });

    it('lets exactly one of twenty writers on one version win', async () => {
      const { store } = await open();
      await store.notes.create(FULL.note);
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) =>
          store.notes.update(keyOf('note'), 1, { content: `by ${index}` }),
        ),
      );
      const lost = results.flatMap((result): readonly unknown[] =>
        result.status === 'rejected' ? [result.reason] : [],
      );
      expect(lost).toHaveLength(19);
      for (const error of lost) {
        expect(error).toMatchObject({ code: 'VersionConflict', details: { expected: 1, actual: 2 } });
      }
      const winner = results.findIndex((result) => result.status === 'fulfilled');
      expect((await store.notes.get(keyOf('note')))?.value?.content).toBe(`by ${winner}`);
    });

    it('does a write with the same id once, however often it is made', async () => {
      const { store } = await open();
      for (let time = 0; time < 3; time += 1) {
        await store.pages.create(FULL.page, { writeId: 'first' });
      }
      for (let time = 0; time < 3; time += 1) {
        expect(await store.pages.update(keyOf('page'), 1, { name: 'Two' }, { writeId: 'second' })).toBe(2);
      }
      expect(await store.pages.get(keyOf('page'))).toMatchObject({ version: 2, value: { name: 'Two' } });
    });

    it('finds by every key and every index, page by page, in order', async () => {
      const { store } = await open();
      for (const id of ['b', 'a', 'Z', '日', '🦊']) {
        await store.bookmarks.create({ ...FULL.bookmark, bookmark_id: id });
        await store.notes.create({ ...FULL.note, note_id: id });
        await store.tagAssociations.create({ item_id: id, tag: 'red' });
        await store.shares.create({ ...FULL.share, share_id: id });
      }
      await store.tagAssociations.create({ item_id: 'a', tag: 'blue' });
      await store.bookmarks.create({ ...FULL.bookmark, group_id: 'other', user_id: 'bob' });
      expect((await store.bookmarks.list('g')).map(({ value }) => value?.bookmark_id)).toEqual([
        'Z',
        'a',
        'b',
        '日',
        '🦊',
      ]);
      const first = await store.bookmarks.page('g', { limit: 2 });
      const second = await store.bookmarks.page('g', { limit: 9, from: first.next });
      expect([...first.items, ...second.items].map(({ value }) => value?.bookmark_id)).toHaveLength(5);
      expect(second.next).toBeUndefined();
      const mine = await store.bookmarks.listByIndex('ann');
      expect(mine.map(({ attributes }) => attributes['created_at'])).toEqual(
        mine
          .map(({ attributes }) => attributes['created_at'])
          .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
      );
      expect(mine).toHaveLength(5);
      expect(await store.bookmarks.listByIndex('bob')).toHaveLength(1);
      expect(await store.notes.listByIndex('ann')).toHaveLength(5);
      expect(await store.shares.listByIndex('ann')).toHaveLength(5);
      const red = await store.tagAssociations.listByIndex('red');
      expect(red.map(({ value }) => value?.item_id)).toEqual(['Z', 'a', 'b', '日', '🦊']);
      expect((await store.tagAssociations.list('a')).map(({ value }) => value?.tag)).toEqual(['blue', 'red']);
      const pages = [];
      let from: AttributeMap | undefined;
      do {
        const page = await store.tagAssociations.pageByIndex('red', { limit: 2, from, descending: true });
        pages.push(...page.items.map(({ value }) => value?.item_id));
        from = page.next;
      } while (from !== undefined);
      expect(pages).toEqual(['🦊', '日', 'b', 'a', 'Z']);
    });

    it('shows what other writers left, and locks it all the same', async () => {
      const { store, putRaw } = await open();
      const key = workspaceKey(models.page, 'ann', 'old');
      await putRaw(models.page, [
        key,
        { ...workspaceKey(models.page, 'ann', 'odd'), name: { N: '7' }, version: { N: '3' } },
        { ...workspaceKey(models.page, 'ann', 'wild'), name: { S: 'x' }, version: { S: 'three' } },
        { ...workspaceKey(models.page, 'ann', 'wide'), position: { N: '1e30' }, version: { N: '5' } },
      ]);
      const items = await store.pages.list('ann');
      expect(items.map(({ version, problem }) => [version, problem === undefined])).toEqual([
        [3, false],
        [0, true],
        [5, false],
        [null, false],
      ]);
      expect(items.find(({ version }) => version === 3)?.problem).toContain('name');
      expect(await errorOf(store.pages.update(key, 2, { name: 'x' }))).toMatchObject({
        code: 'VersionConflict',
        details: { expected: 2, actual: 0 },
      });
      expect(await store.pages.update(key, 0, { name: 'named' })).toBe(1);
      expect(await store.pages.get(key)).toMatchObject({ version: 1, value: { name: 'named' } });
      const odd = workspaceKey(models.page, 'ann', 'odd');
      expect(await store.pages.update(odd, 3, { name: 'mended' })).toBe(4);
    });

    it('keeps whatever ids and texts apart', async () => {
      const { store } = await open();
      const id = fc.oneof(
        fc.constantFrom(
          '#',
          ':',
          'a#b:c',
          '__proto__',
          '\u202Ex',
          '日本語🦊',
          ' ',
          '\u0000',
          'k'.repeat(1024),
        ),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      );
      const hash = fc.oneof(id, fc.constant('é'.repeat(1024)));
      await fc.assert(
        fc.asyncProperty(hash, id, fc.string({ unit: 'grapheme' }), async (group_id, bookmark_id, title) => {
          const key = workspaceKey(models.bookmark, group_id, bookmark_id);
          const fields = { group_id, bookmark_id, user_id: group_id, title, url: '' };
          const old = await store.bookmarks.get(key);
          if (old === undefined) await store.bookmarks.create(fields);
          else await store.bookmarks.update(key, old.version ?? 0, { title });
          expect((await store.bookmarks.get(key))?.value).toEqual(fields);
          const found = await store.bookmarks.list(group_id);
          expect(found.every(({ value }) => value?.group_id === group_id)).toBe(true);
          const mine = found.filter(({ value }) => value?.bookmark_id === bookmark_id);
          expect(mine).toHaveLength(1);
        }),
        { numRuns: 60 },
      );
    });

    it('rejects what could not be stored as said', async () => {
      const { store } = await open();
      await store.pages.create(FULL.page);
      await store.bookmarks.create(FULL.bookmark);
      const key = keyOf('page');
      for (const work of [
        store.pages.create({ ...FULL.page, page_id: '' }),
        store.pages.create({ ...FULL.page, page_id: 'x'.repeat(1025) }),
        store.pages.create({ ...FULL.page, user_id: 'é'.repeat(1025) }),
        store.pages.create({ ...FULL.page, page_id: 'q', position: 1.5 }),
        store.pages.create({ ...FULL.page, page_id: 'q' }, { more: { version: { N: '9' } } }),
        // The item's id is the range key of the index, which is shorter.
        store.tagAssociations.create({ item_id: 'x'.repeat(1025), tag: 't' }),
        store.bookmarks.create({ ...FULL.bookmark, bookmark_id: 'q', user_id: '' }),
        store.bookmarks.update(keyOf('bookmark'), 1, {}, { remove: ['user_id'] }),
        store.bookmarks.update(keyOf('bookmark'), 1, { user_id: '' }),
        store.pages.update(key, 1, { page_id: 'other' }),
        store.pages.update(key, 1, {}, { more: { write_id: { S: 'x' } } }),
        store.pages.update(key, 1, {}, { more: { name: { N: '1' } } }),
        store.pages.update(key, 1, {}, { remove: ['name'] }),
        store.pages.update(key, 1, { icon: 'x' }, { remove: ['icon'] }),
        store.pages.list(''),
      ]) {
        expect((await errorOf(work)).code).toBe('InvalidInput');
      }
      expect((await store.pages.get(key))?.version).toBe(1);
    });

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

    it('reads an item with its own reader and with the shared one alike', async () => {
      const { store } = await open();
      const made = await store.shares.create(FULL.share);
      expect(readWorkspaceItem(models.share, made.attributes)).toEqual(made);
    });
  });
}
