import { PLANTED_REQUESTS } from '../../electron/demo/layouts/plantedRequests.ts';
import { expect, test } from '../fixtures.ts';
import { conflictsIn } from '../pages/conflicts.ts';
import { requestsIn } from '../pages/requests.ts';
import { windowIn } from '../pages/window.ts';
import { expectNoViolations } from '../support/axe.ts';

test('a request is found by state, person and text, and says everything of itself', async ({ page }) => {
  const requests = requestsIn(page);
  await requests.open();
  await expect(requests.count).toContainText('150 requests');
  await requests.state('Pending').click();
  await expect(requests.count).toContainText(/^\d+ of 150 requests/);
  await expect(requests.row(PLANTED_REQUESTS.longest)).toBeHidden();
  await requests.state('All').click();
  await requests.filter.fill('292 years');
  await expect(requests.list.getByRole('option')).toHaveCount(1);
  await requests.row(PLANTED_REQUESTS.longest).click();
  await expect(requests.heading).toHaveText(PLANTED_REQUESTS.longest);
  await expect(requests.fact('Duration')).toContainText('about 106,751 days 23 hours');
  await expect(requests.fact('Duration').getByTitle('9,223,372,036,854,775,807 ns')).toBeVisible();
  await expect(requests.fact('Decided by')).toHaveText('olena');
  await expect(requests.fact('Created')).toContainText(/T\d\d:\d\d:\d\d\.\d{1,9}Z/);
  await expect(requests.item).toContainText('"9223372036854775807"');
  await expect(requests.action('Approve…')).toBeHidden();

  await requests.filter.fill('');
  await requests.fact('Requester').getByRole('button', { name: 'all their requests' }).click();
  await expect(requests.source.locator('option:checked')).toHaveText('requests of ann, by index');
  await expect(requests.row(PLANTED_REQUESTS.overdue)).toBeHidden();
  await expect(requests.row(PLANTED_REQUESTS.pending)).toBeVisible();
  await requests.source.selectOption('pending');
  await expect(requests.row(PLANTED_REQUESTS.overdue)).toBeVisible();
  await expect(requests.row(PLANTED_REQUESTS.longest)).toBeHidden();
});

test('a pending request past its expiry is said to be overdue, in the list and in itself', async ({
  page,
}) => {
  const requests = requestsIn(page);
  await requests.open(PLANTED_REQUESTS.overdue);
  await expect(requests.row(PLANTED_REQUESTS.overdue)).toContainText('overdue');
  await expect(requests.detail.getByRole('note')).toContainText(/Still pending, though it expired 5 h/);
  await requests.action('Deny…').click();
  await expect(requests.dialog).toContainText('It can be decided all the same.');
  await requests.button('Close').last().click();
  await requests.open(PLANTED_REQUESTS.escalated);
  await expect(requests.detail.getByText('escalated').first()).toBeVisible();
  await expect(requests.item).toContainText('"SEC-2291"');
});

test('approving sets state, decider and note under the lock, and leaves the rest', async ({ ownHost }) => {
  const window = windowIn(ownHost.page);
  const requests = requestsIn(ownHost.page);
  await requests.open(PLANTED_REQUESTS.pending);
  await requests.action('Approve…').click();
  await expect(requests.dialog).toContainText('on the condition that it is still pending');
  await requests.by.fill('olena');
  await requests.note.fill('Fine for today');
  await requests.button('Approve').click();
  await expect(requests.dialog).toBeHidden();
  await expect(window.notice(`Request ${PLANTED_REQUESTS.pending} approved`)).toBeVisible();
  await expect(requests.fact('Decided by')).toHaveText('olena');
  await expect(requests.fact('Note')).toHaveText('Fine for today');
  await expect(requests.fact('Changed')).toContainText(/\.\d{9}Z/);
  await expect(requests.action('Approve…')).toBeHidden();
  await expect(requests.row(PLANTED_REQUESTS.pending)).toContainText('approved');
  await expect(requests.item).toContainText('"Rotate the signing key of the payment gateway"');
});

test('two windows race a decision: one wins, the other is told who was first', async ({ ownHost }) => {
  const first = requestsIn(ownHost.page);
  const secondPage = await ownHost.newWindow();
  const second = requestsIn(secondPage);
  const id = PLANTED_REQUESTS.expiring;
  for (const window of [first, second]) {
    await window.open(id);
    await window.action(window === first ? 'Approve…' : 'Deny…').click();
  }
  await first.by.fill('olena');
  await second.by.fill('raj');
  await second.note.fill('Not without a ticket');
  await first.button('Approve').click();
  await expect(first.dialog).toBeHidden();
  await expect(second.row(id)).toContainText('approved');

  await second.button('Deny').click();
  await expect(second.dialog).toContainText('Another writer was first. Nothing of yours was written.');
  await expect(second.told('Tried')).toContainText('to deny it');
  await expect(second.told('Expected')).toContainText(`that updated_at of ${id} is 2`);
  await expect(second.story.getByRole('row', { name: /status/ }).getByRole('cell')).toHaveText([
    /pending/,
    /approved/,
  ]);
  await expectNoViolations(secondPage, 'lost decision');
  await second.button('Reload and try on top').click();
  await expect(second.dialog).toContainText('it is approved now, decided by olena');
  await expect(second.button('Deny')).toBeHidden();
  await second.button('Close').last().click();
  await expect(second.fact('Decided by')).toHaveText('olena');

  await second.part.getByRole('button', { name: 'Conflicts' }).click();
  const conflicts = conflictsIn(secondPage);
  await conflicts.row(id).click();
  await expect(conflicts.story).toContainText('updated_at was no longer');
});

test('list, request and decision are accessible, with hostile text too', async ({ page }) => {
  test.slow();
  const requests = requestsIn(page);
  await requests.open();
  await expectNoViolations(page, 'requests');
  for (const id of [PLANTED_REQUESTS.overdue, PLANTED_REQUESTS.hostile, PLANTED_REQUESTS.bare]) {
    await requests.open(id);
    await expectNoViolations(page, id.slice(0, 16));
  }
  expect(await page.evaluate(() => '__pwned' in window)).toBe(false);
  await requests.open(PLANTED_REQUESTS.expiring);
  await requests.action('Cancel request…').click();
  await expectNoViolations(page, 'decision');
  await requests.button('Close').last().click();
  await requests.filter.fill('nothing has this name');
  await expect(requests.part.getByText('No request passes the filter')).toBeVisible();
  await expectNoViolations(page, 'empty list of requests');
});
