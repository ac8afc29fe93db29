import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { deadLettersIn } from '../pages/deadLetters.ts';
import { windowIn } from '../pages/window.ts';
import { writeIn } from '../pages/writes.ts';

const openLetters = async (page: Parameters<typeof windowIn>[0]) => {
  const window = windowIn(page);
  await window.ready();
  await window.tasks.part.getByRole('button', { name: /^Dead letters/ }).click();
  const letters = deadLettersIn(page);
  await expect(letters.options.first()).toBeVisible();
  await expect(letters.reading).toHaveCount(0);
  return letters;
};

/** A task that waits in a queue, by the name of its row. */
const taskOf = (rowName: string | null): string => rowName?.split(',')[0] ?? '';

test('a letter is looked at against the task of today, redriven, and found in its task', async ({
  ownHost,
}) => {
  const { page } = ownHost;
  const window = windowIn(page);
  const letters = await openLetters(page);
  await expect(page).toHaveURL(/view=deadLetters/);
  const row = letters.row(/^(ord|pay|mail|ship|refund)-20.*TaskRedriven/).first();
  const task = taskOf(await row.getAttribute('aria-label'));
  await row.click();
  await expect(letters.letter.getByRole('heading', { level: 3 })).toHaveText(`TaskRedriven for ${task}`);
  const status = letters.states.getByRole('row', { name: /status/ });
  await expect(status.getByRole('cell')).toHaveText([/dead-lettered/, /retrying/]);
  const seq = /as event (\d+)$/.exec((await letters.redrive.textContent()) ?? '')?.[1] ?? '';

  await letters.redrive.click();
  await expect(window.notice(`Redriven: event ${seq} of ${task}`)).toBeVisible();
  await expect(letters.letter).toContainText('It cannot be redriven again.');
  await expect(letters.row(task)).toHaveCount(0);
  await letters.state('Redriven').click();
  await expect(letters.row(task)).toBeVisible();

  await letters.letter.getByRole('button', { name: `Open event ${seq}` }).click();
  await expect(window.task.heading).toHaveText(task);
  await window.task.standsAt(Number(seq), { followsTail: true });
  await expect(window.task.verdict).toContainText(/agrees/i);
});

test('an illegal redrive warns and is done only on purpose; an unreadable letter tells why', async ({
  ownHost,
}) => {
  const { page } = ownHost;
  const letters = await openLetters(page);
  await letters.choose(PLANTED.raceStatus);
  await expect(letters.letter).toContainText(
    'From succeeded, as the task is today, to cancelled is not a legal move.',
  );
  await expect(letters.redrive).toHaveText(/^Redrive anyway as event \d+$/);

  await letters.state('Unreadable').click();
  await letters.choose(/cannot be read/);
  await expect(letters.letter).toContainText('its attribute “event” is of type S, not a map');
  await expect(letters.redrive).toHaveCount(0);
});

test('a redrive that was overtaken tells the story of a lost write, and can be tried on top', async ({
  ownHost,
}) => {
  const first = windowIn(ownHost.page);
  const second = windowIn(await ownHost.newWindow());
  const letters = await openLetters(first.page);
  const row = letters.row(/TaskRedriven/).first();
  const task = taskOf(await row.getAttribute('aria-label'));
  await row.click();
  await expect(letters.redrive).toBeEnabled();

  await second.openTask(task);
  await second.task.append.click();
  const write = writeIn(second.page);
  await write.type.selectOption({ value: 'TaskAssigned' });
  await write.field(/^assignee/).fill('ben');
  await write.submit.click();
  await expect(write.dialog).toBeHidden();

  await letters.redrive.click();
  const lost = writeIn(first.page);
  await expect(letters.dialog).toContainText('Another writer was first. Nothing of yours was written.');
  await expect(lost.told('Winner')).toContainText('TaskAssigned');
  await lost.tryOnTop.click();
  await expect(letters.dialog).toBeHidden();
  await expect(letters.letter).toContainText('which is taken');
  await letters.redrive.click();
  await expect(letters.letter).toContainText('It cannot be redriven again.');
  await expect(second.task.events.getByRole('option', { name: /TaskRedriven/ }).last()).toBeVisible();
});

test('many letters are marked by key, redriven one after another, and each tells its outcome', async ({
  ownHost,
}) => {
  const { page } = ownHost;
  const letters = await openLetters(page);
  await letters.choose(PLANTED.raceStatus);
  await letters.list.press('Space');
  await expect(letters.row(PLANTED.raceStatus)).toBeChecked();
  await expect(letters.redriveMarked).toHaveText('Redrive 1 marked…');
  await letters.list.press('Space');
  await expect(letters.redriveMarked).toBeHidden();

  const waiting = await letters.options.count();
  await letters.markAll.click();
  await letters.redriveMarked.click();
  await expect(letters.dialog).toContainText('What happens to one stops none of the others.');
  await letters.dialog.getByRole('button', { name: /^Redrive \d+ letters$/ }).click();
  await expect(letters.dialog.getByRole('status')).toHaveText(`${waiting - 1} redriven · 1 refused`);
  await expect(letters.outcomes.getByRole('option').first()).toHaveAccessibleName(
    `${PLANTED.raceStatus}, refused: succeeded to cancelled is not a legal move today`,
  );
  await letters.close.click();
  await expect(letters.options).toHaveCount(1);
});

test('marks follow their letters: gone with what was redriven elsewhere, told where a filter hides them', async ({
  ownHost,
}) => {
  const { page } = ownHost;
  const letters = await openLetters(page);
  const rows = letters.row(/^(ord|pay|mail|ship|refund)-20.*TaskRedriven/);
  const name = (await rows.first().getAttribute('aria-label')) ?? '';
  const task = taskOf(name);
  const queue = / in ([^,]+)/.exec(name)?.[1] ?? '';
  const others = letters.row(new RegExp(`^(ord|pay|mail|ship|refund)-20.*TaskRedriven.* in (?!${queue},)`));
  const other = taskOf(await others.first().getAttribute('aria-label'));
  for (const each of [other, task]) {
    await letters.choose(each);
    await letters.list.press('Space');
    await expect(letters.row(each)).toBeChecked();
  }
  await expect(letters.redriveMarked).toHaveText('Redrive 2 marked…');

  const value = await letters.queue.locator('option', { hasText: `${queue} ·` }).getAttribute('value');
  await letters.queue.selectOption({ value: value ?? '' });
  await expect(letters.row(other)).toHaveCount(0);
  await expect(letters.part.getByText('1 not in this list')).toBeVisible();
  await letters.redriveMarked.click();
  await expect(letters.dialog).toContainText('1 of them is not in the list as it is filtered now: queue');
  await letters.dialog.getByRole('button', { name: 'Cancel' }).click();

  const elsewhere = await openLetters(await ownHost.newWindow());
  await elsewhere.choose(other);
  await expect(elsewhere.letter.getByRole('heading', { level: 3 })).toContainText(other);
  await elsewhere.redrive.click();
  await expect(elsewhere.letter).toContainText('It cannot be redriven again.');
  await expect(letters.redriveMarked).toHaveText('Redrive 1 marked…');
  await expect(letters.part.getByText('not in this list')).toHaveCount(0);

  // The last one is looked at while it is redriven as one of many.
  await expect(letters.redrive).toBeEnabled();
  await letters.redriveMarked.click();
  await letters.dialog.getByRole('button', { name: 'Redrive 1 letter' }).click();
  await expect(letters.dialog.getByRole('status')).toHaveText('1 redriven');
  await letters.close.click();
  await expect(letters.letter).toContainText('It cannot be redriven again.');
  await expect(letters.markAll).toBeVisible();
});

test('a task that was given up leads to its letters, and the keyboard leads there and back', async ({
  page,
}) => {
  const window = windowIn(page);
  await window.ready();
  await window.tasks.part.getByRole('button', { name: /dead-lettered/ }).click();
  await window.tasks.list
    .getByRole('option', { name: /^(ord|pay|mail|ship|refund)-20/ })
    .first()
    .click();
  await window.task.part.getByRole('button', { name: 'Dead letters' }).click();
  const letters = deadLettersIn(page);
  await expect(letters.options).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(letters.part).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(letters.part).toBeVisible();
  await letters.filter.fill('no such thing');
  await expect(letters.part).toContainText('No dead letter passes the filter');
  await letters.part.getByRole('button', { name: 'Clear the filter' }).click();
  await letters.filter.press('Enter');
  await expect(letters.list).toBeFocused();
  await expect(letters.states).toBeVisible();
});
