import type { TaskSummary } from '#shared/contract/replay.ts';
import { numberTextOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Drift } from '#shared/model/finding.ts';
import type { StreamRules } from '#shared/model/taskItem.ts';
import { FINDINGS_SENT, tellFindings } from './findingLimit.ts';
import { collectFindings } from './integrity.ts';
import { countRequests } from './keyedRuns.ts';
import type { Reducer } from './reducer.ts';
import type { StreamView } from './streamView.ts';

/** What the header of a task is made from. */
export interface SummaryParts {
  readonly task: string;
  readonly version: number;
  readonly complete: boolean;
  readonly rules: StreamRules;
  readonly reducer: Pick<Reducer, 'compared'>;
  readonly view: StreamView;
  /** Null: replay and projection agree, or there is nothing to compare. */
  readonly drift: Drift | null;
  readonly projection: AttributeMap | undefined;
}

function countTypes(view: StreamView): TaskSummary['types'] {
  return [...view.typeCounts()]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}

/** The number of attempts in a state; 0 when it has none or none that can be counted. */
export function attemptsIn(state: AttributeMap): number {
  const attempts = Number(numberTextOf(state, 'attempts') ?? 0);
  return Number.isSafeInteger(attempts) && attempts > 0 ? attempts : 0;
}

const NONE_YET = { findings: [], totals: { error: 0, warning: 0, info: 0 } };

/** The header of a task. Verdict and findings wait until every event is there. */
export function summarize(parts: SummaryParts): TaskSummary {
  const { task, version, complete, view, drift, projection, rules, reducer } = parts;
  const first = view.eventAt(0);
  const last = view.eventAt(view.length - 1);
  const replayed = view.stateAfter(view.length);
  const { findings, totals } = complete
    ? collectFindings({ task, view, rules, hasProjection: projection !== undefined, drift }, FINDINGS_SENT)
    : NONE_YET;
  return {
    version,
    task,
    complete,
    events: view.length,
    undecodable: [...view.undecodable.values()],
    firstSeq: first?.seq ?? 0,
    lastSeq: last?.seq ?? 0,
    stored: projection ?? null,
    replayed,
    drift,
    ...(reducer.compared === undefined ? {} : { named: [...reducer.compared] }),
    ...tellFindings(findings, totals),
    attempts: attemptsIn(replayed),
    requests: countRequests(view),
    ...(first === undefined ? {} : { firstAt: first.at }),
    ...(last === undefined ? {} : { lastAt: last.at, lastKey: last.key, lastType: last.type }),
    types: countTypes(view),
  };
}
