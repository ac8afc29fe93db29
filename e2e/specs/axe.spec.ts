import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { killEngine, killEngineAndWait } from '../host/engine.ts';
import { conflictsIn } from '../pages/conflicts.ts';
import { deadLettersIn } from '../pages/deadLetters.ts';
import type { Tab } from '../pages/task.ts';
import { DEMO, windowIn } from '../pages/window.ts';
import { writeIn } from '../pages/writes.ts';
import { expectNoViolations } from '../support/axe.ts';

const TABS: readonly Tab[] = ['State', 'Diff', 'Payload', 'Raw', 'Causes', 'Conflicts'];

test('start page, filtered list and task are accessible, every view of an event among them', async ({
  page,
}) => {
  const window = windowIn(page);
  await window.ready();
  await expectNoViolations(page, 'start page');
  await window.tasks.filter.fill('nothing has this name');
  await expect(window.tasks.part.getByText('No task passes the filter')).toBeVisible();
  await expectNoViolations(page, 'empty list');

  const task = await window.openTask(PLANTED.raceAppend, 3);
  await task.standsAt(3);
  for (const tab of TABS) {
    await task.show(tab);
    await expectNoViolations(page, `task, ${tab}`);
  }
});

for (const id of [
  PLANTED.edited,
  PLANTED.gap,
  PLANTED.again,
  PLANTED.undecodable,
  PLANTED.hostile,
  PLANTED.long,
]) {
  test(`the task ${id.slice(0, 16)} is accessible against its stored projection`, async ({ page }) => {
    const window = windowIn(page);
    const task = await window.openTask(id);
    await task.verdict.click();
    await expect(task.compareWith).toHaveValue('stored');
    await expectNoViolations(page, id.slice(0, 16));
  });
}

test('dead letters are accessible: chosen, illegal, unreadable, marked, and the question before many', async ({
  page,
}) => {
  const window = windowIn(page);
  await window.ready();
  await window.tasks.part.getByRole('button', { name: /^Dead letters/ }).click();
  const letters = deadLettersIn(page);
  await letters
    .row(/TaskRedriven/)
    .nth(1)
    .click();
  await expect(letters.states).toBeVisible();
  await expectNoViolations(page, 'dead letter');
  await letters.choose(PLANTED.raceStatus);
  await expect(letters.redrive).toHaveText(/anyway/);
  await letters.markAll.click();
  await expectNoViolations(page, 'illegal letter, all marked');
  await letters.redriveMarked.click();
  await expectNoViolations(page, 'question before many');
  await page.keyboard.press('Escape');
  await letters.state('Unreadable').click();
  await letters.choose(/cannot be read/);
  await expectNoViolations(page, 'unreadable letter');
});

test('dialogs and lists are accessible: palette, help, append, change of status, connection, conflicts', async ({
  page,
}) => {
  const window = windowIn(page);
  const task = await window.openTask(PLANTED.lagging);
  await window.ready();
  await page.keyboard.press('ControlOrMeta+k');
  await window.paletteInput.fill('demo');
  await expect(window.palette.getByRole('option').first()).toBeVisible();
  await expectNoViolations(page, 'palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(window.help).toBeVisible();
  await expectNoViolations(page, 'help');
  await page.keyboard.press('Escape');
  await task.append.click();
  await writeIn(page).type.selectOption('TaskFailed');
  await writeIn(page).submit.click();
  await expectNoViolations(page, 'append, with what is missing');
  await writeIn(page).cancel.click();
  await task.changeStatus.click();
  await writeIn(page).status('failed').check();
  await expectNoViolations(page, 'change of status');
  await writeIn(page).cancel.click();
  await window.connections.getByRole('button', { name: 'Add a connection' }).click();
  await expectNoViolations(page, 'connection');
  await page.keyboard.press('Escape');
  await window.goTo(DEMO);
  await window.tasks.part.getByRole('button', { name: 'Conflicts' }).click();
  await expect(conflictsIn(page).story).toBeVisible();
  await expectNoViolations(page, 'conflicts');
  await window.goTo({ ...DEMO, task: 'no-such-task' });
  await expect(window.task.part.getByText('nothing is stored under this id')).toBeVisible();
  await expectNoViolations(page, 'no such task');
});

test('the conflict view and the failed connection are accessible', async ({ ownHost }) => {
  const first = windowIn(ownHost.page);
  const second = windowIn(await ownHost.newWindow());
  for (const window of [first, second]) {
    await window.openTask(PLANTED.edited);
    await window.task.append.click();
    await writeIn(window.page).type.selectOption('TaskStarted');
  }
  await writeIn(first.page).submit.click();
  await expect(first.dialog).toBeHidden();
  await writeIn(second.page).submit.click();
  await expect(writeIn(second.page).story).toBeVisible();
  await expectNoViolations(second.page, 'conflict view');
  await writeIn(second.page).giveUp.click();

  for (let death = 1; death <= 5; death += 1) await killEngineAndWait(ownHost.dataFolder);
  await killEngine(ownHost.dataFolder);
  await expect(second.banner).toContainText('has failed');
  await expectNoViolations(second.page, 'failed connection');
});
