import { expect, it } from 'vitest';
import { workspaceKey } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import type { ItemTables } from './itemTables.ts';
import { memoryItemTables } from './memoryItemTables.ts';
import { seedPage } from './workspaceStore.fixture.ts';
import { workspaceStore } from './workspaceStore.ts';

const page = { userId: 'ann', pageId: 'p', version: 1 };
const size = { widgets: 2, groups: 2, bookmarks: 30, notes: 1 };

it('names what is left over, keeps the page findable, and goes on when asked again', async () => {
  const tables = memoryItemTables();
  let refuse = 5;
  const refusing: ItemTables = {
    ...tables,
    erase: async (model, keys, options) => {
      if (model.name !== 'bookmark') return tables.erase(model, keys, options);
      const left = keys.slice(0, refuse);
      refuse = 0;
      await tables.erase(model, keys.slice(left.length), options);
      return { leftovers: left, error: undefined };
    },
  };
  const store = workspaceStore(refusing);
  const counts = await seedPage(store, 'ann', 'p', size);
  await expect(store.deletePage(page)).rejects.toMatchObject({
    code: 'PartlyWritten',
    details: {
      written: counts.tagAssociation + counts.bookmark - 5,
      unwritten: [0, 1, 10, 11, 12].map((n) => `bookmark “ann-p-w0-g0-b${n}” in “ann-p-w0-g0”`),
    },
  });
  const left = await store.contentsOfPage('ann', 'p');
  expect(left).toEqual({ ...counts, tagAssociation: 0, bookmark: 5 });
  const marked = await store.pages.get(workspaceKey(WORKSPACE_MODELS.page, 'ann', 'p'));
  expect(marked?.value?.deleting_since).toBeDefined();

  await store.deletePage(page);
  expect(await store.pages.list('ann')).toEqual([]);
  expect(Object.values(await store.contentsOfPage('ann', 'p'))).toEqual([0, 0, 0, 0, 0, 0]);
});

it.each([
  ['bookmarks', size],
  ['groups', { widgets: 6, groups: 20, bookmarks: 0, notes: 0 }],
])('whenever it is cut off, everything left is still found from a page of many %s', async (_, size) => {
  for (let survive = 0; ; survive += 1) {
    const tables = memoryItemTables();
    const store = workspaceStore(tables);
    const counts = await seedPage(store, 'ann', 'p', size);
    let calls = 0;
    const cut =
      <A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        calls += 1;
        if (calls > survive) throw new Error('cut off');
        return work(...args);
      };
    const dying = workspaceStore({
      ...tables,
      write: cut((...args) => tables.write(...args)),
      writeTogether: cut((...args) => tables.writeTogether(...args)),
      erase: cut((...args) => tables.erase(...args)),
    });
    const ended = await dying.deletePage(page).then(
      () => true,
      () => false,
    );
    const found = await store.contentsOfPage('ann', 'p');
    let lying = 0;
    for (const name of ['tagAssociation', 'bookmark', 'note', 'share', 'group', 'widget'] as const) {
      for await (const { items } of tables.scanKeys(WORKSPACE_MODELS[name])) lying += items.length;
    }
    expect(Object.values(found).reduce((sum, count) => sum + count, 0)).toBe(lying);
    if (ended) {
      expect(lying).toBe(0);
      expect(survive).toBeGreaterThan(3);
      break;
    }
    expect(await store.pages.list('ann')).toHaveLength(1);
    await store.deletePage(page);
    expect(await store.contentsOfPage('ann', 'p')).toMatchObject({ bookmark: 0, widget: 0 });
    expect(counts.bookmark + counts.group).toBeGreaterThan(100);
  }
});
