import type { Bench } from '../harness/bench.ts';
import type { Figure } from '../harness/figures.ts';
import { inTurns } from '../harness/measure.ts';
import { painted, paintedAfterPress } from '../harness/paints.ts';
import type { LongTask } from '../harness/seed.ts';
import { CONNECTION } from '../harness/services.ts';
import { forLongTasks, goTo, type BenchWindow } from '../harness/windows.ts';

const ROUNDS = 3;

/** The window is loaded at a link to the task; it reads the table's list at the same time. */
async function byLink({ page }: BenchWindow, { table, task }: LongTask) {
  await goTo(page, { connection: CONNECTION, table, task });
  return { linkFirst: await painted(page, 'timeline'), linkAll: await painted(page, 'verdict') };
}

/** The table has been read; its row is pressed. */
async function byPress({ page }: BenchWindow, { table, task, events }: LongTask) {
  await goTo(page, { connection: CONNECTION, table });
  const read = `${(events + 1).toLocaleString('en')} items · `;
  await page.getByRole('region', { name: 'Tasks', exact: true }).getByText(read).waitFor();
  await page.getByRole('option', { name: task }).click();
  return {
    pressFirst: await paintedAfterPress(page, 'timeline'),
    pressAll: await paintedAfterPress(page, 'verdict'),
  };
}

/** The start page, which asks the host for next to nothing: what loading the window costs by itself. */
async function emptyPlace({ page }: BenchWindow) {
  await page.goto(new URL('/', page.url()).href);
  await page.getByRole('region', { name: 'Connections' }).waitFor();
  return { empty: await page.evaluate(() => performance.now()) };
}

async function figuresOf(window: BenchWindow, task: LongTask): Promise<readonly Figure[]> {
  const value = await inTurns(ROUNDS, [
    () => byLink(window, task),
    () => byPress(window, task),
    () => emptyPlace(window),
  ]);
  const of = `${window.kind}, ${task.label} events`;
  const figure = (name: string, at: string): Figure => ({
    name: `${of}: ${name}`,
    value: value(at),
    unit: 'ms',
  });
  const load = { name: 'loading the start page', value: value('empty') };
  return [
    { ...figure('link to first timeline painted', 'linkFirst'), against: load },
    { ...figure('link to verdict painted', 'linkAll'), against: load },
    figure('press to first timeline painted', 'pressFirst'),
    figure('press to verdict painted', 'pressAll'),
  ];
}

/** Opening long tasks in the real window: until their timeline is painted, and until all is read. */
export const openWindow: Bench = ({ dataFolder, runtimes }) => forLongTasks(runtimes, dataFolder, figuresOf);
