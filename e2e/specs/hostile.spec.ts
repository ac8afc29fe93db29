import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { deadLettersIn } from '../pages/deadLetters.ts';
import type { Tab } from '../pages/task.ts';
import { windowIn } from '../pages/window.ts';
import { writeIn } from '../pages/writes.ts';
import { madeFromData, reorderingTexts, watchPage } from '../support/watchPage.ts';

const TABS: readonly Tab[] = ['State', 'Diff', 'Payload', 'Raw', 'Conflicts'];

async function isOnlyText(page: Page): Promise<void> {
  expect(await madeFromData(page)).toEqual([]);
  expect(await reorderingTexts(page)).toEqual([]);
}

test('a task with script, HTML and bidirectional text in every field stays text everywhere', async ({
  page,
}) => {
  const window = windowIn(page);
  await window.ready();
  const watched = watchPage(page);
  await window.tasks.filter.fill('demo-hostile');
  await window.tasks.list.getByRole('option').first().click();
  const { task } = window;
  await expect(task.verdict).toBeEnabled();
  await expect(task.heading).toContainText('ord-demo-hostile"><img src=x onerror=alert(1)>');
  await expect(task.heading).toContainText('RLO');
  await isOnlyText(page);

  for (const seq of [1, 2, 3, 4, 5, 6, 7]) {
    await task.event(seq).click();
    await expect(task.scrubber).toHaveAttribute('aria-valuenow', String(seq));
    for (const tab of TABS) {
      await task.show(tab);
      await isOnlyText(page);
    }
  }
  await task.event(5).click();
  await task.show('Payload');
  const tree = task.tree('Data of event 5');
  await expect(tree).toContainText('__proto__');
  await expect(tree).toContainText('<svg/onload=window.__pwned=1>');
  await expect(tree).toContainText('RLO');

  await task.append.click();
  await expect(writeIn(page).dialog).toContainText('ord-demo-hostile');
  await isOnlyText(page);
  await writeIn(page).cancel.click();
  await page.keyboard.press('ControlOrMeta+k');
  await window.paletteInput.fill('hostile');
  await expect(window.palette.getByRole('option', { name: /hostile/ }).first()).toBeVisible();
  await isOnlyText(page);
  await page.keyboard.press('Escape');

  await page.reload();
  await expect(task.heading).toContainText('ord-demo-hostile');
  await isOnlyText(page);
  expect(watched).toEqual({ foreign: [], dialogs: [], popups: [], complaints: [] });
});

test('a dead letter with script, HTML and bidirectional text in its names and error stays text', async ({
  page,
}) => {
  const window = windowIn(page);
  await window.ready();
  const watched = watchPage(page);
  await window.tasks.part.getByRole('button', { name: /^Dead letters/ }).click();
  const letters = deadLettersIn(page);
  await letters.choose(/demo-hostile/);
  await expect(letters.letter).toContainText('<script>window.__pwned=1');
  await expect(letters.letter).toContainText('RLO');
  await expect(letters.states).toBeVisible();
  await isOnlyText(page);
  const queue = await letters.queue.getByRole('option', { name: /evil/ }).textContent();
  await letters.queue.selectOption(queue ?? '');
  await expect(letters.options).toHaveCount(1);
  await letters.markAll.click();
  await letters.redriveMarked.click();
  await isOnlyText(page);
  expect(watched).toEqual({ foreign: [], dialogs: [], popups: [], complaints: [] });
});
