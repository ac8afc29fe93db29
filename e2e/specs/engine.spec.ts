import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { killEngine, killEngineAndWait } from '../host/engine.ts';
import { windowIn } from '../pages/window.ts';
import { keepWhatIsSaid } from '../support/said.ts';

/** So many restarts the host makes by itself within a minute; the next death is final (electron/engine/supervise.ts). */
const RESTARTS = 5;

test('the engine dies under an open task: the window says so, comes back, and after too many deaths offers to reconnect', async ({
  ownHost,
}) => {
  const { page, dataFolder } = ownHost;
  const window = windowIn(page);
  await window.ready();
  const task = await window.openTask(PLANTED.lagging, 4);
  await task.standsAt(4);
  const said = await keepWhatIsSaid(page);

  await killEngineAndWait(dataFolder);
  await expect.poll(said).toContain('stopped and is being started again');
  await expect(window.banner).toBeHidden();
  await task.standsAt(4);
  await page.keyboard.press('j');
  await task.standsAt(5);
  await task.show('Raw');
  await expect(task.panel).toContainText('"EVENT#0005"');

  for (let death = 2; death <= RESTARTS; death += 1) {
    await killEngineAndWait(dataFolder);
    await expect(window.banner).toBeHidden();
    await expect(window.connections.getByRole('button', { name: /ready/ })).toBeVisible();
  }
  await killEngine(dataFolder);
  await expect(window.banner).toContainText('has failed');
  await expect(window.banner).toContainText('is not started again by itself');
  await expect(task.scrubber).toHaveAttribute('aria-valuenow', '5');

  await window.banner.getByRole('button', { name: 'Reconnect' }).click();
  await expect(window.banner).toBeHidden();
  await page.keyboard.press('j');
  await task.standsAt(6);
  await task.show('Raw');
  await expect(task.panel).toContainText('"EVENT#0006"');
  await window.tasks.row(PLANTED.lagging).click();
});
