import type { Locator, Page } from '@playwright/test';
import { statusWords } from './status.ts';

/** The middle pane: the tasks of a table. */
export interface TasksPart {
  readonly part: Locator;
  readonly filter: Locator;
  readonly order: Locator;
  readonly list: Locator;
  readonly count: Locator;
  /** The row of a task in view. */
  row(task: string): Locator;
  readonly selected: Locator;
  statusChip(words: RegExp): Locator;
  /** What is marked for a comparison, under the list. */
  readonly marked: Locator;
  /** Where the pointer marks a row. */
  tick(row: Locator): Locator;
}

/** Finds the tasks of a table in a window. */
export function tasksIn(page: Page): TasksPart {
  const part = page.getByRole('region', { name: /^(Tasks|Streams)$/ });
  const list = part.getByRole('listbox', { name: 'Tasks' });
  return {
    part,
    filter: part.getByRole('textbox', { name: /^Filter tasks/ }),
    order: part.getByRole('combobox', { name: 'Order' }),
    list,
    count: statusWords(part),
    row: (task) => list.getByRole('option', { name: task }),
    selected: list.getByRole('option', { selected: true }),
    marked: part.getByRole('group', { name: 'Marked', exact: true }),
    tick: (row) => row.getByTitle('Mark for a comparison (Space)'),
    statusChip: (words) =>
      part.getByRole('group', { name: 'Filter by status' }).getByRole('button', { name: words }),
  };
}
