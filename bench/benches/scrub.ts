import type { Page } from '@playwright/test';
import type { Bench } from '../harness/bench.ts';
import type { Figure } from '../harness/figures.ts';
import { percentile } from '../harness/measure.ts';
import { painted } from '../harness/paints.ts';
import type { LongTask } from '../harness/seed.ts';
import { CONNECTION } from '../harness/services.ts';
import { forLongTasks, goTo, type BenchWindow } from '../harness/windows.ts';

const FOR_MS = 3000;
/** A frame later than this has been dropped at 60 a second. */
const LATE_MS = 32;

interface Frames {
  /** Milliseconds between frames. */
  readonly gaps: readonly number[];
  /** Tasks of the page over 50 ms. */
  readonly longTasks: number;
  /** Positions of the slider that were on screen. */
  readonly positions: number;
}

/** In the page: the time between its frames for `forMs`. */
const countFrames = (forMs: number): Promise<Frames> =>
  new Promise((resolve) => {
    const gaps: number[] = [];
    const positions = new Set<string>();
    let longTasks = 0;
    const observer = new PerformanceObserver((list) => {
      longTasks += list.getEntries().length;
    });
    observer.observe({ entryTypes: ['longtask'] });
    const slider = document.querySelector('[role=slider][data-scope=scrubber]');
    let before: number | undefined;
    let start = 0;
    const frame = (now: number): void => {
      if (before === undefined) start = now;
      else gaps.push(now - before);
      before = now;
      positions.add(slider?.getAttribute('aria-valuenow') ?? '');
      if (now - start < forMs) requestAnimationFrame(frame);
      else {
        observer.disconnect();
        resolve({ gaps, longTasks, positions: positions.size });
      }
    };
    requestAnimationFrame(frame);
  });

/** Frames while the pointer goes to and fro over the timeline, as fast as the window takes its moves. */
async function framesWhileMoving(page: Page): Promise<Frames> {
  const box = await page.getByRole('region', { name: 'Timeline' }).boundingBox();
  if (box === null) throw new Error('The timeline is not on screen.');
  const y = box.y + box.height / 2;
  const counted = page.evaluate(countFrames, FOR_MS);
  const start = performance.now();
  for (let elapsed = 0; elapsed < FOR_MS; elapsed = performance.now() - start) {
    const phase = (elapsed / 1500) * Math.PI;
    await page.mouse.move(box.x + box.width * (0.5 - 0.45 * Math.cos(phase)), y);
  }
  return counted;
}

async function figuresOf({ kind, page }: BenchWindow, task: LongTask): Promise<readonly Figure[]> {
  await goTo(page, { connection: CONNECTION, table: task.table, task: task.task });
  await painted(page, 'verdict');
  const idle = await page.evaluate(countFrames, FOR_MS);
  const hover = await framesWhileMoving(page);
  await page.mouse.down();
  const scrub = await framesWhileMoving(page);
  await page.mouse.up();
  if (scrub.positions < 10) throw new Error('The scrubber did not follow the pointer.');
  const of = `${kind}, ${task.label} events, scrubbing`;
  const late = ({ gaps }: Frames): number =>
    (100 * gaps.filter((gap) => gap > LATE_MS).length) / Math.max(1, gaps.length);
  const compare = (name: string, unit: Figure['unit'], pick: (frames: Frames) => number): Figure => ({
    name: `${of}: ${name}`,
    value: pick(scrub),
    unit,
    against: { name: 'idle', value: pick(idle) },
  });
  return [
    compare('frame time p50', 'ms', ({ gaps }) => percentile(gaps, 0.5)),
    compare('frame time p95', 'ms', ({ gaps }) => percentile(gaps, 0.95)),
    {
      name: `${of}: frame time p95`,
      value: percentile(scrub.gaps, 0.95),
      unit: 'ms',
      against: { name: 'moving without pressing', value: percentile(hover.gaps, 0.95) },
    },
    compare('longest frame', 'ms', ({ gaps }) => Math.max(...gaps)),
    {
      ...compare(`frames over ${LATE_MS} ms`, '%', late),
      ...(task.events === 100_000 ? { goal: { limit: 0 } } : {}),
    },
    { name: `${of}: long tasks (over 50 ms) in ${FOR_MS / 1000} s`, value: scrub.longTasks, unit: 'tasks' },
    { name: `${of}: positions shown`, value: scrub.positions, unit: 'positions' },
  ];
}

/** How smoothly the window follows the pointer that drags over the timeline of a long task. */
export const scrub: Bench = ({ dataFolder, runtimes }) => forLongTasks(runtimes, dataFolder, figuresOf);
