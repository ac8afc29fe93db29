import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { withDataFolder } from '../host/dataFolders.ts';
import { startHost } from '../host/start.ts';
import { DEMO, windowIn } from '../pages/window.ts';

test('each table is shown in the panes of its layout, and the palette leads from one to another', async ({
  page,
}) => {
  const window = windowIn(page);
  await window.ready();
  await expect(window.layout.locator('option:checked')).toHaveText('tasks · detected');
  for (const [table, part] of [
    ['requests', 'Requests'],
    ['task_records', 'Records'],
    ['preferences', 'Workspace'],
  ] as const) {
    await page.keyboard.press('ControlOrMeta+k');
    await window.paletteInput.fill(table);
    await window.palette.getByRole('group', { name: 'Tables' }).getByRole('option', { name: table }).click();
    await expect(page.getByRole('region', { name: part, exact: true })).toBeVisible();
    await expect(window.tasks.part).toBeHidden();
    await expect(window.layout.locator('option:checked')).toHaveText(/ · detected$/);
  }
  await window.goTo(DEMO);
  await expect(window.tasks.list).toBeVisible();
});

test('in a small window a table’s name and what can be done with it share a line', async ({ page }) => {
  const window = windowIn(page);
  await page.setViewportSize({ width: 1024, height: 700 });
  await window.goTo({ connection: 'embedded', table: 'task_records' });
  await expect(window.layout.locator('option:checked')).toHaveText('records');
  const name = await page.getByRole('heading', { name: 'task_records' }).boundingBox();
  const layout = await window.layout.boundingBox();
  expect(layout?.y).toBeLessThan((name?.y ?? 0) + (name?.height ?? 0));
});

test('a layout chosen by hand is kept over a restart, and one that the key cannot carry is refused', async ({}, info) => {
  await withDataFolder('seeded', async (folder) => {
    const before = await startHost(info.project.name, folder);
    try {
      const window = windowIn(before.page);
      await window.openTask(PLANTED.lagging);
      await window.layout.selectOption('requests');
      await expect(
        window.notice('cannot be read in the layout “request” (key: expected id S, found PK S, SK S)'),
      ).toBeVisible();
      await expect(window.tasks.part).toBeVisible();
      await window.layout.selectOption('records');
      await expect(before.page.getByRole('region', { name: 'Records', exact: true })).toBeVisible();
      await expect(window.tables.getByRole('button', { name: /^tasks .*records/ })).toBeVisible();
    } finally {
      await before.close();
    }
    const after = await startHost(info.project.name, folder);
    try {
      const window = windowIn(after.page);
      await window.goTo(DEMO);
      await expect(after.page.getByRole('region', { name: 'Records', exact: true })).toBeVisible();
      await expect(window.layout.locator('option:checked')).toHaveText('records · by hand');
      await expect(window.layout).toHaveAttribute('title', /the layout is “task”; it is read as “record”/);
      await window.layout.selectOption('tasks · detected');
      await expect(window.tasks.list).toBeVisible();
    } finally {
      await after.close();
    }
  });
});
