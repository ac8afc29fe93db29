import { expect, type Locator, type Page } from '@playwright/test';
import { placeToPath, type Place } from '../../shared/model/place.ts';
import { taskIn, type TaskPart } from './task.ts';
import { tasksIn, type TasksPart } from './tasks.ts';

/** The whole window. */
export interface WindowPart {
  readonly page: Page;
  readonly tasks: TasksPart;
  readonly task: TaskPart;
  readonly connections: Locator;
  readonly tables: Locator;
  /** In which layout the table is read, in the header of its pane. */
  readonly layout: Locator;
  readonly crumbs: Locator;
  readonly theme: Locator;
  readonly timeZone: Locator;
  readonly timeStyle: Locator;
  readonly help: Locator;
  readonly palette: Locator;
  readonly paletteInput: Locator;
  readonly dialog: Locator;
  readonly conflicts: Locator;
  /** What the window says of its connection: starting, restarting, failed. */
  readonly banner: Locator;
  /** Passing notices, such as what was copied. */
  notice(text: string | RegExp): Locator;
  /** Waits until the connection works and the table's tasks are listed. */
  ready(): Promise<void>;
  /** Loads the window at a place. */
  goTo(place: Place): Promise<void>;
  /** Loads the window at a task of the demonstration table and waits until its verdict is known. */
  openTask(task: string, seq?: number): Promise<TaskPart>;
}

/** The demonstration table. */
export const DEMO = { connection: 'embedded', table: 'tasks' } as const;

/** Finds the parts of a window by their roles and names. */
export function windowIn(page: Page): WindowPart {
  const tasks = tasksIn(page);
  const task = taskIn(page);
  const palette = page.getByRole('dialog', { name: 'Find a task, a table or a command' });
  const goTo = async (place: Place): Promise<void> => {
    await page.goto(new URL(placeToPath(place), page.url()).href);
  };
  return {
    page,
    tasks,
    task,
    connections: page.getByRole('region', { name: 'Connections' }),
    tables: page.getByRole('region', { name: 'Tables' }),
    layout: page.getByRole('combobox', { name: 'Layout' }),
    crumbs: page.getByRole('navigation', { name: 'Where you are' }),
    theme: page.getByRole('button', { name: /^Change to the (light|dark) theme$/ }),
    timeZone: page.getByRole('combobox', { name: 'Time zone' }),
    timeStyle: page.getByRole('combobox', { name: 'How times are written' }),
    help: page.getByRole('dialog', { name: 'Keys' }),
    palette,
    paletteInput: palette.getByRole('combobox'),
    dialog: page.getByRole('dialog'),
    conflicts: page.getByRole('region', { name: 'Conflicts', exact: true }),
    banner: page
      .getByRole('status')
      .filter({ hasText: /is starting|not answered yet|being started again|has failed|does not answer/ }),
    notice: (text) => page.getByRole('status').filter({ hasText: text }),
    ready: async () => {
      await expect(page.getByRole('button', { name: /\bready$/ })).toBeVisible();
      await expect(tasks.list).toBeVisible();
    },
    goTo,
    openTask: async (id, seq) => {
      await goTo({ ...DEMO, task: id, ...(seq === undefined ? {} : { seq }) });
      await expect(task.verdict).toBeEnabled();
      return task;
    },
  };
}
