import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workspaceKey } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { initTables } from '../../layouts/initTables.ts';
import type { FaultProxy } from '../../testing/faultProxy/faultProxy.ts';
import { BREAKAGES, lost, type Breakage } from '../../testing/faultProxy/faults.ts';
import { codeOf, openTwoWays, type TwoWays } from '../../testing/faultProxy/twoWays.fixture.ts';
import { seedPage, smallPage } from './workspaceStore.fixture.ts';
import { dynamoWorkspaceStore, type WorkspaceStore } from './workspaceStore.ts';

/** Those that only a limit of time ends; for the others it is so long that a busy machine does not reach it. */
const SILENT: readonly Breakage[] = ['hang', 'stall'];
const page = { user_id: 'ann', page_id: 'p', name: 'Home' };
const key = workspaceKey(WORKSPACE_MODELS.page, 'ann', 'p');

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('lost answers', () => {
  let engine: TestEngine;
  let ways: TwoWays;
  let proxy: FaultProxy;
  let storeMeeting: (how: Breakage) => WorkspaceStore;
  let other: WorkspaceStore;

  beforeAll(async () => {
    engine = await startTestEngine('dynoxide');
  });
  afterAll(() => engine.stop());

  beforeEach(async () => {
    ways = await openTwoWays(engine.endpoint);
    ({ proxy } = ways);
    const prefix = `${randomUUID()}-`;
    await initTables(ways.straight, { layout: 'workspace', prefix });
    storeMeeting = (how) => dynamoWorkspaceStore(ways.through(SILENT.includes(how) ? 1000 : 20_000), prefix);
    other = dynamoWorkspaceStore(ways.straight, prefix);
  });
  afterEach(() => ways.close());

  it.each(BREAKAGES)(
    'create, change and delete whose answers are lost (%s) succeed, once or always',
    async (how) => {
      const store = storeMeeting(how);
      for (const steps of [[lost(how), 'pass'], [lost(how)]] as const) {
        proxy.script('PutItem', ...steps);
        proxy.script('UpdateItem', ...steps);
        proxy.script('DeleteItem', ...steps);
        expect(await codeOf(store.pages.create(page))).toBe('done');
        expect(await codeOf(store.pages.update(key, 1, { name: 'Two' }))).toBe('done');
        expect(await other.pages.get(key)).toMatchObject({ version: 2, value: { name: 'Two' } });
        expect(await codeOf(store.pages.delete(key, 2))).toBe('done');
        expect(await other.pages.get(key)).toBeUndefined();
      }
    },
  );

  it.each(BREAKAGES)('a real conflict whose answers are lost (%s) is still a conflict', async (how) => {
    const store = storeMeeting(how);
    await other.pages.create(page);
    await other.pages.update(key, 1, { name: 'theirs' });
    proxy.script('UpdateItem', lost(how));
    proxy.script('PutItem', lost(how));
    expect(await codeOf(store.pages.update(key, 1, { name: 'ours' }))).toBe('VersionConflict');
    expect((await other.pages.get(key))?.value?.name).toBe('theirs');
  });

  it('a change that a third writer covered meanwhile is unknown, never a conflict', async () => {
    const store = storeMeeting('reset');
    await other.pages.create(page);
    proxy.script('UpdateItem', lost('reset'), 'pass');
    proxy.meanwhile('UpdateItem', async () => {
      await other.pages.update(key, 2, { name: 'theirs' });
    });
    expect(await codeOf(store.pages.update(key, 1, { name: 'ours' }))).toBe('WriteOutcomeUnknown');
  });

  it.each(BREAKAGES)('a transaction whose answers are lost (%s) is done once', async (how) => {
    const store = storeMeeting(how);
    for (const steps of [[lost(how), 'pass'], [lost(how)]] as const) {
      await seedPage(other, 'ann', 'p', smallPage);
      const { items } = await other.bookmarks.page('ann-p-w0-g0');
      const order = items.map(({ value, version }) => ({
        bookmarkId: value?.bookmark_id ?? '',
        version: version ?? 0,
      }));
      proxy.script('TransactWriteItems', ...steps);
      expect(await codeOf(store.reorderBookmarks('ann-p-w0-g0', order.reverse()))).toBe('done');
      expect((await other.bookmarks.list('ann-p-w0-g0')).map(({ value }) => value?.position)).toEqual([
        2, 1, 0,
      ]);
      proxy.script('TransactWriteItems', ...steps);
      expect(await codeOf(store.deletePage({ userId: 'ann', pageId: 'p', version: 1 }))).toBe('done');
      expect(await other.bookmarks.list('ann-p-w0-g0')).toEqual([]);
    }
  });

  it('a deletion whose page was changed meanwhile is a conflict, its answer lost or not', async () => {
    const store = storeMeeting('reset');
    await seedPage(other, 'ann', 'p', smallPage);
    await other.pages.update(key, 1, { name: 'theirs' });
    proxy.script('TransactWriteItems', lost('reset'));
    expect(await codeOf(store.deletePage({ userId: 'ann', pageId: 'p', version: 1 }))).toBe(
      'VersionConflict',
    );
    expect((await other.bookmarks.list('ann-p-w0-g0')).length).toBe(3);
  });

  it('batches whose answers are lost leave a page that can be deleted again', async () => {
    const store = storeMeeting('reset');
    await seedPage(other, 'ann', 'p', { ...smallPage, bookmarks: 60 });
    const deletion = { userId: 'ann', pageId: 'p', version: 1 };
    proxy.script('BatchWriteItem', lost('reset'));
    expect(await codeOf(store.deletePage(deletion))).toBe('PartlyWritten');
    expect((await other.pages.get(key))?.value?.deleting_since).toBeDefined();
    proxy.script('BatchWriteItem', 'pass');
    expect(await codeOf(store.deletePage(deletion))).toBe('done');
    expect(await other.pages.list('ann')).toEqual([]);
  });

  it('a dead server is Unreachable, not unknown: nothing was sent', async () => {
    const store = storeMeeting('reset');
    await proxy.close();
    expect(await codeOf(store.pages.create(page))).toBe('Unreachable');
    expect(await codeOf(store.deletePage({ userId: 'ann', pageId: 'p', version: 1 }))).toBe('Unreachable');
  });

  it('holds and deletes 10,000 bookmarks of one user', async () => {
    const counts = await seedPage(other, 'ann', 'p', smallPage);
    const group = 'ann-p-w0-g0';
    const items = Array.from({ length: 10_000 }, (_, index) => index);
    const batch = 50;
    for (let at = 0; at < items.length; at += batch) {
      await Promise.all(
        items.slice(at, at + batch).map((index) =>
          other.bookmarks.create({
            ...{ group_id: group, bookmark_id: `many-${index}`, user_id: 'ann' },
            ...{ title: `Bookmark ${index}`, url: `https://example.org/${index}`, position: index },
          }),
        ),
      );
    }
    expect(await other.bookmarks.list(group)).toHaveLength(10_003);
    expect(await other.bookmarks.listByIndex('ann')).toHaveLength(10_006);
    const gone = await other.deletePage({ userId: 'ann', pageId: 'p', version: 1 });
    expect(gone).toEqual({ ...counts, bookmark: counts.bookmark + 10_000 });
    expect(await other.bookmarks.listByIndex('ann')).toEqual([]);
  });
});
