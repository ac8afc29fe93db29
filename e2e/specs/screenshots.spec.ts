import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { PLANTED_REQUESTS } from '../../electron/demo/layouts/plantedRequests.ts';
import { PLANTED_RECORDS } from '../../electron/demo/layouts/plantedRecords.ts';
import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { backendKey } from '../../electron/stores/taskRecords/keys.ts';
import { expect, test } from '../fixtures.ts';
import { ROOT } from '../host/cli.ts';
import { engineEndpoint, killEngine, killEngineAndWait } from '../host/engine.ts';
import { VIEWPORT } from '../host/web.ts';
import { activityIn } from '../pages/activity.ts';
import { auditIn } from '../pages/audit.ts';
import { compareIn } from '../pages/compare.ts';
import { conflictsIn } from '../pages/conflicts.ts';
import { deadLettersIn } from '../pages/deadLetters.ts';
import { layoutsIn } from '../pages/layouts.ts';
import { rebuildIn } from '../pages/rebuild.ts';
import { reducersIn } from '../pages/reducers.ts';
import { requestsIn } from '../pages/requests.ts';
import { recordsIn } from '../pages/records.ts';
import { travelIn } from '../pages/travel.ts';
import { DEMO, windowIn } from '../pages/window.ts';
import { workspaceIn } from '../pages/workspace.ts';
import { writeIn } from '../pages/writes.ts';
import { writeCastoreTable } from '../support/castoreTable.ts';
import { SCHEMES } from '../support/axe.ts';
import { smallPng } from '../support/smallPng.ts';

/** Writes a picture where the project keeps them, and a small copy into the documentation when that is asked for (`npm run screenshots`). */
async function keep(file: string, picture: Buffer): Promise<void> {
  const folder = join(ROOT, 'test-results', 'screenshots', test.info().project.name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file), picture);
  if (process.env['DYNASCOPE_SCREENSHOTS'] === undefined) return;
  const docs = join(ROOT, 'docs', 'screenshots');
  await mkdir(docs, { recursive: true });
  await writeFile(join(docs, file), smallPng(picture));
}

/** Takes a picture in light and in dark, of a window that is done with reading. */
async function shoot(page: Page, name: string): Promise<void> {
  // The list beside it is a part of the picture; behind a dialog it has no role for the reader.
  await expect(page.locator('[role=progressbar], [role=status][aria-label^="Reading "]')).toHaveCount(0);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await keep(`${name}-${colorScheme}.png`, await page.screenshot({ animations: 'disabled' }));
  }
}

test('pictures of every view that only reads', async ({ page }) => {
  test.slow();
  await page.setViewportSize(VIEWPORT);
  const window = windowIn(page);
  const { task } = window;
  await window.ready();
  await expect(page.getByText('No task chosen')).toBeVisible();
  await shoot(page, 'start');

  await window.openTask(PLANTED.raceAppend);
  await window.ready();
  await expect(task.conflictMarks).toBeVisible();
  await shoot(page, 'task');
  await task.show('Conflicts');
  await shoot(page, 'task-conflicts');

  await window.openTask(PLANTED.edited);
  await task.verdict.click();
  await expect(task.drift).toBeVisible();
  await window.ready();
  await shoot(page, 'drift');

  await window.openTask(PLANTED.gap, 8);
  await task.standsAt(8);
  await task.show('Payload');
  await window.ready();
  await shoot(page, 'gap-payload');
  await task.show('Raw');
  await expect(task.panel).toContainText('"EVENT#0008"');
  await shoot(page, 'raw');

  await window.openTask(PLANTED.again);
  await task.requestMark('recorded: ran again as EVENT#0008').click();
  await expect(task.requestStory).toBeVisible();
  await window.ready();
  await shoot(page, 'requests');

  await window.openTask(PLANTED.long);
  await window.ready();
  await task.standsAt(12_000, { followsTail: true });
  await shoot(page, 'long');

  await window.openTask(PLANTED.hostile);
  await expect(task.tree('State after event 7')).toBeVisible();
  await window.ready();
  await shoot(page, 'hostile');

  await window.openTask(PLANTED.lagging);
  await window.ready();
  await task.append.click();
  await writeIn(page).type.selectOption('TaskFailed');
  await shoot(page, 'append');
  await writeIn(page).cancel.click();
  await task.changeStatus.click();
  await shoot(page, 'change-status');
  await writeIn(page).cancel.click();
  await page.keyboard.press('ControlOrMeta+k');
  await window.paletteInput.fill('demo');
  await expect(window.palette.getByRole('option', { name: /demo/ }).first()).toBeVisible();
  await shoot(page, 'palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(window.help).toBeVisible();
  await shoot(page, 'help');
  await page.keyboard.press('Escape');

  await window.goTo(DEMO);
  await window.ready();
  await window.tasks.part.getByRole('button', { name: 'Conflicts' }).click();
  await conflictsIn(page).row(PLANTED.raceAppend).click();
  await shoot(page, 'conflicts');
  await window.tasks.part.getByRole('button', { name: /^Dead letters/ }).click();
  const letters = deadLettersIn(page);
  await letters
    .row(/TaskRedriven/)
    .nth(1)
    .click();
  await expect(letters.states).toBeVisible();
  await shoot(page, 'dead-letters');
  await window.connections.getByRole('button', { name: 'Add a connection' }).click();
  await shoot(page, 'connection');
  await page.keyboard.press('Escape');

  const records = recordsIn(page);
  await window.goTo({ ...DEMO, table: 'task_records', task: backendKey(PLANTED_RECORDS.soon) });
  await expect(records.tree).toBeVisible();
  await expect(records.count).toContainText('120 records');
  await expect(records.row(PLANTED_RECORDS.soon.task)).toBeVisible();
  await shoot(page, 'records');
  await records.edit.click();
  await records.data.fill('{"task":{"status":"completed"},"seat":"15A"}');
  await expect(records.changes).toContainText('15A');
  await shoot(page, 'record-edit');
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 1024, height: 700 });
  await window.openTask(PLANTED.raceAppend, 3);
  await window.ready();
  await task.standsAt(3);
  await shoot(page, 'small');
});

test('pictures of access requests, and of a decision', async ({ page }) => {
  await page.setViewportSize(VIEWPORT);
  const requests = requestsIn(page);
  await requests.open(PLANTED_REQUESTS.overdue);
  await shoot(page, 'requests');
  await requests.action('Approve…').click();
  await requests.by.fill('olena');
  await shoot(page, 'request-decision');
  await page.setViewportSize({ width: 1024, height: 700 });
  await requests.open(PLANTED_REQUESTS.longest);
  await shoot(page, 'requests-small');
});

test('pictures of a workspace, of a query in it, and of the deletion of a page', async ({ page }) => {
  await page.setViewportSize(VIEWPORT);
  const workspace = workspaceIn(page);
  await workspace.open('ana');
  for (const words of ['page Start', /^widget/, /^group/]) await workspace.expand(words);
  await workspace.row(/^bookmark/).click();
  await expect(workspace.fact('tags')).not.toHaveText('…');
  await shoot(page, 'workspace');
  await workspace.row('page Start').click();
  await workspace.action('Delete page…').click();
  await expect(workspace.holds('widgets')).toBeVisible();
  await shoot(page, 'page-deletion');
  await workspace.button('Cancel').click();
  await workspace.tab('Queries').click();
  await workspace.tag.fill('urgent');
  await page.keyboard.press('Enter');
  await workspace.found.getByRole('option').first().click();
  await shoot(page, 'workspace-tag');
  await page.setViewportSize({ width: 1024, height: 700 });
  await workspace.open('ana');
  await workspace.row('page Imported').click();
  await expect(workspace.fact('version')).toBeVisible();
  await shoot(page, 'workspace-small');
});

test('pictures of a lost write and of a failed connection', async ({ ownHost }) => {
  const first = windowIn(ownHost.page);
  const second = windowIn(await ownHost.newWindow());
  await second.page.setViewportSize(VIEWPORT);
  for (const window of [first, second]) {
    await window.openTask(PLANTED.edited);
    await window.task.append.click();
  }
  await writeIn(first.page).type.selectOption('TaskStarted');
  await writeIn(first.page).actor.fill('anna');
  await writeIn(second.page).type.selectOption('TaskCancelled');
  await writeIn(second.page).actor.fill('ben');
  await writeIn(first.page).submit.click();
  await expect(first.dialog).toBeHidden();
  await writeIn(second.page).submit.click();
  await expect(writeIn(second.page).story).toBeVisible();
  await shoot(second.page, 'conflict');
  await writeIn(second.page).giveUp.click();

  for (let death = 1; death <= 5; death += 1) await killEngineAndWait(ownHost.dataFolder);
  await killEngine(ownHost.dataFolder);
  await expect(second.banner).toContainText('has failed');
  await shoot(second.page, 'offline');
  await activityIn(second.page).button.click();
  await expect(
    activityIn(second.page)
      .rows(/, sent \d times, waited /)
      .first(),
  ).toBeVisible();
  await shoot(second.page, 'activity');
});

test('pictures of travelling through a task, of a field’s history, and of two tasks side by side', async ({
  page,
}) => {
  test.slow();
  await page.setViewportSize(VIEWPORT);
  const window = windowIn(page);
  await window.openTask(PLANTED.again);
  const task = await window.openTask(PLANTED.long);
  await window.ready();
  const travel = travelIn(page);
  await travel.search.click();
  await travel.searchText.fill('rows 11');
  await page.keyboard.press('Enter');
  await expect(travel.hits.getByRole('option').first()).toBeVisible();
  await shoot(page, 'search');

  await window.openTask(PLANTED.edited, 9);
  await task.standsAt(9);
  await travel.group.click();
  await task
    .tree(/^State after/)
    .getByRole('treeitem')
    .filter({ has: page.getByText('status', { exact: true }) })
    .click();
  await expect(task.inspector.getByRole('region', { name: 'History of status' })).toContainText('changes');
  await shoot(page, 'field-history');

  const comparison = compareIn(page);
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await comparison.taskId.fill(PLANTED.again);
  await comparison.compare.click();
  await expect(comparison.states).toBeVisible();
  await shoot(page, 'compare');
});

test('pictures of an audit, of a rebuild, and of a layout that is made', async ({ ownHost }) => {
  test.slow();
  const { page, dataFolder } = ownHost;
  await page.setViewportSize(VIEWPORT);
  const window = windowIn(page);
  const task = await window.openTask(PLANTED.edited);
  await window.ready();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  const audit = auditIn(page);
  await expect(audit.estimate).toContainText('items');
  await shoot(page, 'audit-form');
  await audit.start.click();
  await expect(audit.state).toHaveText('Done');
  await expect(audit.causes.getByRole('listitem').first()).toBeVisible();
  await shoot(page, 'audit');
  await audit.tab('Findings').click();
  await audit.findings.getByRole('option').first().click();
  await expect(audit.detail).toBeVisible();
  await shoot(page, 'audit-findings');

  await window.openTask(PLANTED.edited);
  await expect(task.verdict).toHaveText(/^diverged/);
  await rebuildIn(page).one.click();
  await expect(rebuildIn(page).dialog).toContainText('succeeded');
  await shoot(page, 'rebuild');
  await rebuildIn(page).dialog.getByRole('button', { name: 'Cancel' }).click();
  await rebuildIn(page).many.click();
  await expect(rebuildIn(page).confirm).toBeEnabled();
  await rebuildIn(page).planned.getByRole('option').first().click();
  await expect(rebuildIn(page).wouldChange).toContainText('status');
  await shoot(page, 'rebuild-plan');
  await rebuildIn(page).dialog.getByRole('button', { name: 'Cancel' }).click();

  await reducersIn(page).control.click();
  await expect(reducersIn(page).dialog).toBeVisible();
  await shoot(page, 'reducer');
  await reducersIn(page).close();

  await window.openTask(PLANTED.again);
  await task.show('Causes');
  await window.ready();
  await shoot(page, 'causes');

  await writeCastoreTable(await engineEndpoint(dataFolder), 'bank');
  await window.goTo({ connection: 'embedded', table: 'bank' });
  const layouts = layoutsIn(page);
  await layouts.make.click();
  await expect(layouts.streams.first()).toBeVisible();
  await shoot(page, 'layout-wizard');
});
