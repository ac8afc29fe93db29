import { expect, test } from '../fixtures.ts';
import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { windowIn } from '../pages/window.ts';

test('desktop: an error that nobody caught is logged, and keeps the program from neither going on nor ending', async ({
  ownHost,
}) => {
  if (ownHost.kind !== 'desktop') return;
  const { app, page } = ownHost;
  let said = '';
  app.process().stderr?.on('data', (text: Buffer) => {
    said += text.toString();
  });
  await app.evaluate(() => {
    setTimeout(() => {
      throw new Error('thrown where nobody catches');
    }, 0);
  });
  await expect.poll(() => said).toContain('an error that nobody caught: Error: thrown where nobody catches');
  const task = await windowIn(page).openTask(PLANTED.long);
  await expect(task.event(12_000)).toBeVisible();
  // The fixture ends the program, box and all.
});
