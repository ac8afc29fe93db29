import type { AuditRun } from '#shared/model/audit.ts';
import type { Finding } from '#shared/model/finding.ts';
import { BUILT_IN_LAYOUTS } from '../../layouts/streams/builtInLayouts.ts';
import type { ComparedRun } from './compareRuns.ts';
import { createFindingIndex } from './findingIndex.ts';

const [LAYOUT] = BUILT_IN_LAYOUTS;
if (LAYOUT === undefined) throw new Error('No layouts.');
const layout = LAYOUT;

const RUN: AuditRun = {
  run: 'r',
  table: 't',
  state: 'done',
  startedAt: '2026-11-22T12:00:00.000Z',
  endedAt: '2026-11-22T12:01:00.000Z',
  options: { pricePerMillion: 0 },
  layout: 'Tasks',
  reducer: 'tasks, built in',
  expectedItems: 100,
  tasks: 10,
  events: 20,
  items: 30,
  units: 4,
  seconds: 5,
  judging: false,
  findings: { error: 0, warning: 0, info: 0 },
};

/** What makes a run begin after one that says nothing of it. */
export const LATER = { startedAt: '2026-11-22T13:00:00.000Z', endedAt: '2026-11-22T13:01:00.000Z' };

/** A finding at an event, of one of two kinds. */
export const findingAt = (task: number, seq: number): Finding =>
  seq % 3 === 0
    ? { kind: 'sequence-overflow', severity: 'error', task: `t-${task}`, seq }
    : { kind: 'unknown-event', severity: 'warning', task: `t-${task}`, seq, type: 'Odd' };

/** Keeps the thread for a millisecond: with this at each finding a few are as much work as a million. */
export function dawdle(): void {
  const until = performance.now() + 1;
  while (performance.now() < until);
}

/**
 * A run whose findings come little by little, and that counts how often one of them is looked at. `atLook` is called
 * each time.
 */
export function growingRun(more: Partial<AuditRun> = {}, atLook: () => void = () => undefined) {
  const index = createFindingIndex();
  let looks = 0;
  const counted = <T>(look: (position: number) => T) => {
    return (position: number): T => {
      looks += 1;
      atLook();
      return look(position);
    };
  };
  const run: ComparedRun = {
    layout,
    reducer: { kind: 'task' },
    programs: ['1.2.3'],
    run: { ...RUN, ...more },
    index: {
      ...index,
      get length() {
        return index.length;
      },
      identityAt: counted(index.identityAt),
      taskAt: counted(index.taskAt),
      matcher: (filter) => counted(index.matcher(filter)),
    },
  };
  return {
    run,
    add: (findings: readonly Finding[]) =>
      findings.forEach((finding) => index.add({ row: { finding }, offset: index.length * 2, length: 1 })),
    looks: () => looks,
  };
}

/** Counts the turns that others get while `work` is done. */
export async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let over = false;
  const count = (): void => {
    turns += 1;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  await work();
  over = true;
  return turns;
}
