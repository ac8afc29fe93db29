import type { TaskRef } from '#shared/contract/common.ts';
import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import { EVENT_PREFIX, eventKey, keyOf, META_KEY } from '../../stores/taskEvents/keys.ts';
import { WRITE_ID } from '../../stores/settleWrite.ts';
import type { PlaceOf } from './rebuildTask.ts';

/** Where a task's projection and the end of its stream lie in a table of layout `task` (CONTRACTS 1). */
export const taskPlace: PlaceOf = ({ table, task }: TaskRef, { lastSeq, lastKey }) =>
  Promise.resolve({
    table,
    key: keyOf(task, META_KEY),
    events: {
      table,
      // Foreign writers may not pad.
      last: keyOf(task, lastKey ?? eventKey(lastSeq)),
      next: [...new Set([eventKey(lastSeq + 1), `${EVENT_PREFIX}${lastSeq + 1}`])].map((key) =>
        keyOf(task, key),
      ),
    },
    mark: WRITE_ID,
    omit: [],
    made: EMPTY_MAP,
  });
