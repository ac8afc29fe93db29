import { expect, it } from 'vitest';
import { readWorkspaceItem, keyIn } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import { workspaceItems } from './workspace.ts';

const OPTIONS = { seed: '1', now: Date.parse('2026-03-11T09:30:00Z') };

it('is the same every time, every key once, readable but for what is planted', () => {
  const items = [...workspaceItems(OPTIONS)];
  expect([...workspaceItems(OPTIONS)]).toEqual(items);
  expect([...workspaceItems({ ...OPTIONS, seed: '2' })]).not.toEqual(items);
  const keys = new Set<string>();
  const damaged: unknown[] = [];
  for (const { table, item } of items) {
    const model = Object.values(WORKSPACE_MODELS).find((each) => each.table === table);
    if (model === undefined) throw new Error(`There is no table ${table}.`);
    keys.add(JSON.stringify([table, keyIn(model, item)]));
    const read = readWorkspaceItem<keyof typeof WORKSPACE_MODELS>(model, item);
    if (read.problem !== undefined) damaged.push(item['group_id']);
    if (typeof item['updated_at'] === 'object' && 'S' in item['updated_at']) {
      expect(Date.parse(item['updated_at'].S)).toBeLessThanOrEqual(OPTIONS.now);
    }
  }
  expect(keys.size).toBe(items.length);
  expect(damaged).toEqual([{ S: 'ana-imported-g1' }]);
  const users = new Set(
    items
      .flatMap(({ table, item }) => (table === 'pages' ? [item['user_id']] : []))
      .map((id) => JSON.stringify(id)),
  );
  expect(users.size).toBe(5);
  expect(items.filter(({ table }) => table === 'bookmarks').length).toBeGreaterThan(1200);
});
