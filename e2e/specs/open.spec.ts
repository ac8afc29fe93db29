import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { DEMO, windowIn } from '../pages/window.ts';

test('from the start to a task: connection, table, list, the task found by its id', async ({ page }) => {
  const window = windowIn(page);
  await window.ready();
  await expect(window.tables.getByRole('button', { name: /^tasks .*task/ })).toHaveAttribute(
    'aria-current',
    'true',
  );
  await expect(window.tasks.count).toContainText(/\d+ tasks/);
  await expect(page.getByText('No task chosen')).toBeVisible();

  await window.tasks.filter.fill(PLANTED.lagging);
  await expect(window.tasks.count).toContainText('1 of ');
  await window.tasks.row(PLANTED.lagging).click();
  const { task } = window;
  await expect(task.heading).toHaveText(PLANTED.lagging);
  await expect(task.part).toContainText('1 attempt');
  await expect(task.part).toContainText('11 events');
  await expect(task.part.getByRole('button', { name: /^stored/ })).toContainText('running');
  await expect(task.part.getByRole('button', { name: /^replay/ })).toContainText('succeeded');
  await expect(task.timeline.getByRole('img')).toHaveAccessibleName(/pending for .*running for /);
  await expect(page).toHaveTitle(new RegExp(`^${PLANTED.lagging} · tasks · Dynascope`));
});

test('status chips, order and text narrow the list; its overview leads to the oldest open task', async ({
  page,
}) => {
  const window = windowIn(page);
  await window.ready();
  const { tasks } = window;
  await tasks.statusChip(/^\d+ succeeded/).click();
  await expect(tasks.count).toContainText(/^\d+ of \d+ tasks/);
  await expect(tasks.list.getByRole('option').first()).toHaveAccessibleName(/succeeded/);
  await tasks.statusChip(/^\d+ succeeded/).click();
  await tasks.statusChip(/findings/).click();
  await tasks.order.selectOption('Worst first');
  await expect(tasks.list.getByRole('option').first()).toHaveAccessibleName(/has findings/);
  await tasks.filter.fill('no such task anywhere');
  await expect(tasks.part.getByText('No task passes the filter')).toBeVisible();
  await tasks.part.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(tasks.count).toContainText(/^\d+ tasks/);
  const oldest = tasks.part.getByRole('heading', { name: 'Oldest open' }).locator('..').getByRole('button');
  const id = await oldest.innerText();
  await oldest.click();
  await expect(window.task.heading).toHaveText(id);
});

test('J and K step through the tasks of the list', async ({ page }) => {
  const window = windowIn(page);
  await window.goTo({ ...DEMO });
  await window.ready();
  await page.keyboard.press('J');
  const first = await window.task.heading.innerText();
  await expect(window.tasks.selected).toHaveAccessibleName(new RegExp(`^${first}`));
  await page.keyboard.press('J');
  await expect(window.task.heading).not.toHaveText(first);
  await page.keyboard.press('K');
  await expect(window.task.heading).toHaveText(first);
});
