import type { TaskSummary } from '#shared/contract/replay.ts';
import { numberTextOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import type { StreamRules } from '#shared/model/taskItem.ts';
import { driftOf } from './drift.ts';
import { tellFindings } from './findingLimit.ts';
import { findingsOf } from './integrity.ts';
import { countRequests } from './keyedRuns.ts';
import type { Reducer } from './reducer.ts';
import type { StreamView, TaskStream } from './taskStream.ts';

/** What the header of a task is made from. */
export interface SummaryParts {
  readonly task: string;
  readonly version: number;
  readonly complete: boolean;
  readonly reducer: Reducer;
  readonly rules: StreamRules;
  readonly stream: TaskStream;
  readonly view: StreamView;
  readonly projection: AttributeMap | undefined;
}

function countTypes(events: readonly TaskEvent[]): TaskSummary['types'] {
  const counts = new Map<string, number>();
  for (const { type } of events) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}

/** The number of attempts in a state; 0 when it has none or none that can be counted. */
export function attemptsIn(state: AttributeMap): number {
  const attempts = Number(numberTextOf(state, 'attempts') ?? 0);
  return Number.isSafeInteger(attempts) && attempts > 0 ? attempts : 0;
}

/** The header of a task. Verdict and findings wait until every event is there. */
export function summarize(parts: SummaryParts): TaskSummary {
  const { task, version, complete, reducer, rules, stream, view, projection } = parts;
  const { events } = view;
  const first = events[0];
  const last = events[events.length - 1];
  const replayed = stream.stateAfter(events.length);
  const drift =
    complete && projection !== undefined
      ? driftOf({ reducer, events, stateAfter: stream.stateAfter }, projection)
      : null;
  return {
    version,
    task,
    complete,
    events: events.length,
    undecodable: [...view.undecodable.values()],
    firstSeq: first?.seq ?? 0,
    lastSeq: last?.seq ?? 0,
    stored: projection ?? null,
    replayed,
    drift,
    ...tellFindings(
      complete ? findingsOf({ task, view, rules, hasProjection: projection !== undefined, drift }) : [],
    ),
    attempts: attemptsIn(replayed),
    requests: countRequests(events),
    ...(first === undefined ? {} : { firstAt: first.at }),
    ...(last === undefined ? {} : { lastAt: last.at, lastType: last.type }),
    types: countTypes(events),
  };
}
