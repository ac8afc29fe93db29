import type { Locator } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { engineEndpoint } from '../host/engine.ts';
import type { Host } from '../host/host.ts';
import { auditIn, type AuditPart } from '../pages/audit.ts';
import { deadLettersIn } from '../pages/deadLetters.ts';
import { layoutsIn } from '../pages/layouts.ts';
import { rebuildIn } from '../pages/rebuild.ts';
import { reducersIn } from '../pages/reducers.ts';
import { DEMO, windowIn } from '../pages/window.ts';
import { writeCastoreTable } from '../support/castoreTable.ts';
import { answerDialogs } from '../support/dialogs.ts';

// What is pressed here vanishes or is disabled by the press; the focus is to go on to what took its place.

async function openAudit({ page }: Host) {
  await windowIn(page).ready();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  const audit = auditIn(page);
  await expect(audit.estimate).toBeVisible();
  await expect(audit.question).toBeFocused();
  return audit;
}

const start = async (audit: AuditPart): Promise<void> => {
  await expect(audit.start).toBeEnabled();
  await audit.start.press('Enter');
};

test('an audit: started, paused, gone on with, cancelled, ended by itself', async ({ ownHost }) => {
  const window = windowIn(ownHost.page);
  const audit = await openAudit(ownHost);
  await audit.unitsPerSecond.fill('60');
  await start(audit);
  await expect(audit.state).toHaveText('Running');
  await expect(audit.state).toBeFocused();
  await audit.button('Pause').press('Enter');
  await expect(audit.button('Go on')).toBeFocused();
  await audit.button('Go on').press('Enter');
  await expect(audit.button('Pause')).toBeFocused();
  await audit.button('Cancel').press('Enter');
  await expect(audit.state).toHaveText('Cancelled');
  await expect(audit.state).toBeFocused();

  await test.step('asked for anew, and the question left', async () => {
    await audit.button('New audit…').press('Enter');
    await expect(audit.question).toBeFocused();
    await audit.button('Back').press('Enter');
    await expect(audit.state).toBeFocused();
  });

  await test.step('its end takes away the button under the focus', async () => {
    await audit.button('Go on').press('Enter');
    await expect(audit.button('Pause')).toBeFocused();
    await expect(audit.state).toHaveText('Done');
    await expect(audit.state).toBeFocused();
  });

  await test.step('its end leaves alone who is elsewhere', async () => {
    await audit.button('New audit…').press('Enter');
    await start(audit);
    await expect(audit.state).toBeFocused();
    await window.tasks.filter.focus();
    await expect(audit.state).toHaveText('Done');
    await expect(audit.button('New audit…')).toBeVisible();
    await expect(window.tasks.filter).toBeFocused();
  });
});

test('audits: one of before shown, compared, forgotten; from a cause to its findings and to the event', async ({
  ownHost,
}) => {
  const { page } = ownHost;
  const window = windowIn(page);
  const audit = await openAudit(ownHost);
  await start(audit);
  await expect(audit.state).toHaveText('Done');
  await audit.button('New audit…').press('Enter');
  await start(audit);
  await expect(audit.state).toHaveText('Done');

  await audit.tab('Audits').press('Enter');
  await audit.runs.getByRole('button', { name: 'Show' }).press('Enter');
  await expect(audit.state).toBeFocused();
  await audit.tab('Audits').press('Enter');
  await audit.runs.getByRole('button', { name: 'Compare' }).press('Enter');
  await expect(audit.changes).toBeFocused();
  await audit.button('Stop comparing').press('Enter');
  await expect(audit.findings).toBeFocused();

  await audit.tab('Causes').press('Enter');
  await audit.cause('has events that cannot be read').getByRole('button').first().press('Enter');
  await expect(audit.findings).toBeFocused();
  await audit.button('All causes').press('Enter');
  await expect(audit.findings).toBeFocused();
  await audit.filter.fill('no finding says this');
  await audit.button('Clear the filter').press('Enter');
  await expect(audit.findings).toBeFocused();

  await audit.tab('Audits').press('Enter');
  const forget = async (which: Locator): Promise<void> => {
    await which.press('Enter');
    await window.dialog.getByRole('button', { name: 'Forget the audit' }).press('Enter');
  };
  await forget(audit.runs.getByRole('button', { name: 'Forget…' }).first());
  await expect(audit.runs.getByRole('listitem')).toHaveCount(1);
  await expect(audit.runs).toBeFocused();

  await audit.tab('Causes').press('Enter');
  await audit
    .cause('illegally')
    .getByRole('button', { name: /refund-demo-illegal/ })
    .press('Enter');
  await expect(window.task.heading).toHaveText(PLANTED.illegal);
  await expect(window.task.events).toBeFocused();
  await page.goBack();
  await audit.tab('Audits').press('Enter');
  await forget(audit.runs.getByRole('button', { name: 'Forget…' }));
  await expect(audit.question).toBeFocused();
});

test('rebuilding: planned, written, put back, looked up among those of before', async ({ ownHost }) => {
  const { page } = ownHost;
  const window = windowIn(page);
  await window.goTo({ ...DEMO, task: PLANTED.edited });
  const rebuild = rebuildIn(page);
  await rebuild.one.press('Enter');
  await rebuild.confirm.press('Enter');
  await expect(rebuild.status).toHaveText('1 rebuilt');
  await expect(rebuild.status).toBeFocused();
  await expect(rebuild.one).toHaveCount(0);
  await rebuild.putBack.press('Enter');
  await expect(rebuild.status).toContainText('1 put back');
  await expect(rebuild.status).toBeFocused();
  await rebuild.button('Close').press('Enter');
  await expect(rebuild.dialog).toBeHidden();
  // What opened the dialog has been away meanwhile.
  await expect(window.task.events).toBeFocused();

  await rebuild.many.press('Enter');
  await expect(rebuild.confirm).toBeEnabled();
  await rebuild.confirm.press('Enter');
  await expect(rebuild.status).toContainText(/\d+ rebuilt/);
  await expect(rebuild.status).toBeFocused();
  await rebuild.button('Close').press('Enter');

  await rebuild.openRuns();
  await rebuild.dialog.getByRole('button', { name: 'Tasks…' }).first().press('Enter');
  await expect(rebuild.outcomes).toBeFocused();
  await rebuild.button('All rebuilds').press('Enter');
  await expect(rebuild.runs).toBeFocused();
  await rebuild.runs
    .getByRole('button', { name: /^Put .* back$/ })
    .first()
    .press('Enter');
  await expect(rebuild.status).toContainText(/\d+ put back/);
  await expect(rebuild.status).toBeFocused();
  await rebuild.button('All rebuilds').press('Enter');
  await expect(rebuild.runs).toBeFocused();
});

test('a reducer: chosen, loaded again, refused, given back', async ({ ownHost }, info) => {
  const { page } = ownHost;
  const file = info.outputPath('begun.js');
  await writeFile(file, `exports.initialState = {};\nexports.reduce = (state) => state;\n`);
  await windowIn(page).openTask(PLANTED.edited);
  const reducers = reducersIn(page);
  await reducers.control.press('Enter');
  const choose = async (path: string): Promise<void> => {
    if (ownHost.kind === 'desktop') await answerDialogs(ownHost, path);
    else await reducers.file.fill(path);
    await (ownHost.kind === 'desktop' ? reducers.pick : reducers.use).press('Enter');
  };
  await choose(file);
  await expect(reducers.told).toContainText('folded by begun.js');
  // On the desktop another file can be chosen at once.
  await expect(ownHost.kind === 'desktop' ? reducers.pick : reducers.told).toBeFocused();
  await reducers.again.press('Enter');
  await expect(reducers.again).toBeFocused();
  await reducers.back.press('Enter');
  await expect(reducers.told).toContainText('built-in reducer');
  await expect(reducers.told).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(reducers.control).toBeFocused();
});

test('a connection: kept after all, removed', async ({ ownHost }) => {
  const { page } = ownHost;
  const window = windowIn(page);
  const { connections, dialog } = window;
  await window.ready();
  await connections.getByRole('button', { name: 'Add a connection' }).press('Enter');
  await dialog.getByRole('textbox', { name: 'Endpoint' }).fill('http://127.0.0.1:9');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(connections.getByRole('button', { name: 'Add a connection' })).toBeFocused();
  const edit = connections.getByRole('button', { name: /^Edit/ });
  const press = (name: string): Promise<void> => dialog.getByRole('button', { name }).press('Enter');
  await edit.press('Enter');
  await press('Remove…');
  await press('Keep it');
  await expect(dialog.getByRole('textbox', { name: 'Endpoint' })).toBeFocused();
  await press('Remove…');
  await press('Remove the connection');
  await expect(edit).toHaveCount(0);
  await expect(connections.getByRole('heading', { name: 'Connections' })).toBeFocused();
});

test('dead letters: marked, unmarked, redriven', async ({ ownHost }) => {
  const { page } = ownHost;
  const window = windowIn(page);
  await window.ready();
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  const letters = deadLettersIn(page);
  await expect(letters.options.first()).toBeVisible();
  await expect(letters.reading).toHaveCount(0);
  await letters.markAll.press('Enter');
  await expect(letters.list).toBeFocused();
  await letters.part.getByRole('button', { name: 'Unmark' }).press('Enter');
  await expect(letters.list).toBeFocused();
  const waiting = await letters.options.count();
  await letters
    .row(/TaskRedriven/)
    .first()
    .click();
  await letters.redrive.press('Enter');
  await expect(letters.letter).toContainText('It cannot be redriven again.');
  await expect(letters.letter.getByRole('heading', { level: 3 })).toBeFocused();
  // The redriven one leaves the list a moment later.
  await expect(letters.options).toHaveCount(waiting - 1);
  await letters
    .row(/TaskRedriven/)
    .first()
    .click();
  await letters.list.press('Space');
  await letters.redriveMarked.press('Enter');
  await letters.dialog.getByRole('button', { name: 'Redrive 1 letter' }).press('Enter');
  await expect(letters.dialog.getByRole('status')).toHaveText('1 redriven');
  await expect(letters.dialog.getByRole('status')).toBeFocused();
  await expect(letters.close).toBeVisible();
  await letters.close.press('Enter');
  await expect(letters.list).toBeFocused();
});

test('layouts: one is made, saved, removed, and brought back', async ({ ownHost }) => {
  const { page, dataFolder } = ownHost;
  const window = windowIn(page);
  await window.ready();
  await writeCastoreTable(await engineEndpoint(dataFolder), 'bank');
  await window.goTo({ connection: 'embedded', table: 'bank' });
  const layouts = layoutsIn(page);
  await layouts.make.press('Enter');
  await expect(layouts.title).toBeFocused();
  await expect(layouts.save).toBeEnabled();
  await layouts.save.press('Enter');
  await expect(page.getByRole('listbox', { name: 'Streams' })).toBeFocused();

  await window.layout.selectOption('Make or change a layout…');
  await expect(layouts.remove).toBeVisible();
  await layouts.remove.press('Enter');
  await expect(layouts.remove).toBeHidden();
  await expect(layouts.title).toBeFocused();
  await layouts.part.getByRole('button', { name: 'Save it again' }).press('Enter');
  await expect(layouts.remove).toBeVisible();
  await expect(layouts.title).toBeFocused();
});
