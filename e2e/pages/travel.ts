import type { Locator, Page } from '@playwright/test';

/** Playing, jumping, going and searching on the task screen. */
export interface TravelPart {
  readonly play: Locator;
  readonly pause: Locator;
  readonly speed: Locator;
  readonly jumpTo: Locator;
  readonly goTo: Locator;
  readonly goToPanel: Locator;
  /** What a place is told by: event, time, or a field. */
  readonly where: Locator;
  readonly field: Locator;
  readonly test: Locator;
  readonly value: Locator;
  readonly search: Locator;
  readonly searchPanel: Locator;
  readonly searchText: Locator;
  readonly searchWhere: Locator;
  readonly searchRegex: Locator;
  readonly hits: Locator;
  readonly group: Locator;
  /** A row of the event list by the beginning of what it says. */
  row(words: string | RegExp): Locator;
  /** The chip of an event type. */
  type(name: string): Locator;
  /** A button of this exact name. */
  button(name: string): Locator;
}

/** Finds what travels through a task in a window. */
export function travelIn(page: Page): TravelPart {
  const part = page.getByRole('region', { name: 'Travel' });
  const goToPanel = part.getByRole('group', { name: 'Go to' });
  const searchPanel = part.getByRole('search');
  return {
    play: part.getByRole('button', { name: 'Play', exact: true }),
    pause: part.getByRole('button', { name: 'Pause', exact: true }),
    speed: part.getByRole('combobox', { name: 'Speed of playing' }),
    jumpTo: part.getByRole('combobox', { name: 'What to jump to' }),
    goTo: part.getByRole('button', { name: 'Go to…' }),
    goToPanel,
    where: goToPanel.getByRole('combobox', { name: 'Go to' }),
    field: goToPanel.getByLabel('Field', { exact: true }),
    test: goToPanel.getByRole('combobox', { name: 'Test' }),
    value: goToPanel.getByLabel('Value', { exact: true }),
    search: part.getByRole('button', { name: 'Search…' }),
    searchPanel,
    searchText: searchPanel.getByRole('searchbox', { name: 'Search for' }),
    searchWhere: searchPanel.getByRole('combobox', { name: 'Search where' }),
    searchRegex: searchPanel.getByRole('button', { name: 'Search by regular expression' }),
    hits: searchPanel.getByRole('listbox', { name: 'Hits' }),
    group: page.getByRole('button', { name: 'Group events of one type' }),
    row: (words) => page.getByRole('listbox', { name: 'Events' }).getByRole('option', { name: words }),
    type: (name) => page.getByRole('group', { name: 'Event types' }).getByRole('button', { name }),
    button: (name) => part.getByRole('button', { name, exact: true }),
  };
}
