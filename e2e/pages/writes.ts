import type { Locator, Page } from '@playwright/test';

/** The dialog of a write, and the conflict view it becomes when the write loses. */
export interface WritePart {
  readonly dialog: Locator;
  readonly type: Locator;
  readonly actor: Locator;
  readonly submit: Locator;
  readonly cancel: Locator;
  readonly tryOnTop: Locator;
  readonly giveUp: Locator;
  readonly story: Locator;
  field(name: string | RegExp): Locator;
  status(name: string): Locator;
  /** What stands beside a term of the story, such as `Expected`. */
  told(term: string): Locator;
}

/** Finds the dialog of a write. */
export function writeIn(page: Page): WritePart {
  const dialog = page.getByRole('dialog');
  const story = dialog.getByRole('article');
  return {
    dialog,
    type: dialog.getByRole('combobox', { name: 'Event type' }),
    actor: dialog.getByRole('textbox', { name: /^Actor/ }),
    submit: dialog.getByRole('button', { name: /^(Append EVENT#|Set )/ }),
    cancel: dialog.getByRole('button', { name: 'Cancel' }),
    tryOnTop: dialog.getByRole('button', { name: 'Reload and try on top' }),
    giveUp: dialog.getByRole('button', { name: 'Give up' }),
    story,
    field: (name) => dialog.getByRole('textbox', { name }),
    status: (name) => dialog.getByRole('radio', { name }),
    told: (term) => story.getByRole('definition').nth(['Tried', 'Expected', 'Found', 'Winner'].indexOf(term)),
  };
}
