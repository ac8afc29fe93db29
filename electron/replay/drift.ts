import { attributeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { Drift, DriftField } from '#shared/model/finding.ts';
import { equalNumbers } from '#shared/model/numbers.ts';
import { parseTime } from '#shared/model/times.ts';
import { firstIndex } from './bisect.ts';
import { equalOptional } from './equality.ts';
import type { Reducer } from './reducer.ts';
import type { Replayed } from './replayed.ts';
import { finish, type Slices } from './slices.ts';

/** A replayed stream, as the verdict needs it. */
export interface ReplayedStream {
  readonly reducer: Reducer;
  readonly replayed: Replayed;
}

/** Events folded at once when looking back for a point that the projection equals. */
const BLOCK = 256;

/** Whether a value is a time as text: those are not compared unless a reducer names their field (CONTRACTS 6). */
const isTime = (value: AttributeValue | undefined): boolean =>
  value !== undefined && 'S' in value && !Number.isNaN(parseTime(value.S));

/** The fields to compare: those of the reducer that the projection carries, and the status always. */
function fieldsToCompare(reducer: Reducer, stored: AttributeMap): readonly string[] {
  const { compared, ignored, statusField } = reducer;
  if (compared !== undefined) {
    return compared.filter((field) => field === statusField || Object.hasOwn(stored, field));
  }
  // An engine gives attributes in any order, another one at each reading: what is told of them has one.
  const carried = Object.keys(stored)
    .filter(
      (field) => field !== statusField && !ignored.includes(field) && !isTime(attributeOf(stored, field)),
    )
    .sort();
  return statusField === undefined ? carried : [statusField, ...carried];
}

const differing = (fields: readonly string[], stored: AttributeMap, state: AttributeMap): readonly string[] =>
  fields.filter((field) => !equalOptional(attributeOf(stored, field), attributeOf(state, field)));

/**
 * Whether a projection is as a state in all that is compared, with a status where states have one. Of `stored` only what
 * `isCarried` lets through is the projection's.
 */
export function isAsReplayed(
  reducer: Reducer,
  stored: AttributeMap,
  isCarried: (field: string) => boolean,
  replayed: (field: string) => AttributeValue | undefined,
): boolean {
  const { statusField } = reducer;
  const has = (field: string): boolean => Object.hasOwn(stored, field) && isCarried(field);
  if (statusField !== undefined && !has(statusField)) return false;
  return fieldsToCompare(reducer, stored).every(
    (field) => !has(field) || equalOptional(attributeOf(stored, field), replayed(field)),
  );
}

/** Whether a point lies after every event of its number: between two events of one number there is no point. */
const isPoint = (replayed: Replayed, count: number): boolean =>
  replayed.seqAt(count - 1) !== replayed.seqAt(count);

/** Told of the state after `count` events. */
type Look = (state: AttributeMap, count: number) => void;

/**
 * Looks at every state but the last, in blocks from the end: within a block in the stream's order. Stops after a
 * block when `done`, so the usual lag of a few events costs one block however long the stream is.
 */
function* lookBack({ replayed }: ReplayedStream, look: Look, done: () => boolean): Slices<void> {
  for (let end = replayed.length - 1; end >= 0 && !done(); end -= BLOCK) {
    const start = Math.max(0, end - BLOCK + 1);
    replayed.steps(start, end + 1, (count, before) => look(before, count));
    yield;
  }
}

/** The point that the projection equals, if any but the last: how many events it has seen. */
function* equalPoint(
  stream: ReplayedStream,
  fields: readonly string[],
  stored: AttributeMap,
): Slices<number | undefined> {
  const { replayed } = stream;
  const { sequenceField } = stream.reducer;
  const claimed = sequenceField === undefined ? undefined : attributeOf(stored, sequenceField);
  if (claimed !== undefined) {
    // The field names the only point that can be equal: bisection finds it, no other need be looked at.
    const seq = 'N' in claimed ? Number(claimed.N) : Number.NaN;
    const count = firstIndex(replayed.length, (position) => (replayed.seqAt(position) ?? seq) > seq);
    if (!('N' in claimed) || !equalNumbers(claimed.N, String(replayed.seqAt(count - 1)))) return undefined;
    return differing(fields, stored, replayed.stateAfter(count)).length === 0 ? count : undefined;
  }
  let found: number | undefined;
  const look: Look = (state, count) => {
    if (isPoint(replayed, count) && differing(fields, stored, state).length === 0) found = count;
  };
  yield* lookBack(stream, look, () => found !== undefined);
  return found;
}

/** What is known of one differing field while looking back. Counts of events; see {@link driftOf}. */
interface FieldTrace {
  readonly field: string;
  /** Last point but the end at which replay had the stored value. */
  agreed?: number;
  /** Last point at which replay had another value than at the end. */
  changed?: number;
}

/** The events that decide over each differing field, as positions. */
function* deciders(
  stream: ReplayedStream,
  fields: readonly string[],
  stored: AttributeMap,
): Slices<readonly number[]> {
  const final = stream.replayed.stateAfter(stream.replayed.length);
  const traces = fields.map((field): FieldTrace => ({ field }));
  let open = traces;
  let block: FieldTrace[] = [];
  const look: Look = (state, count) => {
    for (const trace of open) {
      const value = attributeOf(state, trace.field);
      const mark = (block[open.indexOf(trace)] ??= { field: trace.field });
      if (count > 0 && equalOptional(value, attributeOf(stored, trace.field))) mark.agreed = count;
      if (!equalOptional(value, attributeOf(final, trace.field))) mark.changed = count;
    }
  };
  const done = (): boolean => {
    open.forEach((trace, index) => {
      const mark = block[index];
      if (mark?.agreed !== undefined) trace.agreed ??= mark.agreed;
      if (mark?.changed !== undefined) trace.changed ??= mark.changed;
    });
    block = [];
    open = open.filter((trace) => trace.agreed === undefined);
    return open.length === 0;
  };
  yield* lookBack(stream, look, done);
  done();
  return traces.flatMap(({ agreed, changed }) => {
    const position = agreed ?? changed;
    return position === undefined ? [] : [position];
  });
}

/**
 * How a stored projection differs from the replay of all events, or null when it does not (CONTRACTS 6).
 *
 * `lagging`: it equals the replay at an earlier event; `equalsReplayAt` is the last such, and `firstDivergentSeq`
 * the event after it. `diverged`: it equals none; `firstDivergentSeq` is, over all differing fields, the earliest
 * of the events that decide: the one that moved the field away from the stored value for good, or, where replay
 * never had that value, the one that last set the field. Null when no event ever touched a differing field.
 * `missing`: the projection has no status where states have one; otherwise as `diverged`.
 * Without events there is nothing to compare: that is an orphan, not drift.
 */
export function driftOf(stream: ReplayedStream, stored: AttributeMap): Drift | null {
  return finish(driftSlices(stream, stored));
}

/** The same in slices: a projection that equals no point of a long stream makes it look through all of it. */
export function* driftSlices(stream: ReplayedStream, stored: AttributeMap): Slices<Drift | null> {
  const { reducer, replayed } = stream;
  const { statusField } = reducer;
  if (replayed.length === 0) return null;
  const fields = fieldsToCompare(reducer, stored);
  const final = replayed.stateAfter(replayed.length);
  const different = differing(fields, stored, final);
  const missing = statusField !== undefined && !Object.hasOwn(stored, statusField);
  if (different.length === 0 && !missing) return null;
  const rows = (different.length === 0 && statusField !== undefined ? [statusField] : different).map(
    (field): DriftField => {
      const before = attributeOf(stored, field);
      const after = attributeOf(final, field);
      return {
        field,
        ...(before === undefined ? {} : { stored: before }),
        ...(after === undefined ? {} : { replayed: after }),
      };
    },
  );
  const count = missing ? undefined : yield* equalPoint(stream, fields, stored);
  if (count !== undefined) {
    return {
      class: 'lagging',
      fields: rows,
      equalsReplayAt: replayed.seqAt(count - 1) ?? 0,
      firstDivergentSeq: replayed.seqAt(count) ?? null,
    };
  }
  const decided = yield* deciders(stream, different, stored);
  const first = decided.length === 0 ? undefined : replayed.seqAt(Math.min(...decided));
  return {
    class: missing ? 'missing' : 'diverged',
    fields: rows,
    equalsReplayAt: null,
    firstDivergentSeq: first ?? null,
  };
}
