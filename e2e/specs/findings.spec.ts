import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { windowIn } from '../pages/window.ts';

test('a gap is told, drawn between the events, and leads to the event after it', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.gap);
  await expect(task.events.getByRole('option', { name: 'sequence 7 missing' })).toBeVisible();
  await expect(task.timeline.getByRole('img')).toHaveAccessibleName(/sequence 7 missing/);
  await task.findings.getByRole('button', { name: 'sequence 7 missing' }).click();
  await task.standsAt(8);
  await page.keyboard.press('k');
  await task.standsAt(6);
});

test('an entry that is no event is listed where it lies, and breaks nothing', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.undecodable);
  await expect(task.events.getByRole('option', { name: /EVENT#0004 cannot be read/ })).toBeVisible();
  await expect(task.findings).toContainText('EVENT#0004 cannot be read');
  await task.event(5).click();
  await task.standsAt(5);
});

for (const { id, words, seq } of [
  { id: PLANTED.clock, words: /the clock goes back at EVENT#0005/, seq: 5 },
  { id: PLANTED.illegal, words: /succeeded → running at EVENT#0006 is not allowed/, seq: 6 },
  { id: PLANTED.unknown, words: /unknown event type MailBounceRecorded at EVENT#0004/, seq: 4 },
]) {
  test(`the finding of ${id} is told and leads to its event`, async ({ page }) => {
    const task = await windowIn(page).openTask(id);
    await task.findings.getByRole('button', { name: words }).first().click();
    await task.standsAt(seq);
  });
}

test('the task of 12,000 events: ends at once, order by number beyond 9999, filter by expression', async ({
  page,
}) => {
  const window = windowIn(page);
  const task = await window.openTask(PLANTED.long);
  await expect(task.part).toContainText('12,000 events');
  await window.ready();
  await task.standsAt(12_000, { followsTail: true });
  await task.events.focus();
  await page.keyboard.press('Home');
  await task.standsAt(1);
  await page.keyboard.press('End');
  await task.standsAt(12_000, { followsTail: true });

  await task.findings.getByRole('button', { name: /EVENT#10000 on, keys no longer sort/ }).click();
  await task.standsAt(10_000);
  await page.keyboard.press('k');
  await task.standsAt(9999);
  const row = (seq: number) => task.events.getByRole('option', { name: new RegExp(`^${seq} `) });
  const [before, after] = await Promise.all([row(9999).boundingBox(), row(10_000).boundingBox()]);
  expect(after?.y).toBe((before?.y ?? 0) + (before?.height ?? 0));

  await task.regex.click();
  await task.eventFilter.fill('^Task(Created|Started)');
  const few = task.events.getByRole('option');
  await expect(task.part).toContainText(/\d+ of 12,000/);
  await expect(few.first()).toHaveAccessibleName(/^1 TaskCreated/);
  await expect(few.nth(1)).toHaveAccessibleName(/^3 TaskStarted/);
  await task.eventFilter.press('Enter');
  await expect(task.events).toBeFocused();
  await task.standsAt(1);
  await page.keyboard.press('j');
  await task.standsAt(3);
  await page.keyboard.press('/');
  await expect(task.eventFilter).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(task.eventFilter).toHaveValue('');
  await expect(task.part).toContainText('12,000 events');
  await page.keyboard.press('Escape');
  await expect(task.events).toBeFocused();
  await task.standsAt(3);

  // Neither end of a filtered list is in view from the other, nor fetched.
  await task.eventFilter.fill('^TaskProgressed');
  await expect(task.part).toContainText(/11,\d+ of 12,000/);
  await task.eventFilter.press('Enter');
  await expect(task.events).toBeFocused();
  await page.keyboard.press('End');
  await task.standsAt(11_999);
  await page.keyboard.press('Home');
  await task.standsAt(4);
  await task.eventFilter.fill('(unclosed');
  await expect(task.part.getByRole('alert')).toContainText(/[a-z]/);
  await task.eventFilter.fill('^(.+)+§$');
  await expect(task.part.getByRole('alert')).toContainText(/expression|slow|long/i);
  await task.part.getByRole('button', { name: 'Regular expression' }).click();
  await task.eventFilter.fill('');
  await expect(task.part).toContainText('12,000 events');
});
