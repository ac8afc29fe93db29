import { expect, type Locator, type Page } from '@playwright/test';

/** The dead letters of a table: their list, the chosen one with its redrive, and the redrive of many. */
export interface DeadLettersPart {
  readonly part: Locator;
  readonly list: Locator;
  readonly options: Locator;
  /** Said for as long as letters may still join the list. */
  readonly reading: Locator;
  readonly filter: Locator;
  readonly queue: Locator;
  /** The chosen letter. */
  readonly letter: Locator;
  /** State of today beside the state with the event. */
  readonly states: Locator;
  readonly redrive: Locator;
  readonly markAll: Locator;
  readonly redriveMarked: Locator;
  readonly dialog: Locator;
  /** Leaves a redrive of many that is over; the cross beside the title is the dialog's own. */
  readonly close: Locator;
  readonly outcomes: Locator;
  row(task: string | RegExp): Locator;
  /** Chooses a letter by a press; once more where the list has moved under it, since others came. */
  choose(task: string | RegExp): Promise<void>;
  state(name: 'Waiting' | 'Redriven' | 'Unreadable' | 'All'): Locator;
}

/** Finds the dead letters in a window. */
export function deadLettersIn(page: Page): DeadLettersPart {
  const part = page.getByRole('region', { name: 'Dead letters', exact: true });
  const list = part.getByRole('listbox', { name: 'Dead letters' });
  const letter = part.getByRole('region', { name: 'Dead letter', exact: true });
  const dialog = page.getByRole('dialog');
  const row = (task: string | RegExp): Locator => list.getByRole('option', { name: task });
  return {
    part,
    list,
    options: list.getByRole('option'),
    reading: part.getByText('Reading the whole table, so far'),
    filter: part.getByRole('textbox', { name: /^Filter dead letters/ }),
    queue: part.getByRole('combobox', { name: 'Queue' }),
    letter,
    states: letter.getByRole('table'),
    redrive: letter.getByRole('button', { name: /^Redrive/ }),
    markAll: part.getByRole('button', { name: 'Mark all' }),
    redriveMarked: part.getByRole('button', { name: /^Redrive .* marked/ }),
    dialog,
    close: dialog.locator('footer').getByRole('button', { name: 'Close', exact: true }),
    outcomes: dialog.getByRole('listbox', { name: 'Outcome of each letter' }),
    row,
    choose: (task) =>
      expect(async () => {
        await row(task).click();
        await expect(row(task)).toHaveAttribute('aria-selected', 'true', { timeout: 2000 });
      }).toPass(),
    state: (name) => part.getByRole('button', { name, exact: true }),
  };
}
