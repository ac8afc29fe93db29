import type { Locator, Page } from '@playwright/test';
import type { Host } from '../host/host.ts';
import { answerDialogs } from '../support/dialogs.ts';

/** The reducer of a table: what the header of a task says of it, its dialog, and the comparison of two. */
export interface ReducersPart {
  /** In the header of a task. */
  readonly control: Locator;
  readonly dialog: Locator;
  /** Where the path of the file is written, in a browser. */
  readonly file: Locator;
  readonly use: Locator;
  /** Asks for the file in the system's dialog, on the desktop. */
  readonly pick: Locator;
  readonly again: Locator;
  readonly back: Locator;
  /** What the dialog says folds the events. */
  readonly told: Locator;
  readonly failure: Locator;
  readonly whatIf: Locator;
  /** The answer of a comparison. */
  readonly answer: Locator;
  readonly groups: Locator;
  readonly over: Locator;
  readonly ids: Locator;
  readonly compare: Locator;
  readonly cancel: Locator;
  readonly progress: Locator;
  /** What is said of a reducer that takes its time: above the timeline of the task, and below the list. */
  readonly slowTask: Locator;
  readonly slowList: Locator;
  /** Told aloud of it. */
  readonly slowAloud: Locator;
  /** Writes ids at once: thousands of lines take the browser a minute as typed text. */
  pasteIds(ids: readonly string[]): Promise<void>;
  /** Chooses a file in the open dialog, as a reader of this host does. */
  choose(host: Host, path: string): Promise<void>;
  close(): Promise<void>;
}

/** The sentence and the button behind it. */
const SLOW = 'div:has(> p > [role="status"])';

/** Finds the reducer of a table in a window. */
export function reducersIn(page: Page): ReducersPart {
  const dialog = page.getByRole('dialog', { name: 'Reducer of this table' });
  const whatIf = page.getByRole('region', { name: 'What if' });
  const file = dialog.getByRole('textbox', { name: 'File of your own reducer' });
  const use = dialog.getByRole('button', { name: 'Use this file' });
  const ids = whatIf.getByRole('textbox', { name: /^Ids of (tasks|streams)$/ });
  const pick = dialog.getByRole('button', { name: 'Choose a file…' });
  return {
    control: page.getByRole('button', { name: /^Reducer: / }),
    dialog,
    file,
    use,
    pick,
    again: dialog.getByRole('button', { name: 'Load again' }),
    back: dialog.getByRole('button', { name: 'Back to the table’s own' }),
    told: dialog.getByRole('status'),
    failure: dialog.getByRole('alert'),
    whatIf,
    answer: whatIf.getByRole('status'),
    groups: whatIf.getByRole('listitem'),
    over: whatIf.getByRole('combobox', { name: 'Over' }),
    ids,
    compare: whatIf.getByRole('button', { name: 'Compare', exact: true }),
    cancel: whatIf.getByRole('button', { name: 'Cancel', exact: true }),
    progress: whatIf.getByRole('progressbar'),
    slowTask: page.getByRole('region', { name: 'Task', exact: true }).locator(SLOW),
    slowList: page.getByRole('region', { name: 'Tasks', exact: true }).locator(SLOW),
    slowAloud: page.getByRole('status').filter({ hasText: 'is still running' }),
    pasteIds: (all) =>
      ids.evaluate((area, text) => {
        if (!(area instanceof HTMLTextAreaElement)) return;
        area.setRangeText(text);
        area.dispatchEvent(new Event('input', { bubbles: true }));
      }, all.join('\n')),
    choose: async (host, path) => {
      if (host.kind === 'desktop') {
        await answerDialogs(host, path);
        await pick.click();
        return;
      }
      await file.fill(path);
      await use.click();
    },
    close: async () => {
      await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    },
  };
}
