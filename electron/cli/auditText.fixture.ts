import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { FAULTS } from '../audit/plantedFaults.fixture.ts';
import { legalStream } from '../replay/samples.ts';

/** The legal events that the tasks are made of. */
export const events = legalStream([0, 0, 3, 1, 0, 0], [1, 5, 9, 60]);
/** The id of a task that no format may take for a part of itself. */
const HOSTILE = 'b"><x>&\u0000\u202e\ud800';
/** The items of three tasks: one in order, one with a gap, one whose projection lags. */
export const items: readonly AttributeMap[] = [
  ...FAULTS.none({ task: 'a', events, pick: 3 }).items,
  ...FAULTS.gap({ task: HOSTILE, events, pick: 3 }).items,
  ...FAULTS.lagging({ task: 'c', events, pick: 1 }).items,
];
/** The same as lines of DynamoDB JSON, as it is and as an export wraps it in turns. */
export const text = items
  .map((item, index) => JSON.stringify(index % 2 === 0 ? item : { Item: item }))
  .join('\n');
