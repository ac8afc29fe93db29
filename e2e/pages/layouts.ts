import type { Locator, Page } from '@playwright/test';
import { statusWords } from './status.ts';

/** The making of a layout. */
export interface LayoutsPart {
  readonly part: Locator;
  /** Leads here from a table that no layout fits. */
  readonly make: Locator;
  readonly title: Locator;
  readonly base: Locator;
  readonly name: Locator;
  readonly save: Locator;
  /** Removes the saved layout of the name that is written. */
  readonly remove: Locator;
  readonly copy: Locator;
  readonly exportFile: Locator;
  /** Opens a layout file: on the desktop in the system's dialog. */
  readonly openFile: Locator;
  /** The same in a browser. */
  readonly importFile: Locator;
  readonly addEventRule: Locator;
  readonly addProjectionRule: Locator;
  readonly json: Locator;
  readonly faults: Locator;
  /** What the layout makes of the sample, in one line. */
  readonly counts: Locator;
  /** The previewed streams. */
  readonly streams: Locator;
  field(name: string): Locator;
  /** A part with its guesses and fields: `Events`, `Sequence`. */
  guess(part: string): Locator;
  /** Moves a rule a place among its like. */
  move(rule: string, way: 'up' | 'down'): Locator;
  tab(name: 'Fields' | 'JSON'): Locator;
  stream(id: string): Locator;
}

/** Finds the making of a layout in a window. */
export function layoutsIn(page: Page): LayoutsPart {
  const part = page.getByRole('region', { name: 'Layout', exact: true });
  return {
    part,
    make: page.getByRole('button', { name: 'Make a layout for it…' }),
    title: part.getByRole('heading', { name: /^Layout for/ }),
    base: part.getByRole('combobox', { name: 'Start from' }),
    name: part.getByRole('textbox', { name: 'Name of the layout' }),
    save: part.getByRole('button', { name: /^(Save|Replace) and open$/ }),
    remove: part.getByRole('button', { name: /^Remove the saved layout/ }),
    copy: part.getByRole('button', { name: 'Copy JSON' }),
    exportFile: part.getByRole('button', { name: 'Save as a file…' }),
    openFile: part.getByRole('button', { name: 'Open layout file…' }),
    importFile: part.locator('input[type=file]'),
    addEventRule: part.getByRole('button', { name: 'Add a rule for events' }),
    addProjectionRule: part.getByRole('button', { name: 'Add a rule for projections' }),
    json: part.getByRole('textbox', { name: 'Layout file' }),
    faults: part.getByRole('alert'),
    counts: statusWords(part),
    streams: part.getByRole('region', { name: /^Stream / }),
    field: (name) => part.getByLabel(name, { exact: true }),
    guess: (name) => part.getByRole('group', { name, exact: true }),
    move: (rule, way) => part.getByRole('button', { name: `Move ${rule} ${way}`, exact: true }),
    tab: (name) => part.getByRole('tab', { name }),
    stream: (id) => part.getByRole('region', { name: `Stream ${id}`, exact: true }),
  };
}
