import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import type { Reducer } from '../reducer.ts';

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
  step: (_, { seq, type }) => ({ last_seq: { N: String(seq) }, last_type: { S: type } }),
  statusOf: () => 'none',
  illegalMove: () => undefined,
  knows: () => true,
};
