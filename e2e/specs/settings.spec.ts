import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { withDataFolder } from '../host/dataFolders.ts';
import { startHost } from '../host/start.ts';
import { DEMO, windowIn } from '../pages/window.ts';

test('theme, zone and style of times are remembered over a restart', async ({}, info) => {
  await withDataFolder('seeded', async (folder) => {
    const before = await startHost(info.project.name, folder);
    try {
      const window = windowIn(before.page);
      await window.ready();
      await before.page.emulateMedia({ colorScheme: 'light' });
      await before.page.getByRole('button', { name: 'Change to the dark theme' }).click();
      await expect(before.page.getByRole('button', { name: 'Change to the light theme' })).toBeVisible();
      await window.timeZone.selectOption('Tokyo');
      await window.timeStyle.selectOption('Clock time');
      const task = await window.openTask(PLANTED.lagging);
      await expect(task.scrubber).toHaveAttribute('aria-valuetext', /\d\d:\d\d:\d\d/);
      await task.show('Payload');
      await expect(task.panel.getByTitle(/Asia\/Tokyo/).first()).toBeVisible();
    } finally {
      await before.close();
    }
    const after = await startHost(info.project.name, folder);
    try {
      const window = windowIn(after.page);
      await window.ready();
      await after.page.emulateMedia({ colorScheme: 'light' });
      await expect(after.page.getByRole('button', { name: 'Change to the light theme' })).toBeVisible();
      await expect(window.timeZone).toHaveValue('Asia/Tokyo');
      await expect(window.timeStyle).toHaveValue('absolute');
      await expect(window.crumbs).toContainText(DEMO.table);
    } finally {
      await after.close();
    }
  });
});
