import type { Causation, CauseRow } from '#shared/contract/causation.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { createTurn, type Turn } from '../align/turn.ts';
import type { Slices } from '../slices.ts';
import { causalEvent, type CausalEvent, type CausalIndex } from './causalIndex.ts';
import { causeOf, createEffects, keyOf, LOOKUP, type Effects } from './effects.ts';

/** How many lines are told, how deep, and how many causes above. */
const MAX_ROWS = 300;
const MAX_DEPTH = 24;
const MAX_CAUSES = 10_000;

/** How many tasks of a correlation are told. */
const MAX_TASKS = 50;

/** So many events in a row, each caused by the one before in its own task, are told as one line. */
const RUN = 4;

type Relation = CauseRow['relation'];

const eventRow = (event: CausalEvent, depth: number, relation: Relation): CauseRow => ({
  kind: 'event',
  depth,
  relation,
  task: event.task,
  seq: event.seq,
  type: event.type,
  at: event.at,
});

const cycleRow = ({ task, seq, type }: CausalEvent, depth: number, relation: Relation): CauseRow => ({
  kind: 'cycle',
  depth,
  relation,
  task,
  seq,
  type,
});

/** Events of one task in the order of cause and effect as lines: long rows of them as one. */
function chainRows(chain: readonly CausalEvent[], depth: number, relation: Relation): readonly CauseRow[] {
  const [first] = chain;
  const last = chain.at(-1);
  if (first === undefined || last === undefined || chain.length < RUN + 2)
    return chain.map((event) => eventRow(event, depth, relation));
  const within = chain.slice(1, -1);
  const run: CauseRow = {
    kind: 'run',
    depth,
    relation,
    task: first.task,
    seq: within[0]?.seq ?? first.seq,
    toSeq: within.at(-1)?.seq ?? last.seq,
    count: within.length,
  };
  return [eventRow(first, depth, relation), run, eventRow(last, depth, relation)];
}

/** The causes above an event, the first one first, and where the last of them ends. */
function* causesAbove(index: CausalIndex, self: CausalEvent, turn: Turn): Slices<readonly CauseRow[]> {
  const chain: CausalEvent[] = [];
  const seen = new Set([keyOf(self)]);
  let end: readonly CauseRow[] = [];
  for (let event = self; chain.length < MAX_CAUSES;) {
    if (turn(LOOKUP)) yield;
    const cause = causeOf(index, event);
    if (cause === undefined) break;
    if (cause.kind !== 'event') {
      end = [{ kind: cause.kind, depth: 0, relation: 'cause', text: cause.text }];
      break;
    }
    ({ event } = cause);
    const key = keyOf(event);
    if (seen.has(key)) {
      end = [cycleRow(event, 0, 'cause')];
      break;
    }
    seen.add(key);
    chain.push(event);
  }
  chain.reverse();
  const rows: CauseRow[] = [...end];
  let depth = end.length;
  for (let from = 0; from < chain.length;) {
    const task = chain[from]?.task;
    let to = from;
    while (to < chain.length && chain[to]?.task === task) to += 1;
    rows.push(...chainRows(chain.slice(from, to), Math.min(depth, MAX_DEPTH), 'cause'));
    depth += 1;
    from = to;
  }
  return rows;
}

/** Everything that came of an event, effects under their causes. */
function* effectsBelow(
  index: CausalIndex,
  self: CausalEvent,
  depth: number,
  turn: Turn,
): Slices<readonly CauseRow[]> {
  const rows: CauseRow[] = [];
  const effectsOf = createEffects(index, MAX_ROWS, turn);
  const seen = new Set([keyOf(self)]);
  let untold = 0;

  const tellAll = function* ({ first, count }: Effects, at: number): Slices<void> {
    for (const effect of first) yield* tell(effect, at);
    untold += count - first.length;
  };

  const tell = function* (event: CausalEvent, at: number): Slices<void> {
    if (rows.length >= MAX_ROWS || at > MAX_DEPTH) {
      untold += 1;
      return;
    }
    const chain: CausalEvent[] = [];
    let next: CausalEvent | undefined = event;
    let effects: Effects = { first: [], count: 0 };
    // As long as each has one effect, in its own task, the line goes on.
    while (next !== undefined) {
      if (turn(LOOKUP)) yield;
      const key = keyOf(next);
      if (seen.has(key)) {
        rows.push(...chainRows(chain, at, 'effect'), cycleRow(next, at, 'effect'));
        return;
      }
      seen.add(key);
      chain.push(next);
      effects = yield* effectsOf(next);
      const [only] = effects.first;
      next = effects.count === 1 && only?.task === event.task ? only : undefined;
    }
    rows.push(...chainRows(chain, at, 'effect'));
    yield* tellAll(effects, at + 1);
  };

  yield* tellAll(yield* effectsOf(self), depth);
  if (untold > 0) rows.push({ kind: 'more', depth, relation: 'effect', count: untold });
  return rows;
}

function* correlationOf(index: CausalIndex, self: CausalEvent, turn: Turn): Slices<Causation['correlation']> {
  const { correlation: id } = self;
  if (id === undefined) return null;
  const tasks = new Map<string, { task: string; seq: number; events: number }>();
  for (const { task, seq } of index.correlated(id)) {
    if (turn()) yield;
    const known = tasks.get(task);
    if (known === undefined) tasks.set(task, { task, seq, events: 1 });
    else tasks.set(task, { task, seq: Math.min(known.seq, seq), events: known.events + 1 });
  }
  tasks.delete(self.task);
  const others = [...tasks.values()];
  return { id, tasks: others.slice(0, MAX_TASKS), more: Math.max(0, others.length - MAX_TASKS) };
}

/**
 * Causes and effects of an event of `task`. It is found by what it tells itself, whether the index has it or not. In
 * slices, since thousands of events may share a name; what changes meanwhile may be told or not.
 */
export function* causationTree(
  index: CausalIndex,
  task: string,
  event: Omit<TaskEvent, 'data'>,
): Slices<Omit<Causation, 'complete'>> {
  const turn = createTurn();
  const self = index.eventAt(task, event.seq) ?? causalEvent(task, event, new Map());
  const above = yield* causesAbove(index, self, turn);
  const last = above.at(-1);
  const sameTask = last !== undefined && 'task' in last && last.kind !== 'cycle' && last.task === task;
  const depth = last === undefined ? 0 : last.depth + (sameTask ? 0 : 1);
  const below = yield* effectsBelow(index, self, depth + 1, turn);
  return {
    rows: [...above, eventRow(self, depth, 'self'), ...below],
    correlation: yield* correlationOf(index, self, turn),
  };
}
