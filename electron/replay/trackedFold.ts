import { createColumn } from './column.ts';
import { KEYED } from './eventRows.ts';
import { FLAG } from './flags.ts';
import type { Fold, Folded, FoldSource } from './fold.ts';
import type { Tracking } from './reducer.ts';

/** Events between two kept sets of slots: 10 numbers each, 0.16 MB for a million events. */
const EVERY = 256;

/** What every stream has before its first status. */
const NONE = 'none';

/** Folds marks instead of events; see {@link Tracking}. Events are decoded only where a state is asked for. */
export function createTrackedFold(tracking: Tracking, { rows, order, eventAt }: FoldSource): Fold {
  const { slots, first, counted } = tracking;
  /** Slots and, last, the status, as they are after `settled` events; kept ones one after another. */
  const width = slots + 1;
  const current = new Int32Array(width);
  const kept = createColumn(Int32Array);
  const statuses: string[] = [NONE];
  /** By type: the place in `statuses` that it leads to, -1 for none. */
  const leads: number[] = [];
  /** What the columns call the statuses. */
  const ids: number[] = [];
  /** By status, then type. */
  const illegal: boolean[][] = [];
  let settled = 0;

  const statusId = (status: string): number => {
    const known = statuses.indexOf(status);
    return known >= 0 ? known : statuses.push(status) - 1;
  };

  const idOf = (status: number, folded: Folded): number =>
    (ids[status] = folded.statusId(statuses[status] ?? NONE));

  const leadsTo = (type: number): number => {
    const status = tracking.statusAfter(rows.typeNames[type] ?? '');
    return (leads[type] = status === undefined ? -1 : statusId(status));
  };

  const isIllegal = (status: number, type: number): boolean => {
    const row = (illegal[status] ??= []);
    return (row[type] ??= tracking.isIllegal(statuses[status] ?? NONE, rows.typeNames[type] ?? ''));
  };

  /** Carries the slots in `state` over the events from `from` up to `to`. */
  const advance = (state: Int32Array, from: number, to: number): void => {
    const { values: marks } = rows.marks;
    const places = order.rows;
    for (let position = from; position < to; position += 1) {
      let bits = (marks[places[position] ?? 0] ?? 0) & ~KEYED;
      while (bits !== 0) {
        const low = bits & -bits;
        const slot = 31 - Math.clz32(low);
        bits ^= low;
        if ((low & counted) !== 0) state[slot] = (state[slot] ?? 0) + 1;
        else if ((low & first) === 0 || state[slot] === 0) state[slot] = position + 1;
      }
    }
  };

  const keep = (index: number): void => {
    kept.room((index + 1) * width);
    kept.values.set(current, index * width);
  };
  keep(0);

  return {
    get settled() {
      return settled;
    },
    settle(to, folded) {
      const { statuses: told, flags } = folded;
      const places = order.rows;
      const types = rows.types.values;
      while (settled < to) {
        const end = Math.min(to, settled - (settled % EVERY) + EVERY);
        let status = current[slots] ?? 0;
        for (let position = settled; position < end; position += 1) {
          const type = types[places[position] ?? 0] ?? 0;
          flags[position] = (illegal[status]?.[type] ?? isIllegal(status, type)) ? FLAG.illegal : 0;
          const lead = leads[type] ?? leadsTo(type);
          if (lead >= 0) status = lead;
          told[position] = ids[status] ?? idOf(status, folded);
        }
        advance(current, settled, end);
        current[slots] = status;
        settled = end;
        if (settled % EVERY === 0) keep(settled / EVERY);
      }
    },
    stateAfter(count) {
      if (count >= settled) return tracking.stateOf(current, eventAt);
      const nearest = Math.floor(count / EVERY);
      const state = kept.values.slice(nearest * width, (nearest + 1) * width);
      advance(state, nearest * EVERY, count);
      return tracking.stateOf(state, eventAt);
    },
    truncate(from) {
      if (from >= settled) return;
      const nearest = Math.floor(from / EVERY);
      settled = nearest * EVERY;
      current.set(kept.values.subarray(nearest * width, (nearest + 1) * width));
    },
  };
}
