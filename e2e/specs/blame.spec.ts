import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { engineEndpoint } from '../host/engine.ts';
import { layoutsIn } from '../pages/layouts.ts';
import { windowIn } from '../pages/window.ts';
import { expectNoViolations } from '../support/axe.ts';
import { CAUSED, writeCaused } from '../support/causedTable.ts';

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

test('causes are found by the ids that writers give their events, in a layout that is proposed with them', async ({
  ownHost,
}) => {
  const { page, dataFolder } = ownHost;
  const window = windowIn(page);
  await window.ready();
  await writeCaused(await engineEndpoint(dataFolder));
  await window.goTo({ connection: 'embedded', table: CAUSED });
  const layouts = layoutsIn(page);
  await layouts.make.click();
  await expect(layouts.part).toContainText(
    '“event_id” is another text in each of 6 events, and 5 of 6 causation ids are among them, so it is the event’s own id.',
  );
  await layouts.save.click();
  await page
    .getByRole('listbox', { name: 'Streams' })
    .getByRole('option', { name: /^payment,/ })
    .click();
  await expect(window.task.heading).toHaveText('payment');
  await window.task.event(1).click();
  await window.task.show('Causes');
  const tree = window.task.tree('Causes and effects of event 1');
  await expect(tree.getByRole('treeitem', { name: /event 2 of order/ })).toBeVisible();
  await expect(tree.getByRole('treeitem', { name: /event 1 of parcel/ })).toBeVisible();
  await expect(tree.getByRole('treeitem').first()).toHaveAccessibleName(/web-77/);
  await tree.getByRole('treeitem', { name: /event 2 of order/ }).click();
  await expect(window.task.heading).toHaveText('order');
  await window.task.show('Payload');
  await expect(window.task.panel).toContainText(/event id\s*0190-a2/);
});
