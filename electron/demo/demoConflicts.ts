import type { Conflict } from '#shared/model/conflict.ts';
import { rfc3339 } from './clock.ts';
import { projectionOf, type DemoTask } from './demoTask.ts';
import { PLANTED } from './planted/ids.ts';
import type { PlantedOptions } from './planted/kit.ts';
import { losingStart, raceAppendTask, RACED_SEQ, raceStatusTask } from './planted/races.ts';

const upTo = (task: DemoTask, seq: number) => projectionOf(task.events.filter((event) => event.seq <= seq));

/**
 * The two lost races of the planted tasks, as the losing writers recorded them, for a connection's journal.
 * Give the same seed and `now` as to `generateShop`; `table` is where its tasks were written.
 */
export function demoConflicts(options: PlantedOptions & { readonly table: string }): readonly Conflict[] {
  const { table } = options;
  const paid = raceAppendTask(options);
  const shipped = raceStatusTask(options);
  const started = paid.events.find((event) => event.seq === RACED_SEQ);
  const left = shipped.events.at(-1);
  if (started === undefined || left === undefined) return [];
  const attempt = losingStart(started.at);
  const conflicts: readonly Conflict[] = [
    {
      id: `${PLANTED.raceAppend}-w-7`,
      at: attempt.at,
      table,
      taskId: PLANTED.raceAppend,
      evidence: 'recorded',
      attempt: { kind: 'append', expectedSeq: RACED_SEQ, event: attempt },
      winner: started,
      actualStatus: 'running',
      seenState: upTo(paid, RACED_SEQ - 1),
      actualState: upTo(paid, RACED_SEQ),
      actualSeq: RACED_SEQ,
    },
    {
      id: `${PLANTED.raceStatus}-leila`,
      at: rfc3339(Date.parse(left.at) + 1240),
      table,
      taskId: PLANTED.raceStatus,
      evidence: 'recorded',
      attempt: { kind: 'status', expected: 'running', wanted: 'cancelled', seenSeq: left.seq - 1 },
      winner: left,
      actualStatus: 'succeeded',
      seenState: upTo(shipped, left.seq - 1),
      actualState: upTo(shipped, left.seq),
      actualSeq: left.seq,
    },
  ];
  // A journal is written in the order of time.
  return [...conflicts].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
