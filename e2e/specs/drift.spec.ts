import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { windowIn } from '../pages/window.ts';

test('a projection edited by hand has diverged: fields, bisection, and a jump to the first difference', async ({
  page,
}) => {
  const task = await windowIn(page).openTask(PLANTED.edited);
  await expect(task.verdict).toHaveText(/^diverged at EVENT#0011, field status$|diverged .*field status/);
  await expect(task.part.getByRole('button', { name: /^stored/ })).toContainText('succeeded');
  await expect(task.part.getByRole('button', { name: /^replay/ })).toContainText('retrying');

  await task.verdict.click();
  await expect(task.compareWith).toHaveValue('stored');
  const row = task.drift.getByRole('row', { name: /^status/ });
  await expect(row.getByRole('cell').nth(0)).toContainText('succeeded');
  await expect(row.getByRole('cell').nth(1)).toContainText('retrying');
  await expect(task.drift).toContainText('Stored says succeeded; the events end in retrying.');
  await expect(task.drift).toContainText(
    /No event ever led to what is stored; it first differs at EVENT#\d{4}\./,
  );
  const told = /first differs at EVENT#(\d{4})/.exec(await task.drift.innerText());
  const first = Number(told?.[1]);
  await task.drift.getByRole('button', { name: `Go to EVENT#${told?.[1]}` }).click();
  await (first === 11 ? task.standsAt(11, { followsTail: true }) : task.standsAt(first));
});

test('a lagging projection equals the replay four events before the end', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.lagging);
  await expect(task.verdict).toHaveText('projection lags 4 events');
  await task.verdict.click();
  await expect(task.drift).toContainText(
    'The projection equals the replay at 7; it first differs at EVENT#0008.',
  );
  await task.drift.getByRole('button', { name: 'Go to EVENT#0008' }).click();
  await task.standsAt(8);
  await task.drift.getByRole('button', { name: 'Go to EVENT#0007' }).click();
  await task.standsAt(7);
  await expect(task.panel).toContainText('the stored projection → state after 7');
  await expect(task.panel).toContainText('Nothing differs.');
});

test('an honest task agrees, and says so', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.raceAppend);
  await expect(task.verdict).toHaveText('projection agrees with replay');
  await task.verdict.click();
  await expect(task.panel).toContainText('Nothing differs.');
});
