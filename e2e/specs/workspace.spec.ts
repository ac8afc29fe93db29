import { expect, test } from '../fixtures.ts';
import { conflictsIn } from '../pages/conflicts.ts';
import { windowIn } from '../pages/window.ts';
import { workspaceIn } from '../pages/workspace.ts';
import { expectNoViolations } from '../support/axe.ts';

test('any of the eight tables leads to the users, and a user to a tree that the keyboard walks', async ({
  page,
}) => {
  const workspace = workspaceIn(page);
  for (const table of ['tag_associations', 'groups']) {
    await workspace.open('ana', table);
    await expect(workspace.count).toContainText('5 users');
    await expect(workspace.user('ana')).toHaveAttribute('aria-selected', 'true');
  }
  await workspace.filter.fill('oidc');
  await expect(workspace.users.getByRole('option')).toHaveCount(1);
  await workspace.user('oidc#7:ren').click();
  await expect(workspace.detail.getByRole('heading', { level: 2 })).toHaveText('oidc#7:ren');
  await workspace.tree.focus();
  await expect(workspace.fact('version')).toHaveText(/^\d+$/);
  for (const [model, level] of [
    ['page', '1'],
    ['widget', '2'],
    ['group', '3'],
  ] as const) {
    const row = workspace.tree.getByRole('treeitem', { name: new RegExp(`^${model}`), selected: true });
    await expect(row).toHaveAttribute('aria-level', level);
    await page.keyboard.press('ArrowRight');
    await expect(row).toHaveAttribute('aria-expanded', 'true');
    await expect(workspace.tree.getByRole('treeitem', { name: /reading/ })).toBeHidden();
    await page.keyboard.press('ArrowRight');
  }
  await expect(workspace.tree.getByRole('treeitem', { name: /^bookmark/, selected: true })).toBeVisible();
  await expect(workspace.fact('bookmark')).toHaveText(/^oidc-1-w1-g1-b0001$/);
  await expect(workspace.attributes.getByRole('treeitem', { name: /^url/ })).toContainText('https://');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(workspace.tree.getByRole('treeitem', { name: /^bookmark/ })).toHaveCount(0);
  await expect(workspace.tree.getByRole('treeitem', { name: /^group/, selected: true })).toBeVisible();
});

test('a group of hundreds of bookmarks is read in pieces', async ({ page }) => {
  const workspace = workspaceIn(page);
  await workspace.open('librarian');
  for (const words of [/^page/, /^widget/, /^group/]) await workspace.expand(words);
  const bookmark = workspace.row(/^bookmark/);
  await expect(bookmark).toHaveAttribute('aria-setsize', '520');
  await page.keyboard.press('End');
  const more = workspace.tree.getByRole('treeitem').filter({ hasText: 'show more · 500 shown' });
  await more.click();
  await page.keyboard.press('Home');
  await expect(bookmark).toHaveAttribute('aria-setsize', '640');
  await page.keyboard.press('End');
  await expect(more).toHaveCount(0);
  await expect(workspace.row(/^note/)).toBeVisible();
});

test('tags, shares and notes are found by their indexes, and preferences by their key', async ({ page }) => {
  const workspace = workspaceIn(page);
  await workspace.open('ana');
  await workspace.tab('Queries').click();
  await workspace.tag.fill('C#');
  await page.keyboard.press('Enter');
  const first = workspace.found.getByRole('option').first();
  await expect(first).toContainText('C#');
  await first.click();
  await expect(workspace.fact('tag')).toHaveText('C#');
  await workspace.action('Show what has it').click();
  await expect(workspace.fact('tags')).toContainText('C#');
  await workspace.tag.fill('nobody uses this');
  await page.keyboard.press('Enter');
  await expect(workspace.detail.getByText('The index holds none')).toBeVisible();
  await workspace.query.selectOption('sharesOfUser');
  await workspace.found
    .getByRole('option', { name: /^share/ })
    .first()
    .click();
  await expect(workspace.attributes.getByRole('treeitem', { name: /^permission/ })).toBeVisible();
  await workspace.query.selectOption('notesOfUser');
  await expect(workspace.found.getByRole('option', { name: /^note/ })).not.toHaveCount(0);
  await workspace.tab('Preferences').click();
  await expect(workspace.fact('preferences')).toHaveText('ana');
});

test('what other writers left is shown as it is, and can be mended', async ({ ownHost }) => {
  const workspace = workspaceIn(ownHost.page);
  await workspace.open('ana');
  await workspace.row('page Holiday 2024').click();
  await expect(workspace.item.getByRole('note')).toContainText('A deletion of this page began');
  await workspace.expand('page Imported');
  await expect(workspace.fact('version')).toHaveText('none yet');
  await expect(workspace.attributes.getByRole('treeitem', { name: /^__proto__/ })).toContainText(
    'from the old system',
  );
  await workspace.action('Edit…').click();
  await workspace.field('name').fill('From before');
  await workspace.button('Save').click();
  await expect(workspace.dialog).toBeHidden();
  await expect(workspace.fact('version')).toHaveText('1');
  await expect(workspace.attributes.getByRole('treeitem', { name: /^import_batch/ })).toContainText(
    '20240131235959123456789',
  );
  await workspace.expand('widget From the old system');
  await workspace.row(/cannot be read whole/).click();
  await expect(workspace.item.getByRole('note')).toContainText(
    'name is not text; position is not a whole number',
  );
  await workspace.action('Edit…').click();
  await expect(workspace.button('Save')).toBeDisabled();
  await workspace.field('position').fill('1');
  await workspace.field('name').fill('Old links');
  await workspace.button('Save').click();
  await expect(workspace.row('group Old links')).toBeVisible();
  await expect(workspace.item.getByRole('note')).toBeHidden();
});

test('two windows race an edit: one wins, the other is told who was first, and tries on top', async ({
  ownHost,
}) => {
  const first = workspaceIn(ownHost.page);
  const secondPage = await ownHost.newWindow();
  const second = workspaceIn(secondPage);
  for (const window of [first, second]) {
    await window.open('ana');
    await window.row('page Work').click();
    await window.action('Edit…').click();
  }
  const version = Number(await first.fact('version').textContent());
  await first.field('name').fill('Office');
  await first.button('Save').click();
  await expect(first.dialog).toBeHidden();
  await expect(first.row('page Office')).toBeVisible();

  await second.field('icon').fill('💼');
  await second.button('Save').click();
  await expect(second.dialog).toContainText('Another writer was first. Nothing of yours was written.');
  await expect(second.told('Tried')).toContainText('to save it');
  await expect(second.told('Expected')).toContainText(`is ${version}`);
  await expectNoViolations(secondPage, 'lost edit of a page');
  await second.button('Reload and try on top').click();
  await expect(second.field('name')).toHaveValue('Office');
  await expect(second.field('icon')).toHaveValue('💼');
  await second.button('Save').click();
  await expect(second.dialog).toBeHidden();
  await expect(second.fact('version')).toHaveText(String(version + 2));
  await expect(second.row('page Office')).toBeVisible();

  await second.part.getByRole('button', { name: 'Conflicts' }).click();
  const conflicts = conflictsIn(secondPage);
  await conflicts.row('ana').click();
  await expect(conflicts.story).toContainText('version');
});

test('a page is deleted with everything it holds, after a count of it', async ({ ownHost }) => {
  const window = windowIn(ownHost.page);
  const workspace = workspaceIn(ownHost.page);
  await workspace.open('librarian');
  await workspace.row(/^page/).click();
  await workspace.action('Delete page…').click();
  await expect(workspace.holds('bookmarks')).toHaveText('1,240');
  await expect(workspace.holds('notes')).toHaveText('40');
  await workspace.button(/^Delete [\d,]+ items$/).click();
  await expect(workspace.dialog).toBeHidden({ timeout: 60_000 });
  await expect(window.notice(/and all it held are deleted/)).toBeVisible();
  await expect(workspace.user('librarian')).toBeHidden();
  await expect(workspace.count).toContainText('4 users');
  await expect(workspace.tree.getByText('nothing in it')).toBeVisible();
});

test('a deletion that was stopped has left a marked page, from which it goes on', async ({ ownHost }) => {
  const workspace = workspaceIn(ownHost.page);
  await workspace.open('ana');
  await workspace.row(/is being deleted/).click();
  await workspace.action('Delete page…').click();
  await workspace.button(/^Delete [\d,]+ items?$/).click();
  await expect(workspace.dialog).toBeHidden({ timeout: 60_000 });
  await expect(workspace.row(/is being deleted/)).toBeHidden();
  await expect(workspace.row('page Start')).toBeVisible();
});

test('users, tree, queries and dialogs are accessible', async ({ page }) => {
  const workspace = workspaceIn(page);
  await workspace.open('ana');
  for (const words of ['page Start', /^widget/, /^group/]) await workspace.expand(words);
  await expect(workspace.row(/^bookmark/)).toBeVisible();
  await expectNoViolations(page, 'workspace tree');
  await workspace.row('page Imported').click();
  await workspace.action('Edit…').click();
  await expectNoViolations(page, 'edit of a page');
  await workspace.button('Cancel').click();
  await workspace.action('Delete page…').click();
  await expect(workspace.holds('widgets')).toHaveText('1');
  await expectNoViolations(page, 'deletion of a page');
  await workspace.button('Cancel').click();
  await workspace.tab('Queries').click();
  await expectNoViolations(page, 'queries');
  await workspace.tag.fill('home');
  await page.keyboard.press('Enter');
  await workspace.found.getByRole('option').first().click();
  await expectNoViolations(page, 'items of a tag');
  await workspace.tab('Preferences').click();
  await expect(workspace.fact('preferences')).toBeVisible();
  await expectNoViolations(page, 'preferences');
});
