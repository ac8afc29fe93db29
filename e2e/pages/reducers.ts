import type { Locator, Page } from '@playwright/test';

/** The reducer of a table: what the header of a task says of it, its dialog, and the comparison of two. */
export interface ReducersPart {
  /** In the header of a task. */
  readonly control: Locator;
  readonly dialog: Locator;
  readonly file: Locator;
  readonly use: Locator;
  readonly back: Locator;
  readonly failure: Locator;
  readonly whatIf: Locator;
  /** The answer of a comparison. */
  readonly answer: Locator;
  readonly groups: Locator;
  close(): Promise<void>;
}

/** Finds the reducer of a table in a window. */
export function reducersIn(page: Page): ReducersPart {
  const dialog = page.getByRole('dialog', { name: 'Reducer of this table' });
  const whatIf = page.getByRole('region', { name: 'What if' });
  return {
    control: page.getByRole('button', { name: /^Reducer: / }),
    dialog,
    file: dialog.getByRole('textbox', { name: 'File of your own reducer' }),
    use: dialog.getByRole('button', { name: 'Use this file' }),
    back: dialog.getByRole('button', { name: 'Back to the table’s own' }),
    failure: dialog.getByRole('alert'),
    whatIf,
    answer: whatIf.getByRole('status'),
    groups: whatIf.getByRole('listitem'),
    close: async () => {
      await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    },
  };
}
