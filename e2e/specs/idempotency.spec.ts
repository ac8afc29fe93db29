import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { windowIn } from '../pages/window.ts';

test('a repeat that was answered from the record is drawn, and told with its event', async ({ page }) => {
  const { task, ...window } = windowIn(page);
  await window.openTask(PLANTED.served);
  await expect(task.requests).toHaveAccessibleName('Requests: 2, 1 repeated and answered from the record');
  const repeats = task.requestMark('repeat answered from the record of EVENT#0001');
  await expect(repeats).toHaveCount(2);
  await repeats.last().click();
  await task.standsAt(1);
  await expect(task.tab('Payload')).toHaveAttribute('aria-selected', 'true');
  const steps = task.requestStory.getByRole('listitem');
  await expect(steps).toContainText([
    'ran as EVENT#0001 (this event)',
    'repeat answered from the record of EVENT#0001',
    'repeat answered from the record of EVENT#0001',
    'record is kept until then',
  ]);
  await expect(steps.first()).toContainText('recorded');
  await expect(task.requestStory).toContainText('Until the record expires, a repeat is answered from it.');
});

test('requests that ran again tell why, and what of that is recorded', async ({ page }) => {
  const { task, ...window } = windowIn(page);
  await window.openTask(PLANTED.again);
  await expect(task.requests).toHaveAccessibleName(/^Requests: 3, 2 ran again/);
  await expect(task.requestMark('“create-ord-demo-again”, inferred: ran as EVENT#0001')).toBeVisible();
  await expect(task.requestMark('“pack-ord-demo-again”, recorded: record expired')).toBeVisible();

  await task.requestMark('“pack-ord-demo-again”, recorded: ran again as EVENT#0008').click();
  await task.standsAt(8);
  const steps = task.requestStory.getByRole('listitem');
  await expect(steps).toContainText([
    'ran as EVENT#0004',
    'repeat answered from the record of EVENT#0004',
    'record expired',
    'ran again as EVENT#0008, after its record had expired (this event)',
  ]);
  await expect(task.requestStory).toContainText('The record has expired and lies there still');
  await task.requestStory.getByRole('button', { name: 'Go to EVENT#0004' }).click();
  await task.standsAt(4);

  const replaced = task.requestMark('“assign-ord-demo-again”, inferred: ran again as EVENT#0007');
  await replaced.focus();
  await page.keyboard.press('Enter');
  await task.standsAt(7);
  await expect(steps.nth(1)).toContainText('the record of the time before is gone (this event)');
  await expect(steps.nth(1)).toContainText('inferred');
});

test('a request without a record is told as such, and a task without requests has no lane', async ({
  page,
}) => {
  const { task, ...window } = windowIn(page);
  await window.openTask(PLANTED.again, 1);
  await task.show('Payload');
  await expect(task.requestStory).toContainText('No record lies in the table now');
  await window.openTask(PLANTED.raceAppend);
  await expect(task.conflictMarks).toBeVisible();
  await expect(task.requests).toHaveCount(0);
});
