import { writeFile } from 'node:fs/promises';
import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { compareIn } from '../pages/compare.ts';
import { reducersIn } from '../pages/reducers.ts';
import { windowIn } from '../pages/window.ts';
import { expectNoViolations } from '../support/axe.ts';
import { answerDialogs } from '../support/dialogs.ts';
import { shoot } from '../support/shoot.ts';

/** A reducer that marks the state with `mark`, and counts what it folds. */
const reducer = (mark: string): string => `
  import { seen } from './seen.ts';
  interface Event { readonly seq: number; readonly type: string }
  interface State { readonly status: string; readonly mark: string; readonly count: number }
  export const initialState: State = { status: 'none', mark: '', count: 0 };
  export function reduce(state: State, event: Event): State {
    return { ...state, status: 'seen', mark: ${mark}, count: seen(state.count) };
  }
  export const invariants = (state: State) => (state.count === 3 ? ['three is too many'] : []);
`;

test('a reducer of one’s own: chosen, edited on disk and the view replayed, compared, given back', async ({
  host,
  page,
}, info) => {
  const file = info.outputPath('mine.ts');
  await writeFile(info.outputPath('seen.ts'), 'export const seen = (count: number): number => count + 1;');
  await writeFile(file, reducer(`'first'`));
  const task = await windowIn(page).openTask(PLANTED.edited, 5);
  const reducers = reducersIn(page);
  await expect(reducers.control).toHaveText('Reducer: built-in');

  await test.step('chosen: the states are its own, at the same event', async () => {
    await reducers.control.click();
    await expectNoViolations(page, 'the dialog of the reducer');
    await shoot(page, 'reducer-dialog');
    if (host.kind === 'desktop') {
      await answerDialogs(host, undefined);
      await reducers.pick.click();
      await expect(reducers.dialog).toContainText('none is chosen');
    } else {
      await reducers.choose(host, 'mine.ts');
      await expect(reducers.dialog).toContainText('not an absolute path');
    }
    await reducers.choose(host, file);
    await expect(reducers.dialog).toContainText('folded by mine.ts, which checks invariants too');
    await reducers.close();
    await expect(reducers.control).toHaveText('Reducer: mine.ts');
    await expect(task.panel).toContainText('first');
    await task.standsAt(5);
    await expect(task.findings).toContainText('three is too many');
  });

  await test.step('edited: replayed at once, the position kept', async () => {
    await writeFile(file, reducer(`'second'`));
    await expect(task.panel).toContainText('second');
    await task.standsAt(5);
  });

  await test.step('failing at one event: told there, and folded around it', async () => {
    await writeFile(
      file,
      reducer(`(() => { if (event.seq === 4) throw new Error('planted'); return 'third'; })()`),
    );
    await expect(task.panel).toContainText('third');
    await expect(task.findings).toContainText('planted');
  });

  await test.step('broken: it says where, and folds as it was', async () => {
    await writeFile(file, `export const initialState = {};\nexport const reduce = ;\n`);
    await expect(reducers.control).toContainText('failed');
    await expect(task.panel).toContainText('third');
    await reducers.control.click();
    await expect(reducers.failure).toContainText('mine.ts, line 2');
    await expectNoViolations(page, 'a reducer that cannot be run');
    await writeFile(file, reducer(`'fourth'`));
    await expect(reducers.failure).toBeHidden();
    await reducers.close();
    await expect(task.panel).toContainText('fourth');
  });

  await test.step('what if: how many tasks end differently, since which event, straight to it', async () => {
    await reducers.control.click();
    await reducers.dialog.getByRole('button', { name: /^What if/ }).click();
    await expectNoViolations(page, 'what if, nothing compared');
    await reducers.compare.click();
    await expect(reducers.answer).toContainText(/end differently/);
    const group = reducers.groups.filter({ hasText: 'status since TaskCreated' });
    await group.locator('summary').click();
    await expect(group.getByRole('row').nth(1)).toContainText('seen');
    await group.getByRole('button', { name: 'Both states' }).first().click();
    await expect(group.getByRole('row').nth(2)).toContainText('pending');
    await expectNoViolations(page, 'what if, with both states');
    await shoot(page, 'what-if');
    const example = group.getByRole('row').nth(1).getByRole('button').first();
    const id = await example.innerText();
    await example.click();
    await expect(task.heading).toHaveText(id);
  });

  await test.step('given back', async () => {
    await reducers.control.click();
    await reducers.back.click();
    await expect(reducers.dialog).toContainText('built-in reducer');
    await reducers.close();
    await expect(reducers.control).toHaveText('Reducer: built-in');
  });
});

test('what if over some tasks: of how many it is told, it can be given up, and what was found stays', async ({
  host,
  page,
}, info) => {
  const file = info.outputPath('begun.js');
  await writeFile(
    file,
    `exports.initialState = { status: 'none' };
     exports.reduce = (state, event) => ({ ...state, status: 'begun' });`,
  );
  await windowIn(page).openTask(PLANTED.edited, 5);
  const reducers = reducersIn(page);
  await reducers.control.click();
  await reducers.choose(host, file);
  await expect(reducers.dialog).toContainText('folded by begun.js');
  await reducers.dialog.getByRole('button', { name: /^What if/ }).click();

  await test.step('given up', async () => {
    await reducers.over.selectOption('some tasks, by their ids');
    await expect(reducers.compare).toBeDisabled();
    // So many reads that it is under way for as long as the test looks at it.
    const nobody = Array.from({ length: 9_000 }, (_, index) => `nobody-${index}`);
    await reducers.pasteIds([PLANTED.edited, ...nobody]);
    await reducers.compare.click();
    await expect(reducers.whatIf).toContainText(/of 9,001 tasks by both reducers · [\d,]+\/s/);
    await expect(reducers.progress).toHaveAttribute('aria-valuemax', '9001');
    await expect(reducers.answer).toContainText('1 differ so far, of 1 task');
    await expectNoViolations(page, 'what if, under way');
    await shoot(page, 'what-if-running');
    await reducers.cancel.click();
    await expect(reducers.answer.filter({ hasText: 'Cancelled' })).toBeVisible();
    await expect(reducers.progress).toBeHidden();
    await expect(reducers.groups.filter({ hasText: 'status since' })).toContainText('1 task');
  });

  await test.step('over those that matter', async () => {
    await reducers.ids.fill([PLANTED.edited, PLANTED.gap, '', PLANTED.gap].join('\n'));
    await reducers.compare.click();
    await expect(reducers.answer).toContainText('2 of 2 tasks');
  });

  await test.step('several on one line are one id, until they are taken apart', async () => {
    const line = `${PLANTED.edited}, ${PLANTED.gap}`;
    await reducers.ids.fill(line);
    await expect(reducers.whatIf).toContainText(`One a line: 1 id. “${line}” is taken as one id.`);
    await reducers.compare.click();
    await expect(reducers.whatIf).toContainText(`is not in this table: ${line}. Ids go one a line.`);
    await expectNoViolations(page, 'what if, several ids on one line');
    await reducers.whatIf.getByRole('button', { name: 'Take apart' }).click();
    await expect(reducers.ids).toHaveValue([PLANTED.edited, PLANTED.gap].join('\n'));
    await expect(reducers.ids).toBeFocused();
    await reducers.compare.click();
    await expect(reducers.answer).toContainText('2 of 2 tasks');
  });

  await page.goBack();
  await reducers.control.click();
  await reducers.back.click();
  await expect(reducers.dialog).toContainText('built-in reducer');
});

/** A reducer that counts to `steps` at each event. */
const slow = (status: string, steps: number): string => `
  exports.initialState = { status: 'none' };
  exports.reduce = (state) => { for (let i = 0; i < ${steps}; i += 1); return { ...state, status: '${status}' }; };`;

test('a slow reducer that is edited while it runs begins anew, and nothing is said to be gone', async ({
  host,
  page,
}, info) => {
  const file = info.outputPath('slow.js');
  // A second or so for each of a few events.
  await writeFile(file, slow('slow', 1.5e9));
  const task = await windowIn(page).openTask(PLANTED.edited);
  const reducers = reducersIn(page);
  await reducers.control.click();
  await reducers.choose(host, file);
  await expect(reducers.dialog).toContainText('folded by slow.js');
  await reducers.close();
  await expect(reducers.slowTask).toBeVisible();
  const told: string[] = [];
  page.on('console', (message) => {
    if (message.text().startsWith('alert: ')) told.push(message.text());
  });
  await page.evaluate(() => {
    new MutationObserver(() => {
      for (const alert of document.querySelectorAll('[role=alert]'))
        console.log(`alert: ${alert.textContent}`);
    }).observe(document.body, { childList: true, subtree: true });
  });
  await writeFile(file, slow('edited', 3e6));
  await expect(task.part).toContainText(/replay\s*edited/);
  expect(told).toEqual([]);
  await reducers.control.click();
  await reducers.back.click();
  await expect(reducers.dialog).toContainText('built-in reducer');
});

test('a reducer of one’s own that takes its time: it is told where it is, and the table’s own is a click away', async ({
  host,
  page,
}, info) => {
  const file = info.outputPath('slow.js');
  // Some hundredths of a second for each of 12,000 events.
  await writeFile(file, slow('slow', 3e7));
  const task = await windowIn(page).openTask(PLANTED.long);
  const reducers = reducersIn(page);
  await reducers.control.click();
  await reducers.choose(host, file);
  await expect(reducers.dialog).toContainText('folded by slow.js');
  await reducers.close();

  await test.step('told of the task and of the list, event by event', async () => {
    await expect(reducers.slowTask).toContainText(
      /Your reducer slow\.js is still running: at event [\d,]+ of 12,000, for \d+ s\. Until it is through, what is shown is from before it\./,
    );
    await expect(reducers.slowList).toContainText(
      /slow\.js is still running: task \S+, at event [\d,]+ of [\d,]+/,
    );
    const before = await reducers.slowTask.innerText();
    await expect(reducers.slowTask).not.toHaveText(before);
    // Said once: the figures stand beside what is told aloud.
    await expect(reducers.slowAloud).toHaveText([
      /^Your reducer slow\.js is still running$/,
      /^Your reducer slow\.js is still running$/,
    ]);
    await expectNoViolations(page, 'a slow reducer');
    await shoot(page, 'reducer-slow');
  });

  await test.step('told of a comparison', async () => {
    const comparison = compareIn(page);
    await page.keyboard.press('g');
    await page.keyboard.press('w');
    await comparison.choice.getByRole('combobox').selectOption('another event of this task');
    await comparison.choice.getByRole('textbox', { name: 'Up to event' }).fill('10');
    await comparison.compare.click();
    await expect(comparison.part).toContainText(
      /Your reducer slow\.js is still running: at event [\d,]+ of 12,000, for \d+ s\./,
    );
    await page.goBack();
  });

  await test.step('given back', async () => {
    await reducers.slowTask.getByRole('button', { name: 'Back to the table’s own' }).click();
    await expect(reducers.control).toHaveText('Reducer: built-in');
    await expect(reducers.slowAloud).toHaveCount(0);
    await expect(task.verdict).toContainText('agree');
  });
});
