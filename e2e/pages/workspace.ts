import { expect, type Locator, type Page } from '@playwright/test';
import { placeToPath } from '../../shared/model/place.ts';
import { statusWords } from './status.ts';

/** The panes of a workspace's table: the users, what is the chosen user's, the dialogs of edit and deletion. */
export interface WorkspacePart {
  readonly part: Locator;
  readonly users: Locator;
  readonly filter: Locator;
  readonly count: Locator;
  readonly detail: Locator;
  readonly tree: Locator;
  /** The item that is shown beside the tree or the results. */
  readonly item: Locator;
  readonly attributes: Locator;
  readonly tag: Locator;
  readonly query: Locator;
  readonly found: Locator;
  readonly dialog: Locator;
  /** The story of a lost write. */
  readonly story: Locator;
  user(id: string): Locator;
  /** A row of the tree, by the beginning of what it is called, such as `page Start`. */
  row(words: string | RegExp): Locator;
  tab(name: 'Tree' | 'Queries' | 'Preferences'): Locator;
  /** What stands beside a term of the item, such as `version`. */
  fact(term: string): Locator;
  /** What stands beside a term of the story, such as `Expected`. */
  told(term: string): Locator;
  /** A button of the item, such as `Edit…`. */
  action(name: string): Locator;
  field(name: string): Locator;
  /** A button of the dialog, such as `Save`. */
  button(name: string | RegExp): Locator;
  /** How many items of a table the page holds, as the dialog says before it deletes. */
  holds(table: string): Locator;
  /** Chooses a row of the tree and opens it. */
  expand(words: string | RegExp): Promise<void>;
  /** Loads the window at a user of the demonstration, and waits until the pages are there. */
  open(user: string, table?: string): Promise<void>;
}

const beside = (part: Locator, term: string): Locator =>
  part.locator('dt', { hasText: new RegExp(`^${term}$`) }).locator('xpath=following-sibling::dd[1]');

/** Finds the parts of a workspace's table in a window. */
export function workspaceIn(page: Page): WorkspacePart {
  const part = page.getByRole('region', { name: 'Workspace', exact: true });
  const users = part.getByRole('listbox', { name: 'Users' });
  const detail = page.getByRole('region', { name: 'Workspace of a user', exact: true });
  const tree = detail.getByRole('tree', { name: 'Pages' });
  const item = detail.getByRole('region', { name: 'Item', exact: true });
  const dialog = page.getByRole('dialog');
  const story = dialog.getByRole('article');
  const row = (words: string | RegExp): Locator => tree.getByRole('treeitem', { name: words }).first();
  return {
    part,
    users,
    filter: part.getByRole('textbox', { name: /^Filter users/ }),
    count: statusWords(part),
    detail,
    tree,
    item,
    attributes: item.getByRole('tree', { name: 'Attributes' }),
    tag: detail.getByRole('textbox', { name: 'Tag' }),
    query: detail.getByRole('combobox', { name: 'Query' }),
    found: detail.getByRole('listbox', { name: 'Items found' }),
    dialog,
    story,
    user: (id) => users.getByRole('option', { name: id }),
    row,
    tab: (name) => detail.getByRole('tab', { name }),
    fact: (term) => beside(item, term),
    told: (term) => beside(story, term),
    action: (name) => item.getByRole('button', { name, exact: true }),
    field: (name) => dialog.getByRole('textbox', { name, exact: true }),
    button: (name) => dialog.getByRole('button', { name, exact: typeof name === 'string' }),
    holds: (table) => dialog.getByRole('row', { name: table }).getByRole('cell').first(),
    expand: async (words) => {
      await row(words).click();
      await page.keyboard.press('ArrowRight');
      await expect(row(words)).toHaveAttribute('aria-expanded', 'true');
    },
    open: async (user, table = 'pages') => {
      const place = { connection: 'embedded', table, task: user };
      await page.goto(new URL(placeToPath(place), page.url()).href);
      await expect(users.getByRole('option').first()).toBeVisible();
      await expect(tree.getByRole('treeitem', { name: /^page/ }).first()).toBeVisible();
    },
  };
}
