import type { Locator, Page } from '@playwright/test';

/** The list of conflicts, with the story of the chosen one. */
export interface ConflictsPart {
  readonly list: Locator;
  readonly story: Locator;
  row(task: string): Locator;
  openTask(): Promise<void>;
}

/** Finds the list of conflicts in a window. */
export function conflictsIn(page: Page): ConflictsPart {
  const part = page.getByRole('region', { name: 'Conflicts', exact: true });
  const list = part.getByRole('listbox', { name: 'Conflicts' });
  return {
    list,
    story: part.getByRole('article'),
    row: (task) => list.getByRole('option', { name: task }),
    openTask: () => part.getByRole('button', { name: /^Open the task at event/ }).click(),
  };
}
