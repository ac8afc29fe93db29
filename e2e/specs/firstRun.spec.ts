import { expect, test } from '../fixtures.ts';
import { windowIn } from '../pages/window.ts';

test('the very first start fills the embedded database by itself, tells how far it is, and shows the table', async ({
  freshHost,
}) => {
  test.slow();
  const window = windowIn(freshHost.page);
  await expect(window.banner).toContainText(/Filling with demonstration data: [\d,]+ items written/);
  // The list is still to come: the focus waits for it.
  await freshHost.page.keyboard.press('g');
  await freshHost.page.keyboard.press('t');
  await expect(window.banner).toBeHidden({ timeout: 90_000 });
  await window.ready();
  await expect(window.tasks.count).toContainText(/\d{3} tasks/);
  await expect(window.tasks.list.getByRole('option').first()).toBeVisible();
  await expect(window.tasks.list).toBeFocused();
});
