import type { TestInfo } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import type { TaskPart } from '../pages/task.ts';
import { travelIn } from '../pages/travel.ts';
import { windowIn } from '../pages/window.ts';
import { LONG_TASK, withLongTask, type LongTaskWindow } from '../support/longTask.ts';

const EVENTS = 1_000_000;

/** A task that is open, of which only the end and `pages` pages have been read. */
interface HeldTask extends LongTaskWindow {
  readonly task: TaskPart;
}

/** Opens a task of `events` events, and closes everything after `body`. */
async function withHeldTask(
  info: TestInfo,
  { events, pages }: { readonly events: number; readonly pages: number },
  body: (held: HeldTask) => Promise<void>,
): Promise<void> {
  await withLongTask(info, { events, pages }, async (long) => {
    const window = windowIn(long.page);
    await window.goTo({ ...long.place, task: LONG_TASK });
    // The last events are there while the rest is being read.
    await expect(window.task.event(events)).toBeVisible();
    await body({ ...long, task: window.task });
  });
}

test('a task of a million events: its end at once, then scrubbed and searched', async ({}, info) => {
  test.setTimeout(240_000);
  await withHeldTask(info, { events: EVENTS, pages: 20 }, async ({ page, task, release }) => {
    const { group } = travelIn(page);
    // What is not yet known is said not to be.
    await expect(task.part.getByRole('progressbar', { name: 'Reading' })).toBeVisible();
    await expect(task.part).toContainText(/Reading [\d,]+ of 1,000,000 events/);
    await expect(task.panel).toContainText('not yet the replay');
    await group.click();
    await expect(task.selectedEvent).toHaveAccessibleName(/^1000000 /);
    release();

    await expect(task.verdict).toBeEnabled({ timeout: 180_000 });
    await expect(task.verdict).toContainText('projection agrees');
    await expect(task.part).toContainText('1,000,000 events');
    await expect(task.part.getByText('not yet the replay')).toBeHidden();
    // The grouped list has gone along with what came, and so has the other.
    await task.standsAt(EVENTS, { followsTail: true });
    await group.click();
    await task.standsAt(EVENTS, { followsTail: true });
    await expect(task.tree(`State after event ${EVENTS}`)).toContainText('succeeded');

    const box = await task.timeline.boundingBox();
    if (box === null) throw new Error('The timeline is not on screen.');
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width - 20, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, y, { steps: 15 });
    await page.mouse.up();
    const at = Number(await task.scrubber.getAttribute('aria-valuenow'));
    expect(at).toBeGreaterThan(EVENTS / 4);
    expect(at).toBeLessThan((3 * EVENTS) / 4);
    await task.standsAt(at);
    await expect(task.tree(`State after event ${at}`)).toContainText('running');

    await task.eventFilter.fill(`rows up to ${777_777 * 250}`);
    await expect(task.part).toContainText(/1 of 1,000,000/);
    await task.event(777_777).click();
    await task.standsAt(777_777);
  });
});

test('Home in a filtered list leads to what turns out to be its first event', async ({}, info) => {
  await withHeldTask(info, { events: 100_000, pages: 4 }, async ({ page, task, release }) => {
    // Of events 4,000 to 7,999, which are not there yet, and of the last.
    await task.regex.click();
    await task.eventFilter.fill('rows up to (1\\d{6}|249\\d{5})\\b');
    // How far a filter that is on its way has looked through the events is no count of what passes it.
    await expect(page.getByRole('region', { name: 'Events' })).toContainText(/(?<!through |[\d,])[\d,]+ of /);
    await task.events.focus();
    await page.keyboard.press('Home');
    await expect(task.scrubber).not.toHaveAttribute('aria-valuenow', '100000');
    release();
    await expect(task.verdict).toBeEnabled();
    await task.standsAt(4000);
  });
});

test('a page up and hiding a type keep the place while the rest is read', async ({}, info) => {
  await withHeldTask(info, { events: 100_000, pages: 20 }, async ({ page, task, release }) => {
    await task.events.focus();
    await page.keyboard.press('PageUp');
    await expect(task.selectedEvent).toHaveAccessibleName(/^999[5-9]\d /);
    const seq = Number(await task.scrubber.getAttribute('aria-valuenow'));
    await page.keyboard.press('h');
    await expect(task.event(seq)).toHaveCount(0);
    await expect(task.event(100_000)).toBeVisible();
    release();
    await expect(task.verdict).toBeEnabled();
    // The nearest that is shown is in view still, and the event that was left is there again with its type.
    await expect(task.event(99_002)).toBeVisible();
    await page.keyboard.press('H');
    await task.standsAt(seq);
  });
});
