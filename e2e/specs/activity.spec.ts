import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { killEngine, killEngineAndWait } from '../host/engine.ts';
import { activityIn } from '../pages/activity.ts';
import { windowIn } from '../pages/window.ts';
import { expectNoViolations } from '../support/axe.ts';

test('reading a task shows the calls it takes; they can be paused, copied and cleared', async ({
  host,
  page,
}) => {
  const window = windowIn(page);
  const activity = activityIn(page);
  await window.openTask(PLANTED.lagging, 4);
  await window.task.standsAt(4);
  await expect(activity.part).toBeHidden();

  await activity.button.click();
  await expect(activity.button).toHaveAttribute('aria-pressed', 'true');
  await expect(activity.rows(/^Query on tasks, done, /).first()).toBeVisible();
  await window.task.standsAt(4);
  await expect(activity.figure('calls')).toHaveText(/^[\d,]+$/);
  await expect(activity.figure('p95')).toHaveText(/ms| s/);
  await expectNoViolations(page, 'activity');

  await activity.clear.click();
  await window.tasks.filter.fill(PLANTED.edited);
  await expect(window.tasks.count).toContainText('1 of ');
  await window.tasks.row(PLANTED.edited).click();
  await expect(activity.rows(/^GetItem on tasks, done, /).first()).toBeVisible();
  await expect(activity.rows(/^Query on tasks, done, /).first()).toBeVisible();

  await activity.list.focus();
  await page.keyboard.press('ArrowDown');
  const chosen = activity.list.getByRole('option', { selected: true });
  await expect(chosen).toHaveCount(1);
  const words = await chosen.getAttribute('aria-label');
  // The end of the open task's stream is looked at all the time: what is paused stays all the same.
  await expect(activity.part.getByText(/^\d+ newer$/)).toBeVisible();
  await expect(activity.list.getByRole('option').first()).toHaveAccessibleName(words ?? '');
  await page.keyboard.press('c');
  await expect(window.notice('Call copied')).toBeVisible();
  expect(await host.clipboard()).toContain(words ?? 'no name');
  await activity.follow.click();
  await expect(activity.pause).toBeVisible();
  await expect(chosen).toHaveCount(0);

  await activity.list.focus();
  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await expect(activity.part).toBeHidden();
  await expect(activity.button).toBeFocused();
});

test('sendings that were made again while the engine was dead are marked, and those that failed named', async ({
  ownHost,
}) => {
  const { page, dataFolder } = ownHost;
  const window = windowIn(page);
  const activity = activityIn(page);
  await window.openTask(PLANTED.lagging);
  await window.ready();
  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await expect(activity.rows(/ done, /).first()).toBeVisible();
  await expect(activity.figure('sent again')).toHaveText('0');
  // So many restarts the host makes by itself; the next death is final, and every call goes unanswered.
  for (let death = 1; death <= 5; death += 1) await killEngineAndWait(dataFolder);
  await killEngine(dataFolder);
  await expect(activity.figure('sent again')).not.toHaveText('0');
  await expect(activity.figure('failed')).not.toHaveText('0');
  await activity.pause.click();
  await expect(activity.rows(/, sent \d times, waited /).first()).toBeVisible();
  await expectNoViolations(page, 'activity after a failure');
});
