import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { rebuildIn } from '../pages/rebuild.ts';
import { windowIn } from '../pages/window.ts';

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
  await expect(task.verdict).toHaveText('projection agrees with replay');

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
  await rebuild.confirm.click();
  await expect(rebuild.putBack).toBeVisible();
  await expect(
    rebuild.outcomes.getByRole('option', { name: new RegExp(PLANTED.lagging) }),
  ).toHaveAccessibleName(/rebuilt$/);
  await expect(rebuild.status).toContainText(/\d+ rebuilt/);
  await rebuild.putBack.click();
  await expect(rebuild.status).toContainText(/\d+ put back/);
  await rebuild.close();
  await expect(rebuild.dialog).toBeHidden();
  await expect(rebuild.many).toBeVisible();
});
