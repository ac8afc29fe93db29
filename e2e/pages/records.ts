import type { Locator, Page } from '@playwright/test';
import { statusWords } from './status.ts';

/** The panes of a table of versioned records: its list, the chosen record, and the dialog of a write. */
export interface RecordsPart {
  readonly part: Locator;
  readonly filter: Locator;
  readonly owner: Locator;
  readonly only: Locator;
  readonly list: Locator;
  readonly count: Locator;
  readonly selected: Locator;
  /** The row of a task in view. */
  row(task: string): Locator;
  /** The right pane. */
  readonly record: Locator;
  readonly versions: Locator;
  readonly tree: Locator;
  readonly edit: Locator;
  readonly remove: Locator;
  tab(name: 'Data' | 'Text' | 'Item'): Locator;
  readonly dialog: Locator;
  readonly data: Locator;
  readonly changes: Locator;
  readonly submit: Locator;
  readonly tryOnTop: Locator;
  readonly giveUp: Locator;
  readonly story: Locator;
}

/** Finds the parts of a table of versioned records in a window. */
export function recordsIn(page: Page): RecordsPart {
  const part = page.getByRole('region', { name: 'Records', exact: true });
  const list = part.getByRole('listbox', { name: 'Records' });
  const record = page.getByRole('region', { name: 'Record', exact: true });
  const dialog = page.getByRole('dialog');
  return {
    part,
    filter: part.getByRole('textbox', { name: /^Filter records/ }),
    owner: part.getByRole('combobox', { name: 'Owner' }),
    only: part.getByRole('combobox', { name: 'Only records that' }),
    list,
    count: statusWords(part),
    selected: list.getByRole('option', { selected: true }),
    row: (task) => list.getByRole('option', { name: task }),
    record,
    versions: record.getByRole('list', { name: 'Versions' }),
    tree: record.getByRole('tree', { name: 'Data' }),
    edit: record.getByRole('button', { name: 'Edit data…' }),
    remove: record.getByRole('button', { name: 'Delete…' }),
    tab: (name) => record.getByRole('tab', { name }),
    dialog,
    data: dialog.getByRole('textbox', { name: 'Data (JSON)' }),
    changes: dialog.getByRole('region', { name: 'What would change' }),
    submit: dialog.getByRole('button', { name: /^(Write|Delete) version / }),
    tryOnTop: dialog.getByRole('button', { name: 'Reload and try on top' }),
    giveUp: dialog.getByRole('button', { name: 'Give up' }),
    story: dialog.getByRole('article'),
  };
}
