import type { Page } from '@playwright/test';
import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { auditIn } from '../pages/audit.ts';
import { windowIn } from '../pages/window.ts';
import { writeIn } from '../pages/writes.ts';

/** Name of what has the focus, and whether it can be seen that it has. */
function focused(page: Page): Promise<{ readonly name: string; readonly visible: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return { name: '', visible: true };
    const isRing = (each: Element | null): boolean => {
      if (each === null) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    };
    const label = (element.getAttribute('aria-label') ?? element.textContent) || '';
    return {
      name: `${element.getAttribute('role') ?? element.tagName.toLowerCase()}: ${label.trim().slice(0, 60)}`,
      visible: isRing(element) || isRing(element.parentElement) || [...element.children].some(isRing),
    };
  });
}

/** Presses Tab once around the window; gives every stop, and those whose focus cannot be seen. */
async function tabAround(
  page: Page,
): Promise<{ readonly stops: readonly string[]; readonly unseen: readonly string[] }> {
  const stops: string[] = [];
  const unseen: string[] = [];
  for (let press = 0; press < 90; press += 1) {
    await page.keyboard.press('Tab');
    const { name, visible } = await focused(page);
    if (name === '' || (stops.length > 8 && name === stops[0])) break;
    stops.push(name);
    if (!visible) unseen.push(name);
  }
  return { stops, unseen };
}

test('from the start page to an event and the append dialog without a mouse', async ({ page }) => {
  const window = windowIn(page);
  const { task } = window;
  await window.ready();
  await page.keyboard.press('/');
  await expect(window.tasks.filter).toBeFocused();
  await page.keyboard.type(PLANTED.lagging);
  await expect(window.tasks.count).toContainText('1 of ');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(window.tasks.list).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(task.heading).toHaveText(PLANTED.lagging);
  await task.standsAt(11, { followsTail: true });
  await page.keyboard.press('k');
  await task.standsAt(10);

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('append');
  await page.keyboard.press('Enter');
  const write = writeIn(page);
  await expect(write.type).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(write.dialog).toBeHidden();
  await expect(window.tasks.list).toBeFocused();

  await task.append.focus();
  await page.keyboard.press('Enter');
  await expect(write.type).toBeFocused();
  const inside = await page.evaluate(() => document.activeElement?.closest('dialog') !== null);
  expect(inside).toBe(true);
  await page.keyboard.press('Escape');
  await expect(task.append).toBeFocused();
});

test('Tab reaches every part, and it always shows where the focus is', async ({ page }) => {
  const window = windowIn(page);
  await window.openTask(PLANTED.edited, 5);
  await window.task.standsAt(5);
  await window.ready();
  const { stops, unseen } = await tabAround(page);
  const all = stops.join('\n');
  for (const part of [
    'Find a task, table or command',
    'Time zone',
    'Change to the',
    'All keys',
    'Add a connection',
    'Read the table again',
    'Filter tasks',
    'listbox: Tasks',
    'Append event…',
    'Change status…',
    'Copy link to this event',
    'slider: ',
    'Filter events by text',
    'listbox: Events',
    'tab: State',
    'tree: State after event 5',
  ]) {
    expect(all, part).toContain(part);
  }
  expect(unseen).toEqual([]);
});

test('? lists the keys, and the focus goes back to where it was', async ({ page }) => {
  const window = windowIn(page);
  await window.openTask(PLANTED.lagging);
  // The list takes the focus at the end, so it must be there.
  await window.ready();
  await window.task.events.focus();
  await page.keyboard.press('?');
  await expect(window.help).toBeVisible();
  for (const words of ['Next event', 'Scrub forward', 'Copy a link to this place', 'Find a task']) {
    await expect(window.help).toContainText(words);
  }
  await page.keyboard.press('Escape');
  await expect(window.help).toBeHidden();
  await expect(window.task.events).toBeFocused();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(auditIn(page).part).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(window.conflicts).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(window.tasks.list).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(window.tasks.list.getByRole('option', { selected: true })).toBeVisible();
  await page.keyboard.press('c');
  await expect(window.notice('Copied')).toBeVisible();
});

test('the focus goes on to the list that takes the place of another, and back from panels', async ({
  page,
}) => {
  const window = windowIn(page);
  const task = await window.openTask(PLANTED.edited);
  await task.standsAt(11, { followsTail: true });
  await task.events.focus();
  await page.keyboard.press('z');
  await expect(task.events).toBeFocused();
  await page.keyboard.press('z');
  await expect(task.events).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await task.standsAt(10);
  for (const key of ['e', 's']) {
    await page.keyboard.press(key);
    await expect(task.events).not.toBeFocused();
    await page.keyboard.press('Escape');
    await expect(task.events).toBeFocused();
  }
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(page.getByRole('listbox', { name: 'Dead letters' })).toBeFocused();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page.getByRole('listbox', { name: 'Conflicts' })).toBeFocused();
});
