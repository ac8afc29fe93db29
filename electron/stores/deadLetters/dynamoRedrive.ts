import { attributeMap } from '#shared/model/attributeValue.ts';
import type { Dynamo, TransactMember } from '../../dynamo/dynamo.ts';
import { optimisticConflict, statusConflict } from '../taskEvents/conflicts.ts';
import { runEventTransaction } from '../taskEvents/eventTransaction.ts';
import { keyOf, META_KEY } from '../taskEvents/keys.ts';
import { projectionUpdate } from '../taskEvents/projectionUpdate.ts';
import { encodeEvent } from '../taskEvents/taskItems.ts';
import { alreadyRedriven } from './errors.ts';
import { letterKey } from './keys.ts';
import { REDRIVEN_AT, REDRIVEN_SEQ } from './letterItems.ts';
import type { RedriveTry } from './redrive.ts';

/** One try of a redrive as a transaction. A lost answer is decided by its event, which nobody changes. */
export async function transactRedrive(
  dynamo: Dynamo,
  table: string,
  { letter, event, projection, writeId, redrivenAt, signal }: RedriveTry,
): Promise<void> {
  const { taskId, queue } = letter;
  const taken = () => optimisticConflict(taskId, event.seq);
  const members: TransactMember[] = [
    {
      kind: 'put',
      table,
      item: encodeEvent(taskId, event.key, event, writeId),
      condition: 'attribute_not_exists(PK)',
    },
    {
      kind: 'update',
      table,
      key: letterKey(queue, letter.key),
      update: 'SET #at = :at, #seq = :seq',
      condition: 'attribute_exists(PK) AND attribute_not_exists(#at)',
      names: { '#at': REDRIVEN_AT, '#seq': REDRIVEN_SEQ },
      values: attributeMap([
        [':at', { S: redrivenAt }],
        [':seq', { N: String(event.seq) }],
      ]),
    },
  ];
  if (projection !== undefined) {
    members.push({
      kind: 'update',
      table,
      key: keyOf(taskId, META_KEY),
      ...projectionUpdate(projection, writeId),
    });
  }
  await runEventTransaction({
    ...{ dynamo, table, taskId, seq: event.seq, writeId, members, signal },
    taken,
    conflict: ([appended, marked, meta]) => {
      if (marked?.why === 'conditionFailed') return alreadyRedriven(letter);
      if (appended?.why === 'conditionFailed') return taken();
      if (meta?.why !== 'conditionFailed') return undefined;
      return statusConflict(taskId, projection?.expectedStatus, meta.old);
    },
  });
}
