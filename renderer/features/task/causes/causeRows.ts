import type { CauseRow } from '#shared/contract/causation.ts';
import { counted } from '../../../ui/numbers.ts';

/** Where a line leads: an event, of this task or of another. */
export function rowTarget(row: CauseRow): { readonly task: string; readonly seq: number } | undefined {
  switch (row.kind) {
    case 'event':
    case 'run':
    case 'cycle':
      return { task: row.task, seq: row.seq };
    case 'outside':
    case 'missing':
    case 'more':
      return undefined;
  }
}

/** Whether a line is the first of its task in a row: only then is the task named. */
export function namesTask(rows: readonly CauseRow[], index: number): boolean {
  const task = taskOf(rows[index]);
  return task !== undefined && task !== taskOf(rows[index - 1]);
}

const taskOf = (row: CauseRow | undefined): string | undefined =>
  row === undefined ? undefined : rowTarget(row)?.task;

const RELATIONS = {
  cause: 'led to it',
  self: 'this event',
  effect: 'came of it',
} satisfies Record<CauseRow['relation'], string>;

/** A line in words, for screen readers. */
export function rowWords(row: CauseRow): string {
  const relation = RELATIONS[row.relation];
  switch (row.kind) {
    case 'event':
      return `${row.type}, event ${row.seq} of ${row.task}, ${relation}`;
    case 'run':
      return `${counted(row.count, 'event')} of ${row.task}, ${row.seq} to ${row.toSeq}, each caused by the one before, ${relation}`;
    case 'outside':
      return `${row.text}, which is no event of this table, ${relation}`;
    case 'missing':
      return `${row.text}, an event that is not there, ${relation}`;
    case 'cycle':
      return `${row.type}, event ${row.seq} of ${row.task} again: the causes lead in a circle`;
    case 'more':
      return `${counted(row.count, 'more event')} and what came of them`;
  }
}
