import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { DEMO, windowIn } from '../pages/window.ts';

for (const id of [PLANTED.lagging, PLANTED.hostile]) {
  test(`a copied link leads to the same task and event: ${id.slice(0, 16)}`, async ({ host }) => {
    const window = windowIn(host.page);
    const task = await window.openTask(id, 3);
    await task.standsAt(3);
    await host.page.keyboard.press('y');
    await expect(window.notice(/^Link .*copied$/)).toBeVisible();
    const link = await host.clipboard();
    expect(link).toMatch(
      host.kind === 'desktop' ? /^dynascope:\/\/open\/t\// : /^http:\/\/127\.0\.0\.1:\d+\/t\//,
    );

    await window.goTo(DEMO);
    await window.ready();
    const shown = windowIn(await host.openLink(link));
    await expect(shown.task.heading).toContainText(id.slice(0, 16));
    await shown.task.standsAt(3);
    if (shown.page !== host.page) await shown.page.close();
  });
}

test('going back in history leads through the tasks that were opened', async ({ page }) => {
  const window = windowIn(page);
  await window.openTask(PLANTED.lagging);
  await window.tasks.filter.fill('demo-gap');
  await expect(window.tasks.count).toContainText('1 of ');
  await window.tasks.row(PLANTED.gap).click();
  await expect(window.task.heading).toHaveText(PLANTED.gap);
  await page.goBack();
  await expect(window.task.heading).toHaveText(PLANTED.lagging);
  await page.goForward();
  await expect(window.task.heading).toHaveText(PLANTED.gap);
});

test('a link to an event that does not exist, or to no task, says so', async ({ page }) => {
  const window = windowIn(page);
  await window.goTo({ ...DEMO, task: 'no-such-task' });
  await expect(window.task.part.getByText('nothing is stored under this id')).toBeVisible();
  await expect(window.task.append).toHaveCount(0);
  await expect(window.task.changeStatus).toHaveCount(0);
  const task = await window.openTask(PLANTED.lagging, 999);
  await expect(task.selectedEvent).toBeVisible();
  await expect(task.missed).toHaveText(/^There is no event 999: the last one is \d+\. Shown is event \d+\.$/);
  await window.openTask(PLANTED.gap, 7);
  await task.standsAt(6);
  await expect(task.missed).toContainText('event 7: it is missing');
  await page.keyboard.press('k');
  await expect(task.missed).toHaveCount(0);
});

test('a link to a table that does not exist says so, and nothing there looks as if it were still coming', async ({
  page,
}) => {
  const window = windowIn(page);
  await window.goTo({ ...DEMO, table: 'nosuch' });
  await expect(window.tasks.part).toContainText('There is no table “nosuch” here');
  await window.goTo({ ...DEMO, table: 'nosuch', task: 'ord-1' });
  await expect(window.task.part).toContainText('There is no table');
  await expect(window.task.part.getByRole('status', { name: /^Reading/ })).toHaveCount(0);
});
