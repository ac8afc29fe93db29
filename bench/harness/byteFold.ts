import { tmpdir } from 'node:os';
import { streamLayoutOf } from '../../electron/layouts/streams/builtInLayouts.ts';
import { compileLayout } from '../../electron/layouts/streams/compileLayout.ts';
import { startFastPass } from '../../electron/audit/fast/fastPass.ts';
import { openReducer } from '../../electron/replay/reducers/openReducer.ts';
import type { ReducerSource } from '../../electron/replay/reducers/replaySetup.ts';
import { answerOf, eventJson, metaJson } from '../../electron/testing/longTask/longTask.ts';
import type { LayoutFile } from '../../shared/model/streamLayout.ts';
import type { Figure } from './figures.ts';
import { inTurns } from './measure.ts';
import { ORDERS, orderPages } from './orderItems.ts';

const STREAMS = 10_000;
const EVENTS = 20;
const PAGE = 2500;
const ROUNDS = 7;

/** Milliseconds of processor time that `work` takes, on all threads of this process. */
function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function taskPages(): readonly Uint8Array[] {
  const items = Array.from({ length: STREAMS }, (_, index) => {
    const task = { task: `t-${index}`, events: EVENTS };
    return [...Array.from({ length: EVENTS }, (__, event) => eventJson(task, event + 1)), metaJson(task)];
  }).flat();
  return Array.from({ length: Math.ceil(items.length / PAGE) }, (_, page) =>
    answerOf(items.slice(page * PAGE, (page + 1) * PAGE)),
  );
}

function audit(layout: LayoutFile, reducer: ReducerSource, pages: readonly Uint8Array[]): void {
  const setup = { layout, reducer, spillFolder: tmpdir(), memoryBudget: 64 << 20 };
  const pass = startFastPass({ compile: compileLayout, reducerOf: openReducer }, setup);
  let found = 0;
  for (const page of pages) found += pass.addPage(0, page).findings.length;
  const { findings, tasks } = pass.end();
  pass.close();
  if (found + findings.length > 0 || tasks !== STREAMS) throw new Error('The made-up table is not in order.');
}

const parse = (pages: readonly Uint8Array[]): void => {
  for (const page of pages) JSON.parse(Buffer.from(page).toString('utf8'));
};

async function figureOf(
  name: string,
  layout: LayoutFile,
  reducer: ReducerSource,
  pages: readonly Uint8Array[],
  ratio: number,
): Promise<Figure> {
  const time = await inTurns(ROUNDS, [
    async () => Promise.resolve({ audit: processorTime(() => audit(layout, reducer, pages)) }),
    async () => Promise.resolve({ parse: processorTime(() => parse(pages)) }),
  ]);
  return {
    name,
    value: time('audit'),
    unit: 'ms',
    against: { name: 'JSON.parse of the same pages', value: time('parse') },
    goal: { ratio },
  };
}

/** What folding tables as bytes takes of the processor, the built-in layout and one with its own reducer. */
export async function byteFoldFigures(): Promise<readonly Figure[]> {
  const task = streamLayoutOf('task');
  const { reducer } = ORDERS;
  if (task === undefined || reducer.kind === 'module') throw new Error('These layouts are of this program.');
  const of = `audit of ${(STREAMS * (EVENTS + 1)).toLocaleString('en')} items, processor time`;
  return [
    await figureOf(`${of}: tasks`, task, { kind: 'task' }, taskPages(), 0.85),
    await figureOf(`${of}: a declarative reducer`, ORDERS, reducer, orderPages(STREAMS, EVENTS), 0.85),
  ];
}
