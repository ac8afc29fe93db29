import { attributeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { eventsAhead } from '../ahead.ts';
import { equalOptional } from '../equality.ts';
import type { Reducer } from '../reducer.ts';

/** A field that ends with another value, and the event since which it has. */
export interface FieldDifference {
  readonly field: string;
  readonly seq: number;
  readonly type: string;
  readonly a: AttributeValue | undefined;
  readonly b: AttributeValue | undefined;
}

/** What two reducers make of one stream. */
export interface ComparedStream {
  readonly differences: readonly FieldDifference[];
  /** Whether either failed at some event. */
  readonly failed: { readonly a: boolean; readonly b: boolean };
}

/** Fields that two reducers are compared on: what one of them leaves out or ignores is left out. */
export function comparedFields(a: Reducer, b: Reducer): (field: string) => boolean {
  const takes = ({ compared, ignored }: Reducer, field: string): boolean =>
    (compared?.includes(field) ?? true) && !ignored.includes(field);
  return (field) => takes(a, field) && takes(b, field);
}

/** One reducer on its way through a stream. */
function createRun(reducer: Reducer, events: readonly TaskEvent[]) {
  const { next } = eventsAhead(reducer, (position) => events[position], events.length);
  let failed = false;
  let state = reducer.initial;
  return {
    get state(): AttributeMap {
      return state;
    },
    get failed(): boolean {
      return failed;
    },
    step(position: number): void {
      const event = next(state, position);
      if (event === undefined) return;
      failed ||= reducer.problemsOf?.(state, event).some(({ kind }) => kind === 'reducer-failed') === true;
      state = reducer.step(state, event);
    },
  };
}

/** Folds a stream by two reducers at once. `events`: in their order. */
export function compareReducers(
  events: readonly TaskEvent[],
  a: Reducer,
  b: Reducer,
  isCompared: (field: string) => boolean,
): ComparedStream {
  const [left, right] = [createRun(a, events), createRun(b, events)];
  const since = new Map<string, TaskEvent>();
  events.forEach((event, position) => {
    const [beforeA, beforeB] = [left.state, right.state];
    left.step(position);
    right.step(position);
    for (const field of new Set([...Object.keys(left.state), ...Object.keys(right.state), ...since.keys()])) {
      const [nowA, nowB] = [attributeOf(left.state, field), attributeOf(right.state, field)];
      // What neither touched is as different as it was; but at the first event nothing has been compared yet.
      const touched = attributeOf(beforeA, field) !== nowA || attributeOf(beforeB, field) !== nowB;
      if ((!touched && position > 0) || !isCompared(field)) continue;
      if (equalOptional(nowA, nowB)) since.delete(field);
      else if (!since.has(field)) since.set(field, event);
    }
  });
  const differences = [...since].map(([field, { seq, type }]): FieldDifference => ({
    field,
    seq,
    type,
    a: attributeOf(left.state, field),
    b: attributeOf(right.state, field),
  }));
  return { differences, failed: { a: left.failed, b: right.failed } };
}
