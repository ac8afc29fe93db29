import { expect, type Locator, type Page } from '@playwright/test';
import { statusWords } from './status.ts';
import { windowIn } from './window.ts';

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
  /** Before anything is written: what would become of each task. */
  readonly planned: Locator;
  /** What would change in the chosen one of them. */
  readonly wouldChange: Locator;
  /** Afterwards: what became of each task. */
  readonly outcomes: Locator;
  /** The projection of the chosen one of them, before against after. */
  readonly story: Locator;
  /** The check box of all that is rebuilt. */
  readonly all: Locator;
  /** Past rebuilds of the table. */
  readonly runs: Locator;
  /** A check box of what is rebuilt. */
  check(name: RegExp): Locator;
  /** A button below the steps. */
  button(name: string): Locator;
  /** Past rebuilds of the table, by their command. */
  openRuns(): Promise<void>;
  /** Closes the dialog, once it can be closed. */
  close(): Promise<void>;
}

/** Finds the rebuilding of projections in a window. */
export function rebuildIn(page: Page): RebuildPart {
  const dialog = page.getByRole('dialog', { name: /^Rebuild/ });
  const button = (name: string): Locator =>
    dialog.locator('footer').getByRole('button', { name, exact: true });
  return {
    dialog,
    one: page.getByRole('button', { name: 'Rebuild…', exact: true }),
    many: page.getByRole('button', { name: /drift: rebuild…/ }),
    confirm: dialog.getByRole('button', { name: /^Rebuild / }),
    putBack: dialog.getByRole('button', { name: /^Put .* back$/ }),
    status: statusWords(dialog),
    planned: dialog.getByRole('listbox', { name: /^What would become of each/ }),
    wouldChange: dialog.getByRole('region', { name: 'What would change' }),
    outcomes: dialog.getByRole('listbox', { name: /^What became of each/ }),
    story: dialog.getByRole('region', { name: 'Before against after' }),
    all: dialog.getByRole('checkbox', { name: /^(The one|Both|All)\b/ }),
    runs: dialog.getByRole('list', { name: 'Past rebuilds' }),
    check: (name) => dialog.getByRole('checkbox', { name }),
    button,
    openRuns: async () => {
      const window = windowIn(page);
      await page.keyboard.press('ControlOrMeta+k');
      await window.paletteInput.fill('past rebuilds');
      await page.keyboard.press('Enter');
      await expect(dialog).toBeVisible();
    },
    close: async () => {
      await button('Close').click();
    },
  };
}
