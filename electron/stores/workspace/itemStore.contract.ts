import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, attributeOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { readWorkspaceItem, workspaceKey } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS as models } from '#shared/model/workspaceModels.ts';
import { errorOf } from '../errorOf.fixture.ts';
import { FULL, keyOf, type WorkspaceUnderTest } from './workspaceStore.fixture.ts';

/** The suite for the items of every model: kept under versions, found by keys and indexes (CONTRACTS 4). */
export function itemStoreContract(
  name: string,
  open: () => Promise<WorkspaceUnderTest> | WorkspaceUnderTest,
): void {
  describe(`items of a workspace: ${name}`, () => {
    it.each(Object.values(models).map(({ name }) => name))(
      'keeps a %s under versions: create, read, change, delete',
      async (model) => {
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
      },
    );

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
        {
          ...workspaceKey(models.page, 'ann', 'wide'),
          position: { N: '1.00000000000000000000001' },
          version: { N: '5' },
        },
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

    it('reads an item with its own reader and with the shared one alike', async () => {
      const { store } = await open();
      const made = await store.shares.create(FULL.share);
      expect(readWorkspaceItem(models.share, made.attributes)).toEqual(made);
    });
  });
}
