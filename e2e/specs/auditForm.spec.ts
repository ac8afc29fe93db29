import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { auditIn } from '../pages/audit.ts';
import { windowIn } from '../pages/window.ts';

test('of an audit of this computer’s own engine nothing is said of money unless one names a price; errors and warnings are told apart', async ({
  ownHost,
}) => {
  const { page } = ownHost;
  await windowIn(page).openTask(PLANTED.edited);
  await windowIn(page).ready();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  const audit = auditIn(page);
  const price = audit.part.getByRole('textbox', { name: 'US dollars for a million units' });
  await expect(price).toHaveValue('0');
  await expect(audit.estimate).toContainText('read units');
  await expect(audit.estimate).not.toContainText('cost');
  await price.fill('0.125');
  await expect(audit.estimate).toContainText(/cost\s*not known/);
  await expect(audit.start).toBeEnabled();
  await price.fill('-1');
  await expect(price).toHaveAccessibleDescription('A number from 0 to 1,000, or nothing.');
  await expect(audit.start).toBeDisabled();
  await price.fill('0');
  await audit.start.click();
  const head = audit.part.getByRole('banner').or(audit.part.locator('header')).first();
  await expect(head.getByTitle(/^\d+ errors$/)).toHaveText(/^\d+/);
  await expect(head.getByTitle(/^\d+ warnings$/)).toHaveText(/^\d+/);
  await expect(head).toContainText('read units');
  await expect(head).not.toContainText('$');
});
