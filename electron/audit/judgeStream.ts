import { numberTextOf, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Finding } from '#shared/model/finding.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import type { StreamRules, TaskItem } from '#shared/model/taskItem.ts';
import { parseTime } from '#shared/model/times.ts';
import { firstIndex } from '../replay/bisect.ts';
import { driftOf } from '../replay/drift.ts';
import { findingsOf } from '../replay/integrity.ts';
import type { Reducer } from '../replay/reducer.ts';
import { sortItems } from '../replay/taskItems.ts';
import type { StreamView, TaskStream } from '../replay/taskStream.ts';
import type { AuditFinding } from './auditPass.ts';

/** What streams are judged with. */
export interface Judge {
  readonly reducer: Reducer;
  readonly rules: StreamRules;
  /** A stream of that reducer and those rules to fold in; what it held is forgotten. */
  readonly scratch: TaskStream;
}

/** What came of one stream. */
export interface Judged {
  readonly findings: readonly AuditFinding[];
  readonly events: number;
}

const isTime = (at: string | undefined): at is string => at !== undefined && !Number.isNaN(parseTime(at));

type Fits = (event: TaskEvent, position: number) => boolean;

/** The first event from number `seq` on that fits, among those of the same number. */
function firstFrom(view: StreamView, seq: number, fits: Fits): TaskEvent | undefined {
  const start = firstIndex(view.length, (position) => (view.seqAt(position) ?? seq) >= seq);
  const number = view.seqAt(start);
  for (let position = start; view.seqAt(position) === number && position < view.length; position += 1) {
    const event = view.eventAt(position);
    if (event !== undefined && fits(event, position)) return event;
  }
  return undefined;
}

/** The event of a key; only unreadable times are looked for by it. */
function eventWithKey(view: StreamView, key: string): TaskEvent | undefined {
  for (let position = 0; position < view.length; position += 1) {
    if (view.flagsAt(position) === 0) continue;
    const event = view.eventAt(position);
    if (event?.key === key) return event;
  }
  return undefined;
}

/** The event that a finding begins at, if it begins at one. Of a gap that is the first event behind it. */
function eventOf(finding: Finding, view: StreamView): TaskEvent | undefined {
  switch (finding.kind) {
    case 'projection-drift':
      return finding.firstDivergentSeq === null
        ? undefined
        : firstFrom(view, finding.firstDivergentSeq, () => true);
    case 'sequence-gap': {
      const [gap] = finding.missing;
      return gap === undefined ? undefined : firstFrom(view, Array.isArray(gap) ? gap[1] : gap, () => true);
    }
    case 'clock-regression':
      return firstFrom(view, finding.seq, ({ at }) => at === finding.at);
    case 'illegal-transition':
      return firstFrom(view, finding.seq, (_, position) => {
        const move = view.moveAt(position);
        return move?.from === finding.from && move.to === finding.to;
      });
    case 'unknown-event':
      return firstFrom(view, finding.seq, ({ type }) => type === finding.type);
    case 'undecodable-event':
      return eventWithKey(view, finding.key);
    case 'duplicate-sequence':
      return firstFrom(view, finding.seq, ({ seq }) => seq === finding.seq);
    case 'sequence-overflow':
    case 'reducer-failed':
    case 'invariant-violated':
      return firstFrom(view, finding.seq, () => true);
    case 'orphan-events':
    case 'orphan-projection':
      return undefined;
  }
}

/** Where findings about no event lie: when the projection was written, else at the last readable time. */
function otherTime(view: StreamView, projection: AttributeMap | undefined): string | undefined {
  const updated = projection === undefined ? undefined : stringOf(projection, 'updated_at');
  return isTime(updated) ? updated : view.eventAt(view.readableAt(view.length - 1))?.at;
}

/** Keys in one order, whatever order they came in. */
const byKey = (a: { readonly key: string }, b: { readonly key: string }): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : 0;

/** Of several projections of one stream (snapshots) the one that has seen most, in whatever order they came. */
function lastProjection(
  items: readonly TaskItem[],
  sequenceField: string | undefined,
): AttributeMap | undefined {
  const seen = (fields: AttributeMap): number =>
    sequenceField === undefined ? 0 : Number(numberTextOf(fields, sequenceField) ?? 0);
  let last: AttributeMap | undefined;
  for (const item of items) {
    if (item.kind !== 'projection') continue;
    const { fields } = item.projection;
    if (last === undefined || seen(fields) > seen(last)) last = fields;
    else if (seen(fields) === seen(last) && JSON.stringify(fields) > JSON.stringify(last)) last = fields;
  }
  return last;
}

/** Judges everything stored of one stream, with full fidelity (CONTRACTS 6). */
export function judgeStream(
  task: string,
  items: readonly TaskItem[],
  { reducer, rules, scratch }: Judge,
): Judged {
  const { events, undecodable } = sortItems(items, task);
  const projection = lastProjection(items, reducer.sequenceField);
  scratch.clear();
  scratch.addEvents(events);
  scratch.addUndecodable([...undecodable].sort(byKey));
  reducer.begin?.(task);
  const view = scratch.view();
  const drift =
    projection === undefined ? null : driftOf({ reducer, replayed: scratch.replayed() }, projection);
  const other = otherTime(view, projection);
  const findings = findingsOf({ task, view, hasProjection: projection !== undefined, drift, rules });
  return {
    findings: findings.map((finding): AuditFinding => {
      const event = eventOf(finding, view);
      const at = isTime(event?.at) ? event.at : other;
      return {
        finding,
        ...(at === undefined ? {} : { at }),
        ...(event === undefined ? {} : { type: event.type }),
      };
    }),
    events: view.length,
  };
}
