import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { windowIn } from '../pages/window.ts';
import { expectNoViolations } from '../support/axe.ts';

test('every field of the state names the event that changed it last, and leads there', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.edited, 9);
  await task.standsAt(9);
  const field = (name: string) =>
    task
      .tree(/^State after/)
      .getByRole('treeitem')
      .filter({ has: page.getByText(name, { exact: true }) });
  const changedBy = (name: string) => field(name).getByRole('button', { name: /^Last changed by event/ });
  await expect(changedBy('status')).toHaveAccessibleName(/event 3, TaskStarted/);
  await expect(changedBy('title')).toHaveAccessibleName(/event 1, TaskCreated/);
  await expect(changedBy('progress')).toHaveAccessibleName(/event 9, TaskProgressed/);
  await changedBy('status').click();
  await task.standsAt(3);
  await field('title').click();
  await page.keyboard.press('b');
  await task.standsAt(1);
});

test('a field shows its history, from change to change by keyboard, and every change in a list', async ({
  page,
}) => {
  const task = await windowIn(page).openTask(PLANTED.edited, 9);
  await task.standsAt(9);
  await task
    .tree(/^State after/)
    .getByRole('treeitem')
    .filter({ has: page.getByText('status', { exact: true }) })
    .click();
  const history = task.inspector.getByRole('region', { name: 'History of status' });
  await expect(history).toContainText('4 changes in 11 events');
  const line = history.getByRole('slider', { name: 'Changes of status' });
  await expect(line).toHaveAttribute('aria-valuetext', 'event 3: running');
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(line).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await task.standsAt(10);
  await expect(line).toHaveAttribute('aria-valuetext', 'event 10: failed');
  await page.keyboard.press('ArrowLeft');
  await task.standsAt(3);
  await page.keyboard.press('Home');
  await task.standsAt(1);

  await history.getByRole('button', { name: 'All changes' }).click();
  const changes = history.getByRole('listbox', { name: 'All changes of status' });
  await expect(changes.getByRole('option')).toHaveCount(4);
  await expect(changes.getByRole('option').nth(2)).toContainText(/TaskFailed.*running.*failed/);
  await expectNoViolations(page, 'history of a field');
  await changes.getByRole('option').nth(3).click();
  await task.standsAt(11, { followsTail: true });
  await history.getByRole('button', { name: 'Close the history' }).click();
  await expect(history).toBeHidden();
});

test('a number of twelve thousand events has its line', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.long, 9000);
  await task.standsAt(9000);
  await task
    .tree(/^State after/)
    .getByRole('treeitem')
    .filter({ has: page.getByText('progress', { exact: true }) })
    .click();
  const history = task.inspector.getByRole('region', { name: 'History of progress' });
  await expect(history).toContainText(/changes in 12,000 events/);
  await history.getByRole('slider').focus();
  await page.keyboard.press('Home');
  await expect(task.scrubber).not.toHaveAttribute('aria-valuenow', '9000');
});

test('causes lead from the order to the event and on to what came of it, task to task', async ({ page }) => {
  const window = windowIn(page);
  const task = await window.openTask(PLANTED.edited, 3);
  await window.ready();
  await task.standsAt(3);
  await task.show('Causes');
  const tree = task.tree('Causes and effects of event 3');
  await expect(tree.getByRole('treeitem').first()).toHaveAccessibleName(/no event of this table/);
  await expect(tree.getByRole('treeitem', { name: /event 3 of ord-demo-edited, this event/ })).toBeVisible();
  await expect(tree.getByRole('treeitem', { name: /^TaskStarted/ })).toHaveAttribute('aria-current', 'true');
  await expectNoViolations(page, 'causes');
  await tree.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await task.standsAt(2);
});
