import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { windowIn } from '../pages/window.ts';

/** The lagging task: created, started, eight reports of progress, succeeded. */
const LAST = 11;

test('dragging over the timeline moves list, state, diff and address together', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.lagging);
  await task.standsAt(LAST, { followsTail: true });
  const box = await task.timeline.boundingBox();
  if (box === null) throw new Error('The timeline is not on screen.');
  const y = box.y + box.height / 2;

  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 17, y, { steps: 12 });
  await task.standsAt(1);
  await expect(task.tree('State after event 1')).toContainText('pending');

  await page.mouse.move(box.x + box.width / 2, y, { steps: 12 });
  await page.mouse.up();
  const at = Number(await task.scrubber.getAttribute('aria-valuenow'));
  expect(at).toBeGreaterThan(1);
  expect(at).toBeLessThan(LAST);
  await task.standsAt(at);
  await expect(task.tree(`State after event ${at}`)).toContainText('running');

  await task.show('Diff');
  await expect(task.panel).toContainText(`state after ${at - 1} → state after ${at}`);
  await expect(task.panel).toContainText('progress');
});

test('a press on an event of the list moves the scrubber', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.lagging);
  await task.event(2).click();
  await task.standsAt(2);
  await expect(task.tree('State after event 2')).toContainText('running');
  await expect(task.scrubber).toHaveAttribute('aria-valuetext', /^event 2 of 11, TaskStarted/);
});

test('every key of the keyboard moves all views, and a reload keeps the position', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.lagging, 5);
  await task.standsAt(5);
  for (const [key, seq] of [
    ['j', 6],
    ['k', 5],
    ['ArrowRight', 6],
    ['ArrowLeft', 5],
  ] as const) {
    await page.keyboard.press(key);
    await task.standsAt(seq);
  }
  await task.scrubber.focus();
  await page.keyboard.press('Home');
  await task.standsAt(1);
  await page.keyboard.press('ArrowRight');
  await task.standsAt(2);
  await task.events.focus();
  await page.keyboard.press('ArrowDown');
  await task.standsAt(3);
  await page.keyboard.press('End');
  await task.standsAt(LAST, { followsTail: true });
  await page.keyboard.press('Home');
  await task.standsAt(1);
  await page.keyboard.press('j');
  await task.standsAt(2);

  await page.reload();
  await task.standsAt(2);
  await expect(task.tree('State after event 2')).toContainText('running');
});

test('state, diff, payload and raw item speak of the same event', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.edited, 10);
  await task.standsAt(10);
  await expect(task.panel).toContainText(/changes? by 10/);
  await expect(task.tree('State after event 10')).toContainText('failed');
  await task.show('Diff');
  await expect(task.panel).toContainText('state after 9 → state after 10');
  await expect(task.panel).toContainText('last_error');
  await task.show('Payload');
  await expect(task.tree('Data of event 10')).toContainText('error');
  await task.show('Raw');
  await expect(task.panel).toContainText('"TASK#ord-demo-edited"');
  await expect(task.panel).toContainText('"EVENT#0010"');

  await task.show('State');
  await task.inspector.getByRole('button', { name: 'Pin' }).click();
  await task.event(4).click();
  await task.show('Diff');
  await task.compareWith.selectOption('pinned event 10');
  await expect(task.panel).toContainText('state after 10 → state after 4');
});

test('[ and ] go to the changes of the focused field', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.edited, 11);
  await task.standsAt(11, { followsTail: true });
  await task
    .tree(/^State after/)
    .getByRole('treeitem')
    .filter({ has: page.getByText('status', { exact: true }) })
    .click();
  await page.keyboard.press('[');
  await task.standsAt(10);
  await page.keyboard.press('[');
  await task.standsAt(3);
  await page.keyboard.press(']');
  await task.standsAt(10);
});
