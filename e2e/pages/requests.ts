import { expect, type Locator, type Page } from '@playwright/test';
import { placeToPath } from '../../shared/model/place.ts';
import { statusWords } from './status.ts';

/** The panes of a table of access requests: the list, the chosen request, the dialog of a decision. */
export interface RequestsPart {
  readonly part: Locator;
  readonly list: Locator;
  readonly filter: Locator;
  readonly count: Locator;
  /** What is read: the whole table, or what an index holds. */
  readonly source: Locator;
  readonly detail: Locator;
  readonly heading: Locator;
  readonly item: Locator;
  readonly dialog: Locator;
  readonly by: Locator;
  readonly note: Locator;
  /** The story of a lost decision. */
  readonly story: Locator;
  row(id: string): Locator;
  state(words: string): Locator;
  /** What stands beside a term of the request, such as `Decided by`. */
  fact(term: string): Locator;
  /** What stands beside a term of the story, such as `Expected`. */
  told(term: string): Locator;
  /** A button of the chosen request, such as `Approve…`. */
  action(name: string): Locator;
  /** A button of the dialog, such as `Approve`. */
  button(name: string): Locator;
  /** Loads the window at a request of the demonstration, or at its list, and waits until it is there. */
  open(id?: string): Promise<void>;
}

const beside = (part: Locator, term: string): Locator =>
  part.locator('dt', { hasText: new RegExp(`^${term}$`) }).locator('xpath=following-sibling::dd[1]');

/** Finds the parts of a table of access requests in a window. */
export function requestsIn(page: Page): RequestsPart {
  const part = page.getByRole('region', { name: 'Requests', exact: true });
  const list = part.getByRole('listbox', { name: 'Requests' });
  const detail = page.getByRole('region', { name: 'Request', exact: true });
  const heading = detail.getByRole('heading', { level: 2 });
  const item = detail.getByRole('region', { name: /^Item of request/ });
  const dialog = page.getByRole('dialog');
  const story = dialog.getByRole('article');
  return {
    part,
    list,
    filter: part.getByRole('textbox', { name: /^Filter requests/ }),
    count: statusWords(part),
    source: part.getByRole('combobox', { name: 'What is read' }),
    detail,
    heading,
    item,
    dialog,
    by: dialog.getByRole('textbox', { name: 'Decided by' }),
    note: dialog.getByRole('textbox', { name: 'Note' }),
    story,
    row: (id) => list.getByRole('option', { name: id }),
    state: (words) =>
      part
        .getByRole('group', { name: 'Filter by state' })
        .getByRole('button', { name: new RegExp(`^${words}`) }),
    fact: (term) => beside(detail, term),
    told: (term) => beside(story, term),
    action: (name) => detail.getByRole('button', { name, exact: true }),
    button: (name) => dialog.getByRole('button', { name, exact: true }),
    open: async (id) => {
      const place = { connection: 'embedded', table: 'requests', ...(id === undefined ? {} : { task: id }) };
      await page.goto(new URL(placeToPath(place), page.url()).href);
      await expect(list.getByRole('option').first()).toBeVisible();
      if (id !== undefined) await expect(item).toBeVisible();
    },
  };
}
