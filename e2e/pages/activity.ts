import type { Locator, Page } from '@playwright/test';

/** The panel of calls to DynamoDB. */
export interface ActivityPart {
  readonly part: Locator;
  /** In the top bar. */
  readonly button: Locator;
  readonly list: Locator;
  readonly pause: Locator;
  readonly follow: Locator;
  readonly clear: Locator;
  readonly close: Locator;
  /** Rows that say this of their call. */
  rows(words: string | RegExp): Locator;
  /** A figure of all calls, by its name. */
  figure(name: string): Locator;
}

/** Finds the panel of calls in a window. */
export function activityIn(page: Page): ActivityPart {
  const part = page.getByRole('region', { name: 'Activity', exact: true });
  const list = part.getByRole('listbox', { name: 'Calls' });
  return {
    part,
    button: page.getByRole('button', { name: 'Activity', exact: true }),
    list,
    pause: part.getByRole('button', { name: 'Pause' }),
    follow: part.getByRole('button', { name: 'Follow' }),
    clear: part.getByRole('button', { name: 'Clear' }),
    close: part.getByRole('button', { name: 'Close the activity' }),
    rows: (words) => list.getByRole('option', { name: words }),
    figure: (name) =>
      part
        .getByRole('group', { name: /^Figures/ })
        .locator('div', { has: page.getByText(name, { exact: true }) })
        .getByRole('definition'),
  };
}
