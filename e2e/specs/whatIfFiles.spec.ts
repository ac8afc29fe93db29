import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { reducersIn } from '../pages/reducers.ts';
import { windowIn } from '../pages/window.ts';
import { expectNoViolations } from '../support/axe.ts';
import { answerDialogs } from '../support/dialogs.ts';
import { shoot } from '../support/shoot.ts';

const source = (status: string): string =>
  `exports.initialState = { status: 'none' };
   exports.reduce = (state, event) => ({ ...state, status: event.type === 'TaskCreated' ? '${status}' : state.status });`;

test('what if of two files, neither of them the table’s; ids that are not there are named', async ({
  ownHost,
}) => {
  const { page, dataFolder } = ownHost;
  const folder = await mkdtemp(join(dataFolder, 'files-'));
  const files = [join(folder, 'before.js'), join(folder, 'after.js')];
  await writeFile(files[0] ?? '', source('made'));
  await writeFile(files[1] ?? '', source('begun'));
  await windowIn(page).openTask(PLANTED.edited);
  const reducers = reducersIn(page);
  await reducers.control.click();
  await reducers.dialog.getByRole('button', { name: /^What if/ }).click();
  for (const [index, side] of ['first', 'second'].entries()) {
    const name = `${side === 'first' ? 'First' : 'Second'} reducer`;
    await reducers.whatIf.getByRole('combobox', { name }).selectOption('another file');
    await expect(reducers.compare).toBeDisabled();
    if (ownHost.kind === 'desktop') {
      await answerDialogs(ownHost, files[index] ?? '');
      await reducers.whatIf.getByRole('button', { name: `Choose a file for the ${side} reducer…` }).click();
    } else {
      await reducers.whatIf
        .getByRole('textbox', { name: `Path of the ${side} reducer` })
        .fill(files[index] ?? '');
    }
  }
  await reducers.over.selectOption('some tasks, by their ids');
  await reducers.pasteIds([PLANTED.edited, 'nobody-has-this-id', PLANTED.lagging]);
  await reducers.compare.click();
  await expect(reducers.answer).toHaveText(/^2 of 2 tasks/);
  await expect(reducers.whatIf).toContainText(
    '1 task that you named is not in this table: nobody-has-this-id.',
  );
  await expect(reducers.groups.first()).toContainText('status');
  await expectNoViolations(page, 'what if of two files');
  await shoot(page, 'what-if-files');
});
