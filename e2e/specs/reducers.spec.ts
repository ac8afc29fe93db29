import { writeFile } from 'node:fs/promises';
import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { reducersIn } from '../pages/reducers.ts';
import { windowIn } from '../pages/window.ts';

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
    await reducers.file.fill('mine.ts');
    await reducers.use.click();
    await expect(reducers.dialog).toContainText('not an absolute path');
    await reducers.file.fill(file);
    await reducers.use.click();
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
    await writeFile(file, reducer(`'fourth'`));
    await expect(reducers.failure).toBeHidden();
    await reducers.close();
    await expect(task.panel).toContainText('fourth');
  });

  await test.step('what if: how many tasks end differently, since which event, straight to it', async () => {
    await reducers.control.click();
    await reducers.dialog.getByRole('button', { name: /^What if/ }).click();
    await reducers.whatIf.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect(reducers.answer).toContainText(/end differently/);
    const group = reducers.groups.filter({ hasText: 'status since TaskCreated' });
    await group.locator('summary').click();
    await expect(group.getByRole('row').nth(1)).toContainText('seen');
    await group.getByRole('button', { name: 'Both states' }).first().click();
    await expect(group.getByRole('row').nth(2)).toContainText('pending');
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
