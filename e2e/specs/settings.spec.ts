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

test('a connection that never answered shows nothing as read before, and is removed only after a question', async ({}, info) => {
  await withDataFolder('empty', async (folder) => {
    const host = await startHost(info.project.name, folder);
    try {
      const { banner, connections, dialog, tables } = windowIn(host.page);
      const press = (name: string): Promise<void> => dialog.getByRole('button', { name }).click();
      await connections.getByRole('button', { name: 'Add a connection' }).click();
      // Nothing answers at port 9.
      await dialog.getByRole('textbox', { name: 'Endpoint' }).fill('http://127.0.0.1:9');
      await press('Add connection');
      await connections
        .getByRole('button', { name: /127\.0\.0\.1:9/ })
        .first()
        .click();
      await expect(banner).toContainText('does not answer');
      await expect(tables.getByRole('alert')).toContainText('Nothing was changed.');
      await expect(host.page.getByText('read before')).toHaveCount(0);
      const edit = connections.getByRole('button', { name: /^Edit/ });
      await edit.click();
      await press('Remove…');
      await expect(dialog).toContainText('Nothing in its tables changes.');
      await press('Keep it');
      await expect(dialog.getByRole('textbox', { name: 'Endpoint' })).toHaveValue('http://127.0.0.1:9');
      await press('Remove…');
      await press('Remove the connection');
      await expect(dialog).toHaveCount(0);
      await expect(edit).toHaveCount(0);
    } finally {
      await host.close();
    }
  });
});
