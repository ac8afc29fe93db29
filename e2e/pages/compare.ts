import type { Locator, Page } from '@playwright/test';
import { statusWords } from './status.ts';

/** Two tasks, or two points of one, side by side. */
export interface ComparePart {
  readonly part: Locator;
  /** What the comparison came to. */
  readonly verdict: Locator;
  readonly rows: Locator;
  readonly selectedRow: Locator;
  /** Both states at the chosen row. */
  readonly states: Locator;
  readonly firstDifference: Locator;
  /** The dialog that asks what to compare with. */
  readonly choice: Locator;
  readonly taskId: Locator;
  readonly compare: Locator;
}

/** Finds the comparison in a window. */
export function compareIn(page: Page): ComparePart {
  const part = page.getByRole('region', { name: 'Comparison' });
  const rows = part.getByRole('listbox', { name: 'Events side by side' });
  const choice = page.getByRole('dialog', { name: 'Compare with' });
  return {
    part,
    verdict: statusWords(part),
    rows,
    selectedRow: rows.getByRole('option', { selected: true }),
    states: part.getByRole('region', { name: 'States side by side' }),
    firstDifference: part.getByRole('button', { name: 'First difference' }),
    choice,
    taskId: choice.getByRole('textbox', { name: /^(Task|Stream) id$/ }),
    compare: choice.getByRole('button', { name: 'Compare', exact: true }),
  };
}
