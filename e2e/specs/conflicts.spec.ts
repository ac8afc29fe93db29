import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { conflictsIn } from '../pages/conflicts.ts';
import { windowIn } from '../pages/window.ts';
import { writeIn } from '../pages/writes.ts';

test('two windows race an append: one wins, the other sees why it lost and tries again on top', async ({
  ownHost,
}) => {
  const first = windowIn(ownHost.page);
  const second = windowIn(await ownHost.newWindow());
  const won = writeIn(first.page);
  const lost = writeIn(second.page);
  for (const window of [first, second]) {
    await window.openTask(PLANTED.edited);
    await window.task.append.click();
  }
  await won.type.selectOption({ value: 'TaskStarted' });
  await won.actor.fill('anna');
  await lost.type.selectOption({ value: 'TaskCancelled' });
  await lost.field(/^reason/).fill('customer called');
  await lost.actor.fill('ben');

  await won.submit.click();
  await expect(won.dialog).toBeHidden();
  await expect(first.notice('EVENT#0012 written')).toBeVisible();
  await first.task.standsAt(12, { followsTail: true });

  await lost.submit.click();
  await expect(lost.dialog).toContainText('Another writer was first. Nothing of yours was written.');
  await expect(lost.story).toContainText('recorded');
  await expect(lost.told('Tried')).toContainText('to append TaskCancelled as EVENT#0012, by ben');
  await expect(lost.told('Expected')).toHaveText('that no EVENT#0012 exists; the last event seen was 11');
  await expect(lost.told('Found')).toHaveText('TaskStarted under EVENT#0012; the last event was 12');
  await expect(lost.told('Winner')).toContainText(/EVENT#0012 TaskStarted by anna/);
  await expect(lost.story.getByRole('columnheader', { name: 'Seen, at event 11' })).toBeVisible();
  await expect(lost.story.getByRole('columnheader', { name: 'Met, at event 12' })).toBeVisible();
  const status = lost.story.getByRole('row', { name: /status/ });
  await expect(status.getByRole('cell')).toHaveText([/retrying/, /running/]);

  await lost.tryOnTop.click();
  await expect(lost.dialog).toContainText('This now appends EVENT#0013, not EVENT#0012.');
  await expect(lost.field(/^reason/)).toHaveValue('customer called');
  await lost.submit.click();
  await expect(lost.dialog).toBeHidden();
  for (const { task } of [first, second]) {
    await expect(task.events.getByRole('option', { name: /^13 TaskCancelled/ })).toBeVisible();
    await expect(task.conflictMarks).toHaveAccessibleName('Conflict, recorded: EVENT#0012 was already taken');
  }

  await first.task.conflictMarks.click();
  await expect(first.task.tab('Conflicts')).toHaveAttribute('aria-selected', 'true');
  await expect(first.task.panel).toContainText('EVENT#0012 TaskStarted by anna');
  await first.page.keyboard.press('g');
  await first.page.keyboard.press('c');
  const conflicts = conflictsIn(first.page);
  await conflicts.row(PLANTED.edited).click();
  await expect(conflicts.story).toContainText('EVENT#0012 was already taken');
  await conflicts.openTask();
  await first.task.standsAt(12);
});

test('two windows race a change of status: the loser learns the status there was', async ({ ownHost }) => {
  const first = windowIn(ownHost.page);
  const second = windowIn(await ownHost.newWindow());
  const won = writeIn(first.page);
  const lost = writeIn(second.page);
  for (const window of [first, second]) {
    await window.openTask(PLANTED.lagging);
    await window.task.changeStatus.click();
  }
  await expect(won.dialog).toContainText('every other field stays as it is, and no event is appended');
  await won.status('succeeded').check();
  await lost.status('failed').check();
  await won.submit.click();
  await expect(won.dialog).toBeHidden();
  await expect(first.task.part.getByRole('button', { name: /^stored/ })).toContainText('succeeded');

  await lost.submit.click();
  await expect(lost.told('Tried')).toHaveText('to set the stored status to failed');
  await expect(lost.told('Expected')).toContainText('that the stored status is running');
  await expect(lost.told('Found')).toContainText('the stored status succeeded');
  await lost.tryOnTop.click();
  await expect(lost.dialog).toContainText('the stored status is succeeded now, no longer running');
  await lost.status('cancelled').check();
  await lost.submit.click();
  await expect(lost.dialog).toBeHidden();
  await expect(second.task.part.getByRole('button', { name: /^stored/ })).toContainText('cancelled');
  await expect(second.task.conflictMarks).toHaveAccessibleName(
    /^Conflict, recorded: The stored status was no longer running/,
  );
});

test('giving up a lost write writes nothing', async ({ ownHost }) => {
  const first = windowIn(ownHost.page);
  const second = windowIn(await ownHost.newWindow());
  for (const window of [first, second]) {
    await window.openTask(PLANTED.raceStatus);
    await window.task.append.click();
    await writeIn(window.page).type.selectOption({ value: 'TaskRedriven' });
  }
  const last = Number(await first.task.scrubber.getAttribute('aria-valuenow'));
  await writeIn(first.page).submit.click();
  await expect(first.dialog).toBeHidden();
  const lost = writeIn(second.page);
  await lost.submit.click();
  await lost.giveUp.click();
  await expect(lost.dialog).toBeHidden();
  await expect(second.task.append).toBeFocused();
  await second.task.standsAt(last + 1, { followsTail: true });
});

test('the conflicts of the demonstration are listed and lead to their tasks', async ({ page }) => {
  const window = windowIn(page);
  await window.ready();
  await window.tasks.part.getByRole('button', { name: 'Conflicts' }).click();
  const conflicts = conflictsIn(page);
  await expect(conflicts.list.getByRole('option')).toHaveCount(2);
  await conflicts.row(PLANTED.raceAppend).click();
  await expect(conflicts.story).toContainText('was already taken');
  await conflicts.openTask();
  await expect(window.task.heading).toHaveText(PLANTED.raceAppend);
  await expect(window.task.conflictMarks).toBeVisible();
});
