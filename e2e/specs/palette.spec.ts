import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { windowIn } from '../pages/window.ts';
import { LONG_TASK, withLongTask } from '../support/longTask.ts';

test('the palette finds a task by a part of its id, an event by its number, and the tables', async ({
  page,
}) => {
  const window = windowIn(page);
  await window.ready();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(window.paletteInput).toBeFocused();
  await window.paletteInput.fill('demo-edi');
  await window.palette.getByRole('option', { name: new RegExp(PLANTED.edited) }).click();
  await expect(window.palette).toBeHidden();
  await expect(window.task.heading).toHaveText(PLANTED.edited);

  await window.task.standsAt(11, { followsTail: true });
  await page.keyboard.press('ControlOrMeta+k');
  await window.paletteInput.fill('#3');
  await page.keyboard.press('Enter');
  await window.task.standsAt(3);

  await page.keyboard.press('ControlOrMeta+k');
  await window.paletteInput.fill('tasks');
  await expect(window.palette.getByRole('group', { name: 'Tables' }).getByRole('option')).toHaveText('tasks');
  await page.keyboard.press('Escape');
  await expect(window.palette).toBeHidden();
});

test('the palette finds a task that comes while it is looked for, and says until then that the table is being read', async ({}, info) => {
  await withLongTask(info, { events: 40, holdsTable: true }, async ({ page, place, release }) => {
    const window = windowIn(page);
    await window.goTo(place);
    await expect(window.tasks.part).toContainText(/Read [\d,]+ items|Reading, so far/);
    await page.keyboard.press('ControlOrMeta+k');
    await window.paletteInput.fill(LONG_TASK.slice(1));
    const told = window.palette.getByRole('status');
    await expect(told).toHaveText(
      /^The table is still being read, \d+ items? so far: more tasks may be found\.$/,
    );
    await expect(window.palette.getByRole('option', { name: LONG_TASK })).toHaveCount(0);
    release();
    const found = window.palette.getByRole('option', { name: LONG_TASK });
    await expect(found).toBeVisible();
    await expect(told).toBeHidden();
    await found.click();
    await expect(window.task.heading).toHaveText(LONG_TASK);
  });
});
