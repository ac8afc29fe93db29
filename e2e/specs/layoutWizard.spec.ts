import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from '../fixtures.ts';
import { engineEndpoint } from '../host/engine.ts';
import type { Host } from '../host/host.ts';
import { layoutsIn } from '../pages/layouts.ts';
import { windowIn } from '../pages/window.ts';
import { expectNoViolations } from '../support/axe.ts';
import { answerDialogs } from '../support/dialogs.ts';
import { shoot } from '../support/shoot.ts';
import { writeCastoreTable } from '../support/castoreTable.ts';

const BANK = { connection: 'embedded', table: 'bank' } as const;

/** A window at a table that Castore's adapter has just written. */
async function atBank({ page, dataFolder }: Host) {
  const window = windowIn(page);
  await window.ready();
  await writeCastoreTable(await engineEndpoint(dataFolder), BANK.table);
  await window.goTo(BANK);
  const layouts = layoutsIn(page);
  await expect(layouts.make).toBeVisible();
  return { page, window, layouts };
}

test('an unknown Castore table becomes streams by a layout that is proposed, explained and saved', async ({
  ownHost,
}) => {
  test.slow();
  const { page, window, layouts } = await atBank(ownHost);
  await expectNoViolations(page, 'a table that no layout fits');
  await layouts.make.click();

  await expect(layouts.counts).toContainText('3 streams in 18 items: 18 events, 0 projections, 0 unreadable');
  await expect(layouts.guess('Sequence')).toContainText(
    'The sort key “version” never comes twice in a stream and counts on without a hole, so it is the sequence.',
  );
  await expect(layouts.guess('Type')).toContainText('“type” holds 2 names in 18 of 18 events');
  await expect(layouts.guess('Time')).toContainText('“timestamp” reads as an RFC 3339 time');
  await expect(layouts.stream('ann').getByRole('listitem')).toHaveCount(12);
  await expectNoViolations(page, 'the wizard');
  await shoot(page, 'layout-wizard');

  await layouts.save.click();
  const row = page
    .getByRole('listbox', { name: 'Streams' })
    .getByRole('option', { name: /^ann, ends in CREDITED/ });
  await row.click();
  await expect(window.task.heading).toHaveText('ann');
  await expect(window.task.part.getByText('events only, no projection is kept')).toBeVisible();
  await expect(window.task.part.getByText('bank · read only')).toBeVisible();
  await expect(window.task.append).toBeHidden();
  await expect(window.task.changeStatus).toBeHidden();
  await expect(window.task.tab('Conflicts')).toBeHidden();
  await window.task.event(1).click();
  await window.task.show('Raw');
  await expect(window.task.inspector.getByText('"isInitialEvent"')).toBeVisible();
  await expect(window.layout.locator('option:checked')).toHaveText('bank · by hand');
  await expectNoViolations(page, 'a stream of a layout file');
  await shoot(page, 'layout-stream');
});

test('every guess can be changed, and what comes of it is shown at once', async ({ ownHost }) => {
  const { layouts } = await atBank(ownHost);
  await layouts.make.click();
  await expect(layouts.counts).toContainText('18 events');
  await layouts.field('Type from').fill('payload');
  await expect(layouts.counts).toContainText('0 events, 0 projections, 18 unreadable');
  await expect(
    layouts.streams
      .first()
      .getByText(/cannot be read/)
      .first(),
  ).toBeVisible();
  await layouts.field('Type from').fill('type');
  await layouts.field('The first is').selectOption('0');
  await expect(layouts.stream('ann').getByText('1 is missing')).toBeVisible();
  await layouts.field('Id of the stream').fill('');
  await expect(layouts.faults.first()).toBeVisible();
  await expect(layouts.save).toBeDisabled();
  await layouts.field('Id of the stream').fill('{nobody}');
  await expect(layouts.faults.first()).toContainText('name no part {nobody}');
  await layouts.tab('JSON').click();
  await layouts.json.fill('{ "dynascopeLayout": 1 ');
  await expect(layouts.faults.first()).toContainText('no JSON');
  await expectNoViolations(ownHost.page, 'a layout that is none');
  await layouts.base.selectOption({ label: 'a proposal (sure)' });
});

test('a layout has several rules: added, edited and removed as fields', async ({ ownHost }) => {
  const { page, layouts } = await atBank(ownHost);
  await layouts.make.click();
  await expect(layouts.counts).toContainText('18 events');
  const first = layouts.guess('Events').getByLabel('aggregateId looks like');
  const second = layouts.guess('Events, rule 2').getByLabel('aggregateId looks like');
  const pattern = await first.inputValue();
  await first.fill('nobody#{id}');
  await expect(layouts.counts).toContainText('0 events');
  await layouts.addEventRule.click();
  await second.fill(pattern);
  await expect(layouts.counts).toContainText('18 events, 0 projections, 0 unreadable');
  await layouts.guess('Events, rule 2').getByLabel('Type from').fill('payload');
  await expect(layouts.counts).toContainText('0 events, 0 projections, 18 unreadable');
  await layouts.guess('Events, rule 2').getByLabel('Type from').fill('type');

  await layouts.addProjectionRule.click();
  await expect(layouts.counts).toContainText('3 streams with events, 0 projections, and no pair of them.');
  const projection = layouts.guess('Projection');
  await projection.getByLabel('In another table').fill('balances');
  await expectNoViolations(page, 'the wizard with several rules');
  await shoot(page, 'layout-rules');
  await layouts.tab('JSON').click();
  await expect(layouts.json).toHaveValue(/"table": "balances"/);
  await layouts.tab('Fields').click();
  await projection.getByRole('button', { name: 'Remove Projection' }).click();
  await expect(projection).toContainText('The layout names none.');
  await expect(layouts.addProjectionRule).toBeFocused();

  await layouts.move('Events, rule 2', 'up').press('Enter');
  await expect(first).toHaveValue(pattern);
  await expect(second).toHaveValue('nobody#{id}');
  await expect(layouts.move('Events', 'down')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(first).toHaveValue('nobody#{id}');
  await expect(layouts.move('Events, rule 2', 'up')).toBeFocused();

  await layouts.guess('Events').getByRole('button', { name: 'Remove Events' }).click();
  await expect(second).toBeHidden();
  await expect(first).toHaveValue(pattern);
  await expect(layouts.counts).toContainText('18 events');
});

test('changes of a layout are lost neither by wrong JSON, nor by another start, nor by leaving', async ({
  ownHost,
}) => {
  const { page, layouts } = await atBank(ownHost);
  await layouts.make.click();
  await expect(layouts.counts).toContainText('18 events');
  const type = layouts.field('Type from');
  await type.fill('payload');
  await layouts.tab('JSON').click();
  await layouts.json.fill('{');
  await expect(layouts.faults.first()).toContainText('no JSON');
  await layouts.tab('Fields').click();
  await expect(layouts.part.getByRole('heading', { name: 'The JSON is not a layout yet' })).toBeVisible();
  await expectNoViolations(page, 'fields of wrong JSON');
  await layouts.part.getByRole('button', { name: 'Go back to the layout before' }).click();
  await expect(type).toHaveValue('payload');

  await layouts.base.selectOption('castore');
  await expect(type).toHaveValue('type');
  await layouts.part.getByRole('button', { name: 'Bring them back' }).click();
  await expect(type).toHaveValue('payload');

  await page.goBack();
  await layouts.make.click();
  await expect(layouts.part.getByText('Your changes from before are here again.')).toBeVisible();
  await expect(type).toHaveValue('payload');
  await layouts.part.getByRole('button', { name: 'Start over' }).click();
  await expect(type).toHaveValue('type');
});

test('a layout goes out as a file and comes in again, and one that is in use can be changed', async ({
  ownHost,
}) => {
  const { page, window, layouts } = await atBank(ownHost);
  await layouts.make.click();
  await expect(layouts.counts).toContainText('18 events');
  await layouts.name.fill('accounts');
  await layouts.copy.click();
  await expect(window.notice('Layout copied as JSON')).toBeVisible();
  const text = await ownHost.clipboard();
  const mine = test.info().outputPath('mine.json');
  if (ownHost.kind === 'web') {
    const coming = page.waitForEvent('download');
    await layouts.exportFile.click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe('accounts.layout.json');
    await file.saveAs(mine);
  } else {
    await answerDialogs(ownHost, undefined);
    await layouts.exportFile.click();
    await answerDialogs(ownHost, mine);
    await layouts.exportFile.click();
    await expect(window.notice('Saved as mine.json')).toBeVisible();
  }
  expect(await readFile(mine, 'utf8')).toBe(text);

  await writeFile(mine, text.replace('"accounts"', '"imported"'));
  if (ownHost.kind === 'web') await layouts.importFile.setInputFiles(mine);
  else await layouts.openFile.click();
  await expect(layouts.name).toHaveValue('imported');
  await expect(layouts.base.locator('option:checked')).toHaveText('a file');
  await layouts.save.click();
  const streams = page.getByRole('listbox', { name: 'Streams' });
  await expect(streams.getByRole('option')).toHaveCount(3);

  await window.layout.selectOption('Make or change a layout…');
  await layouts.base.selectOption({ label: 'imported · saved' });
  await layouts.field('Id of the stream').fill('account-{id}');
  await expect(layouts.stream('account-ann')).toBeVisible();
  await layouts.save.click();
  await expect(streams.getByRole('option', { name: /^account-bob/ })).toBeVisible();

  await window.layout.selectOption('Make or change a layout…');
  await layouts.name.fill('imported');
  await layouts.remove.click();
  await layouts.part.getByRole('button', { name: 'Save it again' }).click();
  await expect(layouts.save).toHaveText('Replace and open');
  await page.goBack();
  await window.layout.selectOption('other · detected');
  await expect(layouts.make).toBeVisible();
});
