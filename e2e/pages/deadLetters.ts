import type { Locator, Page } from '@playwright/test';

/** The dead letters of a table: their list, the chosen one with its redrive, and the redrive of many. */
export interface DeadLettersPart {
  readonly part: Locator;
  readonly list: Locator;
  readonly options: Locator;
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
  state(name: 'Waiting' | 'Redriven' | 'Unreadable' | 'All'): Locator;
}

/** Finds the dead letters in a window. */
export function deadLettersIn(page: Page): DeadLettersPart {
  const part = page.getByRole('region', { name: 'Dead letters', exact: true });
  const list = part.getByRole('listbox', { name: 'Dead letters' });
  const letter = part.getByRole('region', { name: 'Dead letter', exact: true });
  const dialog = page.getByRole('dialog');
  return {
    part,
    list,
    options: list.getByRole('option'),
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
    row: (task) => list.getByRole('option', { name: task }),
    state: (name) => part.getByRole('button', { name, exact: true }),
  };
}
