import type { EventRow } from '#shared/contract/replay.ts';
import { kindsOf } from './flags.ts';
import { gistOf } from './gist.ts';
import type { StreamView } from './streamView.ts';

/** A difference of two times, to the microsecond: what is finer is noise of the double that holds them. */
const difference = (later: number, earlier: number): number => Math.round((later - earlier) * 1000) / 1000;

/** The row of the event list at one position; undefined when there is no event there. `changed`: whether it changed the state. */
export function eventRow(view: StreamView, position: number, changed: boolean): EventRow | undefined {
  const event = view.eventAt(position);
  if (event === undefined) return undefined;
  const since = difference(view.timeAt(position), view.timeAt(position - 1));
  return {
    seq: event.seq,
    key: event.key,
    type: event.type,
    at: event.at,
    ...(Number.isNaN(since) ? {} : { sinceMs: since }),
    status: view.statusAt(position),
    gist: gistOf(event),
    ...(event.actor === undefined ? {} : { actor: event.actor }),
    findings: [...kindsOf(view.flagsAt(position))],
    changed,
  };
}
