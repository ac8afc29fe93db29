import type { Locator, Page } from '@playwright/test';

/** Rebuilding projections: the dialog, and the ways to it. */
export interface RebuildPart {
  readonly dialog: Locator;
  /** In the header of a task whose projection does not agree. */
  readonly one: Locator;
  /** Above the list of tasks. */
  readonly many: Locator;
  readonly confirm: Locator;
  readonly putBack: Locator;
  readonly status: Locator;
  readonly outcomes: Locator;
  close(): Promise<void>;
}

/** Finds the rebuilding of projections in a window. */
export function rebuildIn(page: Page): RebuildPart {
  const dialog = page.getByRole('dialog', { name: /^Rebuild/ });
  return {
    dialog,
    one: page.getByRole('button', { name: 'Rebuild…', exact: true }),
    many: page.getByRole('button', { name: /drift: rebuild…/ }),
    confirm: dialog.getByRole('button', { name: /^Rebuild / }),
    putBack: dialog.getByRole('button', { name: /^Put .* back$/ }),
    status: dialog.getByRole('status'),
    outcomes: dialog.getByRole('listbox', { name: 'What became of each task' }),
    close: async () => {
      await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    },
  };
}
