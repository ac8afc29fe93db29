import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { rebuildIn } from '../pages/rebuild.ts';
import { windowIn } from '../pages/window.ts';
import { expectNoViolations } from '../support/axe.ts';

test('a diverged projection: where it differs, what rebuilding would do, rebuilt, and put back', async ({
  page,
}) => {
  const task = await windowIn(page).openTask(PLANTED.edited);
  await expect(task.verdict).toHaveText(/^diverged/);
  const rebuild = rebuildIn(page);
  await rebuild.one.click();
  await expect(rebuild.dialog).toContainText('status');
  await expect(rebuild.dialog).toContainText('succeeded');
  await expect(rebuild.dialog).toContainText('retrying');
  await expect(task.verdict).toHaveText(/^diverged/);

  await rebuild.confirm.click();
  await expect(rebuild.status).toHaveText('1 rebuilt');
  await expect(rebuild.outcomes.getByRole('option')).toContainText('succeeded → retrying');
  await expect(rebuild.story).toContainText('Before against after the rebuild');
  await expect(rebuild.story).toContainText(/changed\s*status/);
  await expect(task.verdict).toHaveText('projection agrees with replay');
  await expectNoViolations(page, 'outcome of a rebuild');

  await rebuild.putBack.click();
  await expect(rebuild.status).toContainText('1 put back');
  await rebuild.close();
  await expect(task.verdict).toHaveText(/^diverged/);
  await expect(task.part.getByRole('button', { name: /^stored/ })).toContainText('succeeded');
});

test('every drifting projection of a table at once: the outcome of each, and the way back', async ({
  page,
}) => {
  const window = windowIn(page);
  const rebuild = rebuildIn(page);
  await window.openTask(PLANTED.lagging);
  await rebuild.many.click();
  await expect(rebuild.dialog).toContainText('only if it is still as read');
  await expect(rebuild.confirm).toBeEnabled();
  await rebuild.confirm.click();
  await expect(rebuild.putBack).toBeVisible();
  await expect(
    rebuild.outcomes.getByRole('option', { name: new RegExp(PLANTED.lagging) }),
  ).toHaveAccessibleName(/rebuilt$/);
  await expect(rebuild.status).toContainText(/\d+ rebuilt/);
  await rebuild.putBack.click();
  await expect(rebuild.status).toContainText(/\d+ put back/);
  // Where one that was stopped goes on.
  await rebuild.button('All rebuilds').click();
  await expect(rebuild.runs).toContainText(/put back/);
  await rebuild.close();
  await expect(rebuild.dialog).toBeHidden();
  await expect(rebuild.many).toBeVisible();
});

test('many are planned first: each with its diff, taken in or left out by cause or one by one; only those are written', async ({
  page,
}) => {
  const rebuild = rebuildIn(page);
  const task = await windowIn(page).openTask(PLANTED.edited);
  await expect(task.verdict).toHaveText(/^diverged/);
  await rebuild.many.click();
  const edited = rebuild.planned.getByRole('option', { name: new RegExp(`^${PLANTED.edited}, diverged`) });
  const lagging = rebuild.planned.getByRole('option', { name: new RegExp(`^${PLANTED.lagging}, lagging`) });
  await edited.click();
  await expect(rebuild.wouldChange).toContainText('succeeded');
  await expect(rebuild.wouldChange).toContainText('retrying');
  await expect(edited).toBeChecked();
  await expectNoViolations(page, 'plan of many rebuilds');

  await rebuild.all.click();
  await expect(rebuild.confirm).toBeDisabled();
  await expect(edited).not.toBeChecked();
  await edited.click();
  await page.keyboard.press('Space');
  await expect(edited).toBeChecked();
  await expect(lagging).not.toBeChecked();
  await expect(rebuild.all).toBeChecked({ indeterminate: true });
  await rebuild.check(/lagging/).click();
  await expect(lagging).toBeChecked();
  await rebuild.check(/lagging/).click();

  await expect(rebuild.confirm).toHaveText('Rebuild 1 projection');
  await rebuild.confirm.click();
  await expect(rebuild.status).toHaveText('1 rebuilt');
  await expect(rebuild.outcomes.getByRole('option')).toHaveCount(1);
  await rebuild.close();
  await expect(task.verdict).toHaveText('projection agrees with replay');

  await rebuild.openRuns();
  await expectNoViolations(page, 'past rebuilds');
  await rebuild.dialog.getByRole('button', { name: 'Tasks…' }).first().click();
  await expect(rebuild.story).toContainText(/succeeded[^]*retrying/);
  const row = rebuild.outcomes.getByRole('option', { name: `${PLANTED.edited}, rebuilt` });
  await row.click();
  await page.keyboard.press('Space');
  await expect(row).toBeChecked();
  await rebuild.dialog.getByRole('button', { name: 'Put the one chosen back' }).click();
  await expect(rebuild.status).toContainText('1 put back');
  await expect(rebuild.story).toContainText('put back as it was');
  await expect(rebuild.story).toContainText(/succeeded[^]*retrying/);
  await rebuild.close();
  await expect(task.verdict).toHaveText(/^diverged/);
});
