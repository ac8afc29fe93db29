import type { Locator } from '@playwright/test';
import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { placeToPath } from '../../shared/model/place.ts';
import { expect, test } from '../fixtures.ts';
import { compareIn } from '../pages/compare.ts';
import { DEMO, windowIn } from '../pages/window.ts';
import { expectNoViolations } from '../support/axe.ts';
import { shoot } from '../support/shoot.ts';

test('two tasks stand side by side, aligned, at their first difference', async ({ page }) => {
  const window = windowIn(page);
  await window.openTask(PLANTED.again);
  const task = await window.openTask(PLANTED.edited);
  await expect(task.verdict).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  const comparison = compareIn(page);
  await comparison.taskId.fill(PLANTED.again);
  await comparison.compare.click();

  await expect(comparison.verdict).toContainText(
    'First difference: TaskCreated (event 1 on both sides) carries another payload.',
  );
  await expect(comparison.verdict).toContainText('They part where');
  await expect(comparison.selectedRow).toHaveAccessibleName('other payload, TaskCreated 1, TaskCreated 1');
  await expect(comparison.states).toContainText('after event 1 → after event 1');
  await expect(comparison.states).toContainText('title');
  await expectNoViolations(page, 'comparison');

  await page.keyboard.press('d');
  await expect(comparison.selectedRow).not.toHaveAccessibleName(/TaskCreated/);
  await page.keyboard.press('D');
  await expect(comparison.selectedRow).toHaveAccessibleName(/TaskCreated/);
  await comparison.rows.focus();
  await page.keyboard.press('End');
  await comparison.firstDifference.click();
  await expect(comparison.selectedRow).toHaveAccessibleName(/TaskCreated/);

  await page.reload();
  await expect(comparison.verdict).toContainText('First difference: TaskCreated');
  await comparison.part.getByRole('button', { name: PLANTED.edited, exact: true }).click();
  await task.standsAt(1);
});

test('two points of one task share what came before, and differ by what came between', async ({ page }) => {
  const window = windowIn(page);
  const task = await window.openTask(PLANTED.edited, 3);
  await task.standsAt(3);
  await task.part.getByRole('button', { name: /^Compare with/ }).click();
  const comparison = compareIn(page);
  await comparison.choice.getByRole('combobox').selectOption('another event of this task');
  await comparison.choice.getByRole('textbox', { name: 'Up to event' }).fill('10');
  await comparison.compare.click();
  await expect(comparison.verdict).toContainText(
    'First difference: only the right has TaskProgressed (event 4).',
  );
  await expect(comparison.verdict).toContainText(
    '3 the same · 0 with other payloads · 0 only left · 7 only right',
  );
  await comparison.rows.focus();
  await page.keyboard.press('End');
  await expect(comparison.states).toContainText('after event 3 → after event 10');
  await expect(comparison.states).toContainText('failed');
});

test('a comparison leads to another one, and the list of keys says which do nothing there', async ({
  page,
}) => {
  const window = windowIn(page);
  const place = { ...DEMO, task: PLANTED.edited };
  await window.goTo({ ...place, seq: 3, with: placeToPath({ ...place, seq: 10 }) });
  const comparison = compareIn(page);
  await expect(comparison.verdict).toContainText('First difference');
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await comparison.choice.getByRole('combobox').selectOption('another event of this task');
  await comparison.choice.getByRole('textbox', { name: 'Up to event' }).fill('4');
  await comparison.compare.click();
  await expect(comparison.verdict).toContainText(
    '3 the same · 0 with other payloads · 0 only left · 1 only right',
  );

  const line = (label: string): Locator => window.help.locator('dd').filter({ hasText: label });
  await page.keyboard.press('?');
  await expect(line('Compare this task with…')).toHaveText('Compare this task with…');
  await expect(line('Go to the history of the chosen field')).toHaveText(/ · not here$/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.keyboard.press('?');
  await expect(line('Compare this task with…')).toHaveText(/ · not here$/);
  await expect(line('Go to the list of tasks')).not.toHaveText(/not here/);
});

test('an event that is not there is told of, and nothing is compared with it', async ({ page }) => {
  const window = windowIn(page);
  const comparison = compareIn(page);
  const place = { ...DEMO, task: PLANTED.gap };
  for (const { seq, words } of [
    { seq: 99, words: / has no event 99: it has \d+ events, the last one is \d+\./ },
    { seq: 7, words: / has no event 7: it is missing, or cannot be read\./ },
  ]) {
    await window.goTo({ ...place, seq: 6, with: placeToPath({ ...place, seq }) });
    await expect(comparison.verdict).toContainText(words);
    await expect(comparison.verdict).toContainText('Nothing is compared.');
    await expect(comparison.verdict).not.toContainText('equal');
    await expect(comparison.rows).toBeHidden();
    await expect(comparison.states).toBeHidden();
  }
  await expectNoViolations(page, 'a comparison with an event that is not there');
});

test('a lagging projection is compared with its replay: what it has seen, and what not', async ({ page }) => {
  const window = windowIn(page);
  const task = await window.openTask(PLANTED.lagging);
  await expect(task.verdict).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await window.paletteInput.fill('compare this task');
  await page.keyboard.press('Enter');
  const comparison = compareIn(page);
  await comparison.choice.getByRole('combobox').selectOption('its stored projection');
  await comparison.compare.click();
  await expect(comparison.verdict).toContainText(
    'First difference: only the left has TaskProgressed (event 8).',
  );
  await expect(comparison.states).toContainText('the stored projection');
});

test('two tasks marked in the list are compared, and the link leads to their comparison', async ({
  host,
}) => {
  const { page } = host;
  const window = windowIn(page);
  await window.goTo(DEMO);
  await window.ready();
  const { tasks } = window;
  const comparison = compareIn(page);

  await test.step('by keys', async () => {
    await tasks.filter.fill(PLANTED.edited);
    await expect(tasks.count).toContainText('1 of ');
    await tasks.row(PLANTED.edited).click();
    await page.keyboard.press('Space');
    await expect(tasks.row(PLANTED.edited)).toBeChecked();
    await expect(tasks.marked).toContainText('Mark another to compare');
    await tasks.filter.fill(PLANTED.again);
    await expect(tasks.count).toContainText('1 of ');
    await tasks.row(PLANTED.again).click();
    await page.keyboard.press('v');
    await expect(tasks.marked).toContainText(`${PLANTED.edited}${PLANTED.again}`);
    await expectNoViolations(page, 'two marked tasks');
    await shoot(page, 'marked');
    await page.keyboard.press('V');
    await expect(comparison.verdict).toContainText('First difference: TaskCreated');
    await expect(comparison.part.getByRole('button', { name: PLANTED.edited, exact: true })).toBeVisible();
    await expect(tasks.marked).toBeHidden();
  });

  await test.step('the link', async () => {
    await page.keyboard.press('y');
    await expect(window.notice('Link to the comparison copied')).toBeVisible();
    const link = await host.clipboard();
    await window.openTask(PLANTED.gap);
    const shown = await host.openLink(link);
    await expect(compareIn(shown).verdict).toContainText('First difference: TaskCreated');
    await expect(
      compareIn(shown).part.getByRole('button', { name: PLANTED.again, exact: true }),
    ).toBeVisible();
    if (shown !== page) await shown.close();
  });

  await test.step('by pointer; a third mark takes the place of the first, and marks can be taken away', async () => {
    await window.goTo(DEMO);
    await window.ready();
    // While the table is being read, rows come before others.
    await expect(tasks.count).toHaveText(/^[\d,]+ tasks/);
    const rows = tasks.list.getByRole('option');
    for (const index of [0, 1, 2]) {
      await rows.nth(index).hover();
      await tasks.tick(rows.nth(index)).click();
      await expect(rows.nth(index)).toBeChecked();
    }
    await expect(rows.nth(0)).not.toBeChecked();
    await expect(tasks.marked.getByRole('button', { name: 'Compare' })).toBeEnabled();
    await tasks.tick(rows.nth(2)).click();
    await expect(tasks.marked.getByRole('button', { name: 'Compare' })).toBeDisabled();
    await tasks.marked.getByRole('button', { name: 'Unmark' }).click();
    await expect(tasks.marked).toBeHidden();
  });
});
