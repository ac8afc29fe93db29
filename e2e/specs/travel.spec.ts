import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { travelIn } from '../pages/travel.ts';
import { windowIn } from '../pages/window.ts';
import { expectNoViolations } from '../support/axe.ts';

test('leads to where a field of the state becomes something, by keys alone', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.long, 11_000);
  const travel = travelIn(page);
  await task.standsAt(11_000);
  await page.keyboard.press('e');
  await expect(travel.field).toBeFocused();
  await page.keyboard.type('progress');
  await travel.test.selectOption('≥');
  await travel.value.fill('50.0');
  await expect(travel.goToPanel).toContainText('as number 50.0');
  await page.keyboard.press('Enter');
  await expect(task.scrubber).not.toHaveAttribute('aria-valuenow', '11000');
  const at = Number(await task.scrubber.getAttribute('aria-valuenow'));
  await task.standsAt(at);
  await expect(task.tree(`State after event ${at}`)).toContainText(/progress50← before: 49\.99/);

  await travel.value.press('Enter');
  await expect(windowIn(page).notice(`No event that makes progress ≥ 50.0 after event ${at}.`)).toBeVisible();
  await travel.test.selectOption('changes');
  await travel.button('Previous such event').click();
  await expect(task.scrubber).not.toHaveAttribute('aria-valuenow', String(at));
  await travel.button('First').click();
  await task.standsAt(1);
  await travel.field.press('Escape');
  await expect(travel.goToPanel).toBeHidden();
});

test('leads to a sequence and to a time', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.edited, 3);
  const travel = travelIn(page);
  await task.standsAt(3);
  await travel.goTo.click();
  await travel.where.selectOption('event');
  await travel.goToPanel.getByLabel('Sequence').fill('8');
  await travel.goToPanel.getByLabel('Sequence').press('Enter');
  await task.standsAt(8);
  const when = await task
    .tree('State after event 8')
    .getByRole('treeitem')
    .filter({ hasText: 'updated_at' })
    .getByText(/^2\d{3}-.*Z$/)
    .first()
    .textContent();
  await task.event(2).click();
  await task.standsAt(2);
  await travel.where.selectOption('time');
  const time = travel.goToPanel.getByLabel(/^Time/);
  await time.fill('soon');
  await time.press('Enter');
  await expect(travel.goToPanel).toContainText('Write it like');
  await time.fill(when ?? '');
  await time.press('Enter');
  await task.standsAt(8);
});

test('jumps to failures, gaps, findings and changes, and says when there is none', async ({ page }) => {
  const window = windowIn(page);
  const travel = travelIn(page);
  const edited = await window.openTask(PLANTED.edited, 2);
  await edited.standsAt(2);
  await page.keyboard.press('f');
  await edited.standsAt(10);
  await page.keyboard.press('f');
  await expect(window.notice('No failure after event 10.')).toBeVisible();

  const gap = await window.openTask(PLANTED.gap, 2);
  await gap.standsAt(2);
  await page.keyboard.press('m');
  await gap.standsAt(8);
  await gap.event(12).click();
  await travel.jumpTo.selectOption('finding');
  await travel.button('Previous finding').click();
  await gap.standsAt(8);
  await page.keyboard.press('M');
  await expect(window.notice('No gap before event 8.')).toBeVisible();
});

test('searches events and states of a long stream, and walks through the hits', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.long, 40);
  const travel = travelIn(page);
  await task.standsAt(40);
  await page.keyboard.press('s');
  await expect(travel.searchText).toBeFocused();
  await page.keyboard.type('rows 6001–6250');
  await page.keyboard.press('Enter');
  await expect(travel.searchPanel).toContainText('1 hit');
  await page.keyboard.press('Enter');
  await expect(windowIn(page).notice('From the beginning again.')).toBeVisible();
  await expect(travel.hits.getByRole('option', { selected: true })).toContainText('rows 6001–6250');
  await expect(travel.searchPanel).toContainText('hit 1 of 1');

  await travel.searchText.fill('/progress: 9\\d?$/');
  await travel.searchRegex.click();
  await travel.searchWhere.selectOption('in states');
  await travel.searchText.press('Enter');
  const hits = travel.hits.getByRole('option');
  await expect(hits.first()).toHaveAccessibleName(
    /^in the state from \d+ until \d+, TaskProgressed: progress: 9$/,
  );
  await hits.last().click();
  const seq = Number(await task.scrubber.getAttribute('aria-valuenow'));
  await task.standsAt(seq);
  await expect(task.tree(`State after event ${seq}`)).toContainText(/progress\s*9/);
  await task.events.focus();
  await page.keyboard.press('N');
  await expect(hits.first()).toBeVisible();
  await expect(task.scrubber).not.toHaveAttribute('aria-valuenow', String(seq));

  await travel.searchText.fill('(');
  await travel.searchText.press('Enter');
  await expect(travel.searchPanel.getByRole('alert')).toContainText('no valid regular expression');
  await travel.searchText.fill('(T+)+$');
  await travel.searchWhere.selectOption('in events');
  await travel.searchText.press('Escape');
  await expect(travel.searchPanel).toBeHidden();
});

test('plays to the end with scrubber, list and state in agreement, faster and slower, and pauses', async ({
  page,
}) => {
  const task = await windowIn(page).openTask(PLANTED.lagging, 2);
  const travel = travelIn(page);
  await task.standsAt(2);
  await travel.speed.selectOption('25 events/s');
  await travel.play.click();
  await task.standsAt(11, { followsTail: true });
  await expect(travel.play).toBeVisible();

  await travel.speed.selectOption('1 event/s');
  await task.events.focus();
  await page.keyboard.press('p');
  await expect(travel.pause).toBeVisible();
  await page.keyboard.press('>');
  await expect(travel.speed).toHaveValue('e2');
  await page.keyboard.press('p');
  await expect(travel.play).toBeVisible();
  const at = Number(await task.scrubber.getAttribute('aria-valuenow'));
  await task.standsAt(at);
});

test('plays twelve thousand events without a question piling up, for little motion as well', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const task = await windowIn(page).openTask(PLANTED.long, 11_000);
  const travel = travelIn(page);
  await task.standsAt(11_000);
  await travel.speed.selectOption('10,000 events/s');
  await travel.play.click();
  await expect(task.scrubber).toHaveAttribute('aria-valuenow', '12000');
  await expect(travel.play).toBeVisible();
  await expect(task.tree('State after event 12000')).toContainText('succeeded');
});

test('collapses runs of one type, opens them, and keeps the place over a reload', async ({ page }) => {
  const window = windowIn(page);
  const task = await window.openTask(PLANTED.edited, 6);
  const travel = travelIn(page);
  await task.standsAt(6);
  await travel.group.click();
  const group = travel.row(/^4 to 9 TaskProgressed, 6 events, 10 % to 60 %, status running, group, closed$/);
  await expect(group).toHaveAttribute('aria-selected', 'true');
  await expect(task.scrubber).toHaveAttribute('aria-valuenow', '6');
  await task.events.focus();
  await page.keyboard.press('Enter');
  await expect(task.selectedEvent).toHaveAccessibleName(/^6 /);
  await page.keyboard.press('ArrowDown');
  await task.standsAt(7);
  await travel.row(/^4 to 9 .*open$/).dblclick();
  await expect(travel.row(/^4 to 9 .*closed$/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('j');
  await task.standsAt(10);
  await page.keyboard.press('k');
  await expect(task.scrubber).toHaveAttribute('aria-valuenow', '9');
  await expect.poll(() => new URL(page.url()).searchParams.get('seq')).toBe('9');
  await page.reload();
  await expect(travel.row(/^4 to 9 .*closed$/)).toHaveAttribute('aria-selected', 'true');
  await expect(task.scrubber).toHaveAttribute('aria-valuenow', '9');
  await page.goBack();
  await page.goForward();
  await expect(travel.row(/^4 to 9 .*closed$/)).toHaveAttribute('aria-selected', 'true');
});

test('a link restores what one sees: the event, grouping, and types that are hidden', async ({ host }) => {
  const window = windowIn(host.page);
  const task = await window.openTask(PLANTED.edited, 3);
  await task.standsAt(3);
  await travelIn(host.page)
    .type('TaskProgressed')
    .click({ modifiers: ['Shift'] });
  await travelIn(host.page).group.click();
  await expect(travelIn(host.page).row(/TaskProgressed/)).toHaveCount(0);
  await expect.poll(() => new URL(host.page.url()).search).toBe('?seq=3&grouped&hide=TaskProgressed');
  await host.page.keyboard.press('y');
  await expect(window.notice('Link to event 3 copied')).toBeVisible();
  const link = await host.clipboard();

  await window.openTask(PLANTED.gap);
  await expect(travelIn(host.page).group).toHaveAttribute('aria-pressed', 'false');
  const page = await host.openLink(link);
  const shown = travelIn(page);
  await expect(windowIn(page).task.heading).toHaveText(PLANTED.edited);
  await expect(shown.group).toHaveAttribute('aria-pressed', 'true');
  await expect(shown.type('TaskProgressed')).toContainText('hidden');
  await expect(windowIn(page).task.scrubber).toHaveAttribute('aria-valuenow', '3');
  await shown.group.click();
  await expect(windowIn(page).task.selectedEvent).toHaveAccessibleName(/^3 /);
  await page.keyboard.press('H');
  await expect(shown.row(/TaskProgressed/).first()).toBeVisible();
  await expect.poll(() => new URL(page.url()).search).toBe('?seq=3');
  if (page !== host.page) await page.close();
});

test('hides a type and shows it again, and dims what changed nothing', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.long, 1);
  const travel = travelIn(page);
  await task.standsAt(1);
  await travel.type('TaskProgressed').click({ modifiers: ['Shift'] });
  await expect(task.events.getByRole('option')).toHaveCount(4);
  await expect(travel.type('TaskProgressed')).toContainText('hidden');
  await travel.type('TaskProgressed').click();
  await expect(task.event(4)).toBeVisible();
  await task.event(4).click();
  await task.standsAt(4);
  await page.keyboard.press('h');
  await expect(task.events.getByRole('option')).toHaveCount(4);
  await page.keyboard.press('H');
  await expect(task.event(4)).toBeVisible();
  await expect(task.events.getByRole('option', { name: /changed nothing$/ }).first()).toBeVisible();
});

test('hiding the type of the first event leaves the list at its beginning', async ({ page }) => {
  // While the task was being read, the place of its last event was asked for: that is none in the list of what is left.
  const task = await windowIn(page).openTask(PLANTED.long);
  await task.standsAt(12_000, { followsTail: true });
  await expect(task.verdict).toContainText('projection agrees');
  await task.events.focus();
  await page.keyboard.press('Home');
  await task.standsAt(1);
  await page.keyboard.press('h');
  await expect(task.part).toContainText('11,999 of 12,000');
  await expect(task.event(1)).toHaveCount(0);
  await expect(task.event(2)).toBeInViewport();
});

test('going is accessible, by a field and by a time', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.edited, 4);
  const travel = travelIn(page);
  await task.standsAt(4);
  await travel.goTo.click();
  await expectNoViolations(page, 'go to a field');
  await travel.where.selectOption('time');
  await expectNoViolations(page, 'go to a time');
});

test('searching and groups are accessible', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.edited, 4);
  const travel = travelIn(page);
  await task.standsAt(4);
  await travel.search.click();
  await travel.searchText.fill('running');
  await travel.searchWhere.selectOption('in states');
  await travel.searchText.press('Enter');
  await expect(travel.hits).toBeVisible();
  await travel.group.click();
  await expect(travel.row(/group, closed$/).first()).toBeVisible();
  await expectNoViolations(page, 'search and groups');
});

/** An expression that looks for long at each event of the long task, and at each finds an end. */
const SLOW = '(\\w+)+#####$';

test('while a slow filter looks through the stream, the rows shown can be scrolled', async ({ page }) => {
  const task = await windowIn(page).openTask(PLANTED.long);
  await expect(task.event(12_000)).toBeVisible();
  await task.regex.click();
  await task.eventFilter.fill(SLOW);
  await expect(task.part.getByRole('status', { name: 'Filter' })).toContainText(/^Looked through/);
  // Far from both ends, which were fetched before.
  await task.events.evaluate((list) => {
    list.scrollTop = list.scrollHeight / 2;
  });
  await expect(task.events.getByRole('option', { name: /^[56]\d{3} / }).first()).toBeVisible();
  await expect(task.part.getByRole('status', { name: 'Filter' })).toContainText(/^Looked through/);
});

test('a slow expression keeps nobody waiting: other tasks open, it says how far it is, another filter ends it', async ({
  page,
  host,
}) => {
  const task = await windowIn(page).openTask(PLANTED.long);
  await task.regex.click();
  await task.eventFilter.fill('(\\w+\\s*)+(\\w+\\s*)+(\\w+\\s*)+#####$');
  const other = await host.newWindow();
  const gap = await windowIn(other).openTask(PLANTED.gap, 2);
  await gap.standsAt(2);
  await expect(task.part.getByRole('alert')).toContainText('takes too long');
  await other.close();

  await task.eventFilter.fill(SLOW);
  await expect(task.part.getByRole('status', { name: 'Filter' })).toContainText(
    /^Looked through [\d,]+ of 12,000 events/,
  );
  await task.eventFilter.fill('catalogue.imported');
  await expect(task.part).toContainText('1 of 12,000');
  await expect(task.event(12_000)).toBeVisible();
  await expect(task.part.getByRole('alert')).toBeHidden();
});
