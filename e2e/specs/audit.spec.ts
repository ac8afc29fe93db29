import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { runCli } from '../host/cli.ts';
import { withDataFolder } from '../host/dataFolders.ts';
import { engineEndpoint } from '../host/engine.ts';
import { startHost } from '../host/start.ts';
import { auditIn, type AuditPart } from '../pages/audit.ts';
import { layoutsIn } from '../pages/layouts.ts';
import { rebuildIn } from '../pages/rebuild.ts';
import { DEMO, windowIn } from '../pages/window.ts';
import { expectNoViolations } from '../support/axe.ts';
import { ORDERS, ordersLayout, storedStatus, writeOrdersApart } from '../support/ordersApart.ts';

type Page = Parameters<typeof windowIn>[0];

/** Slow enough to be stopped, quick enough to be waited for: the demonstration table takes some 570 units. */
const UNITS_PER_SECOND = '120';

/** Ends an audit of the demonstration table half-way, and lets it end when it is gone on with once. */
const CEILING = '300';

const openAudit = async (page: Page): Promise<AuditPart> => {
  await windowIn(page).ready();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  const audit = auditIn(page);
  await expect(audit.part).toBeVisible();
  return audit;
};

const runToEnd = async (audit: AuditPart): Promise<void> => {
  await audit.start.click();
  await expect(audit.state).toHaveText('Done');
};

test('what it would take is told before; causes come first and lead to findings and to the event', async ({
  ownHost,
}) => {
  const { page } = ownHost;
  const window = windowIn(page);
  const audit = await openAudit(page);
  await expect(page).toHaveURL(/view=audit/);
  await expect(audit.estimate).toContainText(/to read\s*[\d,]+ items/);
  await expectNoViolations(page, 'audit, form');
  await audit.unitsPerSecond.fill('many');
  await expect(audit.start).toBeDisabled();
  await audit.unitsPerSecond.fill('');
  await runToEnd(audit);
  await expect(audit.causes.getByRole('listitem').first()).toContainText(
    '1 task diverges at TaskRetryScheduled',
  );
  await expect(audit.part.getByRole('region', { name: 'Over time' }).getByRole('img')).toHaveAccessibleName(
    /\d+ errors, \d+ warnings between/,
  );
  await expectNoViolations(page, 'audit, causes');

  await audit.cause('has events that cannot be read').getByRole('button').first().click();
  await expect(audit.findings.getByRole('option')).toHaveCount(1);
  await expect(audit.findings.getByRole('option')).toHaveAccessibleName(
    new RegExp(`^${PLANTED.undecodable}, error`),
  );
  await audit.button('All causes').click();
  await audit.filter.fill(PLANTED.edited);
  await expect(audit.findings.getByRole('option')).toHaveCount(1);
  await audit.findings.getByRole('option').click();
  await expect(audit.detail.getByRole('row', { name: /^status/ })).toContainText(/succeeded.*retrying/);
  await expectNoViolations(page, 'audit, findings');
  const opens = audit.detail.getByRole('button', { name: /^Open event \d+$/ });
  const seq = Number(/\d+/.exec((await opens.textContent()) ?? '')?.[0]);
  await opens.click();
  await expect(window.task.heading).toHaveText(PLANTED.edited);
  await window.task.standsAt(seq, { followsTail: true });

  await page.goBack();
  await expect(audit.tab('Findings')).toHaveAttribute('aria-selected', 'true');
  await audit.tab('Causes').click();
  await audit
    .cause('illegally')
    .getByRole('button', { name: /refund-demo-illegal/ })
    .click();
  await expect(window.task.heading).toHaveText(PLANTED.illegal);
});

test('an audit under way is paused, cancelled and gone on with, and finds all the same', async ({
  ownHost,
}) => {
  const { page } = ownHost;
  const audit = await openAudit(page);
  await audit.unitsPerSecond.fill(UNITS_PER_SECOND);
  await audit.start.click();
  await expect(audit.state).toHaveText('Running');
  await expect(audit.progress).toHaveAttribute('aria-valuenow', /^[1-9]/);

  await audit.button('Pause').click();
  await expect(audit.state).toHaveText('Paused');
  await expectNoViolations(page, 'audit, paused');
  await audit.button('Go on').click();
  await expect(audit.state).toHaveText('Running');

  await audit.button('Cancel').click();
  await expect(audit.state).toHaveText('Cancelled');
  await expect(audit.part).toContainText('Tasks that were not read to their end are not judged yet.');
  await audit.button('Go on').click();
  await expect(audit.state).toHaveText('Done', { timeout: 30_000 });
  await expect(audit.tab('Findings')).toContainText('9');
  await expect(audit.cause('diverges at TaskRetryScheduled')).toBeVisible();
});

test('an audit that the end of its program interrupted goes on after the next start', async ({}, info) => {
  await withDataFolder('seeded', async (folder) => {
    const first = await startHost(info.project.name, folder);
    try {
      await windowIn(first.page).goTo(DEMO);
      const audit = await openAudit(first.page);
      await audit.unitsPerSecond.fill(UNITS_PER_SECOND);
      await audit.start.click();
      await expect(audit.progress).toHaveAttribute('aria-valuenow', /^[1-9]/);
    } finally {
      await first.close();
    }
    const second = await startHost(info.project.name, folder);
    try {
      await windowIn(second.page).goTo(DEMO);
      const audit = await openAudit(second.page);
      await expect(audit.state).toHaveText('Interrupted');
      await audit.button('Go on').click();
      await expect(audit.state).toHaveText('Done', { timeout: 30_000 });
      await expect(audit.tab('Findings')).toContainText('9');
    } finally {
      await second.close();
    }
  });
});

test('two audits of a table are compared: what was mended is gone', async ({ ownHost }) => {
  const { page, dataFolder } = ownHost;
  const audit = await openAudit(page);
  await runToEnd(audit);
  await runCli(['rebuild', 'tasks', PLANTED.edited], dataFolder);
  await audit.button('New audit…').click();
  await runToEnd(audit);
  await expect(audit.cause('diverges at TaskRetryScheduled')).toHaveCount(0);
  await audit.tab('Audits').click();
  await expect(audit.runs.getByRole('listitem')).toHaveCount(2);
  await expectNoViolations(page, 'audit, past ones');
  // Forgetting asks first.
  const ask = page.getByRole('dialog', { name: 'Forget an audit' });
  await audit.runs.getByRole('button', { name: 'Forget…' }).last().click();
  await expectNoViolations(page, 'audit, forgetting one');
  await ask.getByRole('button', { name: 'Cancel' }).click();
  await expect(audit.runs.getByRole('listitem')).toHaveCount(2);
  await audit.runs.getByRole('button', { name: 'Compare' }).click();
  await expect(audit.button('1 gone')).toBeVisible();
  await expect(audit.button('0 new')).toBeVisible();
  await audit.button('1 gone').click();
  await expect(audit.findings.getByRole('option')).toHaveAccessibleName(
    new RegExp(`^${PLANTED.edited}, error`),
  );
  await audit.tab('Audits').click();
  await audit.runs.getByRole('button', { name: 'Forget…' }).last().click();
  await ask.getByRole('button', { name: 'Forget the audit' }).click();
  await expect(audit.runs.getByRole('listitem')).toHaveCount(1);
});

test('of an audit that ended early nothing is called new or gone that it may not have judged', async ({
  ownHost,
}) => {
  const { page } = ownHost;
  const audit = await openAudit(page);
  await runToEnd(audit);
  await audit.button('New audit…').click();
  await audit.maxUnits.fill(CEILING);
  await audit.start.click();
  await expect(audit.state).toHaveText('Ended at its ceiling');
  await audit.tab('Findings').click();
  await expect(audit.part).toContainText('Nothing was found before it ended');
  await expect(audit.button('Clear the filter')).toHaveCount(0);
  await audit.tab('Audits').click();
  await audit.runs.getByRole('button', { name: 'Compare' }).click();
  await expect(audit.changes.getByRole('button')).toHaveText([
    /^0 new$/,
    /^\d+ only in the earlier one$/,
    /^\d+ in both$/,
    '×',
  ]);
  await expect(audit.part).toContainText(
    /The audit of [\d: -]+ ended at its ceiling after [\d,]+ of about [\d,]+ items\. What it has not judged may hold what only the other one has, and more\./,
  );
  const missing = audit.changes.getByRole('button', { name: 'only in the earlier one' });
  const count = Number.parseInt((await missing.textContent()) ?? '', 10);
  expect(count).toBeGreaterThan(0);
  await missing.click();
  await expect(audit.findings.getByRole('option')).toHaveCount(count);
  await expectNoViolations(page, 'audit, compared with one that ended early');

  // Once it has judged everything, nothing is left open.
  await audit.button('Go on').click();
  await expect(audit.state).toHaveText('Done', { timeout: 30_000 });
  await expect(audit.changes.getByRole('button')).toHaveText(['0 new', '0 gone', '9 unchanged', '×']);
  await expect(audit.part).not.toContainText('What it has not judged may hold');
});

/** Makes the layout of the table that is shown, as JSON, and opens the table by it. */
async function readAsOrders(page: Page, states?: string): Promise<void> {
  const layouts = layoutsIn(page);
  await layouts.make.click();
  await layouts.tab('JSON').click();
  await layouts.json.fill(JSON.stringify(ordersLayout(states)));
  await layouts.save.click();
  await expect(windowIn(page).layout.locator('option:checked')).toHaveText('Orders · by hand');
}

test('projections that lie in another table are read there: in a task, in an audit, and by a rebuild', async ({
  ownHost,
}) => {
  const { page, dataFolder } = ownHost;
  const window = windowIn(page);
  await window.ready();
  const endpoint = await engineEndpoint(dataFolder);
  await writeOrdersApart(endpoint);
  await window.goTo({ connection: 'embedded', table: ORDERS.events });
  await readAsOrders(page);
  const streams = page.getByRole('listbox', { name: 'Streams' });
  await streams.getByRole('option', { name: /^late,/ }).click();
  await expect(window.task.heading).toHaveText('late');
  await expect(window.task.verdict).toHaveText('projection lags 1 event');

  await page.keyboard.press('g');
  await page.keyboard.press('a');
  const audit = auditIn(page);
  await expect(audit.estimate).toContainText(/projections from\s*order-states/);
  await expect(audit.estimate).toContainText(/to read\s*13 items/);
  await expectNoViolations(page, 'audit of two tables, form');
  await runToEnd(audit);
  await expect(audit.causes.getByRole('listitem')).toHaveCount(3);
  await expect(audit.cause('1 stream lags behind')).toContainText('late');
  await expect(audit.cause('1 stream has events and no projection')).toContainText('lost');
  await expect(audit.cause('1 stream has a projection and no event')).toContainText('stray');
  await expectNoViolations(page, 'audit of two tables, causes');

  await audit.cause('lags').getByRole('button', { name: /late/ }).click();
  await expect(window.task.heading).toHaveText('late');
  const rebuild = rebuildIn(page);
  await rebuild.one.click();
  await rebuild.confirm.click();
  await expect(rebuild.status).toHaveText('1 rebuilt');
  await expect(window.task.verdict).toHaveText('projection agrees with replay');
  await rebuild.close();
  expect(await storedStatus(endpoint, ORDERS.states, 'late')).toEqual({ S: 'sent' });
  expect(await storedStatus(endpoint, ORDERS.events, 'late')).toBeUndefined();

  // A projection that is missing is one to rebuild, as on the command line.
  await rebuild.many.click();
  await expect(rebuild.planned.getByRole('option', { name: /^lost, no projection/ })).toBeVisible();
  await rebuild.dialog.getByRole('button', { name: 'Cancel', exact: true }).click();

  await page.goBack();
  await audit.button('New audit…').click();
  await runToEnd(audit);
  await expect(audit.causes.getByRole('listitem')).toHaveCount(2);
});

test('an audit whose projections lie in a table that is not there says so before anything is read', async ({
  ownHost,
}) => {
  const { page, dataFolder } = ownHost;
  const window = windowIn(page);
  await window.ready();
  await writeOrdersApart(await engineEndpoint(dataFolder));
  await window.goTo({ connection: 'embedded', table: ORDERS.events });
  await readAsOrders(page, 'nowhere');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  const audit = auditIn(page);
  await expect(audit.part.getByRole('alert')).toContainText('lie in a table “nowhere”, which is not there');
  await expect(audit.part.getByRole('alert')).toContainText('name in the layout the table');
  await expect(audit.start).toBeDisabled();
  await expectNoViolations(page, 'audit of two tables, one missing');
});
