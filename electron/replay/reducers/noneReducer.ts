import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import type { Reducer, Tracking } from '../reducer.ts';

const step: Reducer['step'] = (_, { seq, type }) => ({
  last_seq: { N: String(seq) },
  last_type: { S: type },
});

/** One slot: the last event, which is all that a state tells of. */
const tracking: Tracking = {
  slots: 1,
  first: 0,
  counted: 0,
  fields: [],
  marksOf: () => 1,
  statusAfter: () => undefined,
  isIllegal: () => false,
  stateOf(slots, eventAt) {
    const last = (slots[0] ?? 0) === 0 ? undefined : eventAt((slots[0] ?? 0) - 1);
    return last === undefined ? EMPTY_MAP : step(EMPTY_MAP, last);
  },
};

/**
 * Folds nothing but the number and type of the last event, for streams whose payload nobody described. Knows every
 * type, has no status, and compares nothing: integrity checks still run.
 */
export const noneReducer: Reducer = {
  name: 'none',
  initial: EMPTY_MAP,
  compared: [],
  ignored: [],
  statusField: undefined,
  sequenceField: undefined,
  step,
  statusOf: () => 'none',
  illegalMove: () => undefined,
  knows: () => true,
  tracking,
};
