import type { TaskRef } from '#shared/contract/common.ts';
import type { ComparisonSummary, Difference, MissingEnd } from '#shared/contract/compare.ts';
import { counted } from '../../ui/numbers.ts';

/** One side as the reader names it: a task, up to an event or whole, or its stored projection. */
export type NamedSide =
  | { readonly kind: 'events'; readonly ref: TaskRef; readonly seq: number | undefined }
  | { readonly kind: 'stored'; readonly ref: TaskRef };

/** What is compared. */
export interface NamedPair {
  readonly left: NamedSide;
  readonly right: NamedSide;
}

/** Whether two references name one task. */
export function isSameTask(a: TaskRef, b: TaskRef): boolean {
  return a.connection === b.connection && a.table === b.table && a.task === b.task;
}

/** A pair as one text that is unique per pair. */
export function pairKey({ left, right }: NamedPair): string {
  return JSON.stringify(
    [left, right].map((side) => [side.ref, side.kind === 'stored' ? 'stored' : side.seq]),
  );
}

/** Which part of the task a side is. */
export function sideWords(side: NamedSide): string {
  if (side.kind === 'stored') return 'stored projection';
  if (side.seq === undefined) return 'all events';
  return side.seq === 0 ? 'before the first event' : `up to event ${side.seq}`;
}

/** The sides of which not one event is stored, although events of them were asked for: most often a wrong id. */
export function sidesWithoutEvents(
  { left, right }: NamedPair,
  { rows, complete }: Pick<ComparisonSummary, 'rows' | 'complete'>,
): readonly NamedSide[] {
  if (!complete || left.kind !== 'events' || right.kind !== 'events') return [];
  const both = rows.same + rows.changed;
  return [
    ...(both + rows.left === 0 && left.seq !== 0 ? [left] : []),
    ...(both + rows.right === 0 && right.seq !== 0 ? [right] : []),
  ];
}

/** Why a task cannot be compared up to event `seq`, after its id. */
export function missingEndWords(
  seq: number,
  { events, firstSeq, lastSeq }: Pick<MissingEnd, 'events' | 'firstSeq' | 'lastSeq'>,
): string {
  const held = `it has ${counted(events, 'event')}`;
  if (seq > lastSeq) return `has no event ${seq}: ${held}, the last one is ${lastSeq}.`;
  if (seq < firstSeq) return `has no event ${seq}: ${held}, the first one is ${firstSeq}.`;
  return `has no event ${seq}: it is missing, or cannot be read.`;
}

/** A difference in one sentence. */
export function differenceWords({ kind, left, right }: Difference): string {
  switch (kind) {
    case 'changed': {
      const [a, b] = [left?.seq ?? 0, right?.seq ?? 0];
      const where = a === b ? `event ${a} on both sides` : `event ${a} on the left, ${b} on the right`;
      return `${left?.type ?? ''} (${where}) carries another payload`;
    }
    case 'left':
      return `only the left has ${left?.type ?? ''} (event ${left?.seq ?? 0})`;
    case 'right':
      return `only the right has ${right?.type ?? ''} (event ${right?.seq ?? 0})`;
    case 'same':
      return 'nothing differs';
  }
}
