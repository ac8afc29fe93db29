import { PLANTED_RECORDS } from '../../electron/demo/layouts/plantedRecords.ts';
import { backendKey } from '../../electron/stores/taskRecords/keys.ts';
import { expect, test } from '../fixtures.ts';
import { conflictsIn } from '../pages/conflicts.ts';
import { recordsIn } from '../pages/records.ts';
import { windowIn } from '../pages/window.ts';
import { expectNoViolations } from '../support/axe.ts';

const TABLE = { connection: 'embedded', table: 'task_records' } as const;

type Id = (typeof PLANTED_RECORDS)[keyof typeof PLANTED_RECORDS];

const placeOf = (id: Id) => ({ ...TABLE, task: backendKey(id) });

test('records are found by owner, text and expiry, and opened from the list', async ({ page }) => {
  const window = windowIn(page);
  const records = recordsIn(page);
  await window.goTo(TABLE);
  await expect(records.count).toContainText('120 records');
  await expect(records.record.getByText('No record chosen')).toBeVisible();
  await records.owner.selectOption(`=${PLANTED_RECORDS.exact.owner}`);
  await expect(records.row(PLANTED_RECORDS.exact.task)).toBeVisible();
  await expect(records.row(PLANTED_RECORDS.soon.task)).toBeHidden();
  await records.owner.selectOption('every');
  await records.only.selectOption('expired');
  await expect(records.row(PLANTED_RECORDS.expired.task)).toBeVisible();
  await expect(records.count).toContainText('of 120 records');
  await records.only.selectOption('all');

  await records.filter.fill('Alpine ×');
  await expect(records.count).toContainText('1 of 120 records');
  await records.filter.press('Enter');
  await expect(records.record.getByRole('heading', { name: PLANTED_RECORDS.expired.task })).toBeVisible();
  await expect(records.selected).toHaveAccessibleName('expired-quote, of agent-lyra, version 5, expired');
  await expect(records.record).toContainText(/Expired .* ago, and is still here/);
  await expectNoViolations(page, 'records');
});

test('a record tells its version, its data with every digit, and when it expires', async ({ page }) => {
  const window = windowIn(page);
  const records = recordsIn(page);
  await window.goTo(placeOf(PLANTED_RECORDS.exact));
  await expect(records.versions.getByRole('listitem')).toHaveText(['1', /…/, /^12 now/, /^13/]);
  await expect(records.tree).toContainText('123456789012345678901234567890.12');
  await expect(records.record).toContainText('“tag” stands twice in one object.');
  await records.tab('Text').click();
  await expect(records.record).toContainText('"tag":"first","tag":"second"');
  await records.tab('Item').click();
  await expect(records.record.getByRole('region', { name: 'Item' })).toContainText('"OWNER#ledger"');

  await window.goTo(placeOf(PLANTED_RECORDS.disagreeing));
  await expect(records.record).toContainText(/Expires in .*Its data says otherwise/);
  await window.goTo(placeOf(PLANTED_RECORDS.soon));
  await expect(records.tree).toContainText('14C');
  await records.record.getByRole('button', { name: 'agent-lyra' }).click();
  await expect(records.owner).toHaveValue('=agent-lyra');
});

test('what cannot be read is shown, and hostile text is text', async ({ page }) => {
  const window = windowIn(page);
  const records = recordsIn(page);
  await window.goTo(placeOf(PLANTED_RECORDS.corrupt));
  await expect(records.record).toContainText('The data is not JSON');
  await expect(records.record).toContainText('Line 4, column 41: a text that is not closed, or not escaped');
  await expectNoViolations(page, 'corrupt record');
  await window.goTo(placeOf(PLANTED_RECORDS.unversioned));
  await expect(records.record).toContainText('it has no attribute “version”');
  await expect(records.edit).toBeDisabled();
  await expect(records.remove).toBeDisabled();
  await window.goTo(placeOf(PLANTED_RECORDS.hostile));
  await expect(records.tree).toContainText('<script>alert(1)</script>');
  await expect(records.tree).toContainText('polluted');
  await expect(records.record.getByRole('button', { name: 'tenant:7#eu' })).toBeVisible();
  await expectNoViolations(page, 'hostile record');
  await window.goTo({ ...TABLE, task: 'nobody:nothing' });
  await expect(records.record.getByText('There is no such record')).toBeVisible();
});

test('two windows race a write: one wins, the other sees why it lost and writes on top', async ({
  ownHost,
}) => {
  const first = windowIn(ownHost.page);
  const second = windowIn(await ownHost.newWindow());
  const won = recordsIn(first.page);
  const lost = recordsIn(second.page);
  for (const window of [first, second]) {
    await window.goTo(placeOf(PLANTED_RECORDS.soon));
    await recordsIn(window.page).edit.click();
  }
  await expect(won.changes).toContainText('Nothing yet');
  await expect(won.submit).toBeDisabled();
  await won.data.fill('{"seat":"22F"');
  await expect(won.dialog).toContainText('Not JSON yet. Line 1, column 1: an object that is not closed.');
  await won.data.fill('{"seat":"22F","expiresAt":"2126-01-01T00:00:00Z"}');
  await expect(won.changes.getByRole('listitem').filter({ hasText: 'seat' })).toContainText(/14C.*22F/);
  await expect(won.changes).toContainText('Expiry:');
  await expectNoViolations(first.page, 'edit of a record');
  await won.submit.click();
  await expect(won.dialog).toBeHidden();
  await expect(first.notice('Version 3 written')).toBeVisible();
  await expect(won.versions.getByRole('listitem')).toHaveText(['1', /^2seen/, /^3 now.*written here/, /^4/]);

  await lost.data.fill('{"seat":"15A"}');
  await lost.submit.click();
  await expect(lost.dialog).toContainText('Another writer was first. Nothing of yours was written.');
  await expect(lost.story).toContainText('that version of agent-lyra:hold-seat-14c is 2');
  await expect(lost.story.getByRole('row', { name: /data\.seat/ }).getByRole('cell')).toHaveText([
    '14C',
    '22F',
  ]);
  await expectNoViolations(second.page, 'lost write of a record');
  await lost.tryOnTop.click();
  await expect(lost.dialog).toContainText('Read again: it is at version 3 now, not 2.');
  await expect(lost.data).toHaveValue('{"seat":"15A"}');
  await expect(lost.changes.getByRole('listitem').filter({ hasText: 'seat' })).toContainText(/22F.*15A/);
  await lost.submit.click();
  await expect(second.notice('Version 4 written')).toBeVisible();
  await expect(lost.tree).toContainText('15A');
  await expect(lost.record).toContainText('Never expires');

  await lost.part.getByRole('button', { name: 'Conflicts' }).click();
  await expect(conflictsIn(second.page).row(backendKey(PLANTED_RECORDS.soon))).toBeVisible();
});

test('a record is deleted under its version only', async ({ ownHost }) => {
  const first = windowIn(ownHost.page);
  const second = windowIn(await ownHost.newWindow());
  const late = recordsIn(first.page);
  const early = recordsIn(second.page);
  for (const window of [first, second]) await window.goTo(placeOf(PLANTED_RECORDS.expired));
  await late.remove.click();
  await expect(late.dialog).toContainText('on the condition that it is still at version 5');
  await early.edit.click();
  await early.data.fill('{"kept":true}');
  await early.submit.click();
  await expect(early.dialog).toBeHidden();
  await late.submit.click();
  await expect(late.story).toContainText('to delete it');
  await late.tryOnTop.click();
  await expect(late.dialog).toContainText('Read again: it is at version 6 now, not 5.');
  await late.submit.click();
  await expect(first.notice('Version 6 deleted')).toBeVisible();
  await expect(late.record.getByText('No record chosen')).toBeVisible();
  await expect(late.count).toContainText('119 records');
  await early.record.getByRole('button', { name: /^Read again/ }).click();
  await expect(early.record.getByText('There is no such record')).toBeVisible();
});
