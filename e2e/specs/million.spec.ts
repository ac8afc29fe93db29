import { connectionsFile } from '../../electron/settings/connectionsFile.ts';
import { LONG_TABLE, startLongTaskServer } from '../../electron/testing/longTask/longTaskServer.ts';
import { expect, test } from '../fixtures.ts';
import { withDataFolder } from '../host/dataFolders.ts';
import { startHost } from '../host/start.ts';
import { windowIn } from '../pages/window.ts';

const EVENTS = 1_000_000;

test('a task of a million events: its end at once, then scrubbed and searched', async ({}, info) => {
  test.setTimeout(240_000);
  const server = await startLongTaskServer({ task: 'import', events: EVENTS }, { pages: 20 });
  await withDataFolder('empty', async (folder) => {
    const saved = await connectionsFile(folder, (problem) => {
      throw new Error(`The connections cannot be written: ${JSON.stringify(problem)}`);
    }).save({ name: 'Long', target: { kind: 'endpoint', endpoint: server.endpoint, region: 'local' } });
    const host = await startHost(info.project.name, folder);
    try {
      const window = windowIn(host.page);
      const { task } = window;
      await window.goTo({ connection: saved.id, table: LONG_TABLE, task: 'import' });

      // The last events are there while the rest is being read, and what is not yet known is said not to be.
      await expect(task.event(EVENTS)).toBeVisible();
      await expect(task.part.getByRole('progressbar', { name: 'Reading' })).toBeVisible();
      await expect(task.part).toContainText(/Reading [\d,]+ of 1,000,000 events/);
      await expect(task.panel).toContainText('not yet the replay');
      server.release();

      await expect(task.verdict).toBeEnabled({ timeout: 180_000 });
      await expect(task.verdict).toContainText('projection agrees');
      await expect(task.part).toContainText('1,000,000 events');
      await expect(task.part.getByText('not yet the replay')).toBeHidden();
      await task.standsAt(EVENTS, { followsTail: true });
      await expect(task.tree(`State after event ${EVENTS}`)).toContainText('succeeded');

      const box = await task.timeline.boundingBox();
      if (box === null) throw new Error('The timeline is not on screen.');
      const y = box.y + box.height / 2;
      await host.page.mouse.move(box.x + box.width - 20, y);
      await host.page.mouse.down();
      await host.page.mouse.move(box.x + box.width / 2, y, { steps: 15 });
      await host.page.mouse.up();
      const at = Number(await task.scrubber.getAttribute('aria-valuenow'));
      expect(at).toBeGreaterThan(EVENTS / 4);
      expect(at).toBeLessThan((3 * EVENTS) / 4);
      await task.standsAt(at);
      await expect(task.tree(`State after event ${at}`)).toContainText('running');

      await task.eventFilter.fill(`rows up to ${777_777 * 250}`);
      await expect(task.part).toContainText(/1 of 1,000,000/);
      await task.event(777_777).click();
      await task.standsAt(777_777);
    } finally {
      await host.close();
      await server.close();
    }
  });
});
