import { randomUUID } from 'node:crypto';
import { attributeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { Dynamo, UpdateRequest } from '../../dynamo/dynamo.ts';
import { existingItems } from '../../dynamo/wholeBatch.ts';
import { isWrittenBy, settleWrite, WRITE_ID } from '../settleWrite.ts';
import { checkEvent, checkTaskId } from '../taskEvents/checks.ts';
import { optimisticConflict } from '../taskEvents/conflicts.ts';
import { runEventTransaction } from '../taskEvents/eventTransaction.ts';
import { eventKey } from '../taskEvents/keys.ts';
import { encodeEvent } from '../taskEvents/taskItems.ts';
import { takenOver } from './errors.ts';
import type { Begun, BeginOutcome, IdempotencyStore } from './idempotencyStore.ts';
import { begunAt, isOurs, judge, keptUntil } from './judge.ts';
import {
  checkKey,
  completedFields,
  completionId,
  decodeRecord,
  encodeBegun,
  MOST_REPLAYS,
  recordKey,
  REPLAYED,
} from './records.ts';

/** A table of layout `task`, with clock and naming of begins for tests to replace. */
export interface DynamoIdempotencyStoreOptions {
  readonly table: string;
  readonly now?: () => Date;
  readonly newOwner?: () => string;
}

/** How often a begin is decided anew because what it met was gone or another's by the time it wrote. */
const ROUNDS = 10;

/** What makes up a record's identity: one that was taken over or completed since differs in one of these. */
const IDENTITY = ['status', 'request_hash', 'created_at', 'expires_at', WRITE_ID] as const;

/** The condition that an item still is exactly the one that was seen, or that there still is none. */
const asSeen = (seen: AttributeMap | undefined): Pick<UpdateRequest, 'condition' | 'names' | 'values'> => {
  if (seen === undefined) return { condition: 'attribute_not_exists(PK)' };
  const values: Record<string, AttributeValue> = {};
  const names: Record<string, string> = {};
  const terms = IDENTITY.map((name, index) => {
    names[`#i${index}`] = name;
    const value = attributeOf(seen, name);
    if (value === undefined) return `attribute_not_exists(#i${index})`;
    values[`:i${index}`] = value;
    return `#i${index} = :i${index}`;
  });
  return { condition: ['attribute_exists(PK)', ...terms].join(' AND '), names, values };
};

const sameIdentity = (a: AttributeMap | undefined, b: AttributeMap | undefined): boolean =>
  a === undefined || b === undefined
    ? a === b
    : IDENTITY.every((name) => JSON.stringify(attributeOf(a, name)) === JSON.stringify(attributeOf(b, name)));

/** The condition that the record is in progress under our begin. */
const stillOurs = ({ owner }: Begun) => ({
  condition: '#status = :begun AND #owner = :owner',
  names: { '#status': 'status', '#owner': WRITE_ID },
  values: { ':begun': { S: 'IN_PROGRESS' }, ':owner': { S: owner } },
});

/** The update that completes our begin. */
const completing = (
  begun: Begun,
  fields: AttributeMap,
): Pick<UpdateRequest, 'update' | 'condition' | 'names' | 'values'> => {
  const { condition, names, values } = stillOurs(begun);
  const entries = Object.entries(fields);
  return {
    update: `SET ${entries.map((_, index) => `#f${index} = :f${index}`).join(', ')}`,
    condition,
    names: { ...names, ...Object.fromEntries(entries.map(([name], index) => [`#f${index}`, name])) },
    values: { ...values, ...Object.fromEntries(entries.map(([, value], index) => [`:f${index}`, value])) },
  };
};

/** The idempotency records of one `task` table in DynamoDB (CONTRACTS 1). */
export function dynamoIdempotencyStore(
  dynamo: Dynamo,
  options: DynamoIdempotencyStoreOptions,
): IdempotencyStore {
  const { table, now = () => new Date(), newOwner = () => randomUUID() } = options;

  /** Writes our begin over exactly what was seen; what it met instead, undefined when that is gone. */
  const put = async (
    wanted: Begun,
    seen: AttributeMap | undefined,
    signal: AbortSignal | undefined,
  ): Promise<
    { readonly begun: true } | { readonly begun: false; readonly met: AttributeMap | undefined }
  > => {
    const request = { table, item: encodeBegun(wanted), ...asSeen(seen) };
    const outcome = await dynamo.putItem(request, { signal });
    // A begin made again under its own name meets itself; how long it holds is then what its record says.
    if (outcome.outcome === 'conditionFailed' && isWrittenBy(outcome.old, wanted.owner)) {
      return { begun: false, met: outcome.old };
    }
    const settled = await settleWrite(
      {
        dynamo,
        table,
        key: recordKey(wanted.key),
        writeId: wanted.owner,
        what: `the begin of request “${wanted.key}”`,
        untouched: (stored) => sameIdentity(stored, seen),
        // Were ours there beneath another's, it would be over all the same: theirs is what counts.
        evidence: () => 'notApplied',
      },
      outcome,
    );
    return settled.applied ? { begun: true } : { begun: false, met: settled.met };
  };

  /** Notes on the record that a repeat was answered from it. The answer does not depend on the note. */
  const note = async (key: string, met: AttributeMap, signal: AbortSignal | undefined): Promise<void> => {
    const { condition = '', names, values } = asSeen(met);
    const request = {
      table,
      key: recordKey(key),
      update: 'ADD #replayed :now',
      condition: `${condition} AND (attribute_not_exists(#replayed) OR size(#replayed) < :most)`,
      names: { ...names, '#replayed': REPLAYED },
      values: {
        ...values,
        ':now': { SS: [now().toISOString()] },
        ':most': { N: String(MOST_REPLAYS) },
      },
    };
    await dynamo.updateItem(request, { signal }).catch(() => undefined);
  };

  return {
    async begin(key, requestHash, call) {
      checkKey(key);
      const owner = call?.owner ?? newOwner();
      let seen: AttributeMap | undefined;
      let found: BeginOutcome = { outcome: 'inProgress', until: undefined };
      for (let round = 0; round < ROUNDS; round += 1) {
        const wanted = begunAt(key, requestHash, owner, now(), call);
        const result = await put(wanted, seen, call?.signal);
        if (result.begun) return { outcome: 'begun', begun: wanted };
        const judged =
          result.met === undefined ? { outcome: 'free' as const } : judge(result.met, wanted, now());
        if (judged.outcome === 'replay' && result.met !== undefined) {
          await note(key, result.met, call?.signal);
        }
        if (judged.outcome !== 'free') return judged;
        found = { outcome: 'inProgress', until: now().toISOString() };
        seen = result.met;
      }
      return found;
    },

    async complete(begun, completion, call) {
      const expiresAt = keptUntil(now(), call);
      const writeId = completionId(begun, completion);
      const key = recordKey(begun.key);
      const update = completing(begun, completedFields(completion, expiresAt, writeId));
      const outcome = await dynamo.updateItem({ table, key, ...update }, { signal: call?.signal });
      const settled = await settleWrite(
        {
          dynamo,
          table,
          key,
          writeId,
          what: `the result of request “${begun.key}”`,
          untouched: (stored) => stored !== undefined && isOurs(stored, begun),
          // Until it expires nobody covers a result, so what lies there instead of ours came before it.
          evidence: () => (now().getTime() < expiresAt * 1000 ? 'notApplied' : 'unknown'),
        },
        outcome,
      );
      if (!settled.applied) throw takenOver(begun);
    },

    async release(begun, call) {
      const key = recordKey(begun.key);
      const outcome = await dynamo.deleteItem({ table, key, ...stillOurs(begun) }, { signal: call?.signal });
      const settled = await settleWrite(
        {
          dynamo,
          table,
          key,
          writeId: undefined,
          what: `the release of request “${begun.key}”`,
          untouched: (stored) => stored !== undefined && isOurs(stored, begun),
          // Another's record is there: ours is gone, by whomever.
          evidence: () => 'notApplied',
        },
        outcome,
      );
      return settled.applied;
    },

    async appendAndComplete(begun, append, call) {
      const { taskId, expectedSeq, result } = append;
      const event = { ...append.event, idempotencyKey: begun.key };
      checkTaskId(taskId);
      checkEvent(event, expectedSeq);
      const writeId = completionId(begun, append);
      const completion = { result, taskId, eventSeq: expectedSeq };
      const fields = completedFields(completion, keptUntil(now(), call), writeId);
      const taken = () => optimisticConflict(taskId, expectedSeq);
      await runEventTransaction({
        ...{ dynamo, table, taskId, seq: expectedSeq, writeId, signal: call?.signal, taken },
        members: [
          {
            kind: 'put',
            table,
            item: encodeEvent(taskId, eventKey(expectedSeq), event, writeId),
            condition: 'attribute_not_exists(PK)',
          },
          { kind: 'update', table, key: recordKey(begun.key), ...completing(begun, fields) },
        ],
        conflict: ([appended, record]) => {
          if (record?.why === 'conditionFailed') return takenOver(begun);
          return appended?.why === 'conditionFailed' ? taken() : undefined;
        },
      });
      return { ...event, seq: expectedSeq, key: eventKey(expectedSeq) };
    },

    async get(key, call) {
      checkKey(key);
      const { item } = await dynamo.getItem({ table, key: recordKey(key), consistent: true }, call);
      return item === undefined ? undefined : decodeRecord(item);
    },

    async getMany(keys, call) {
      keys.forEach(checkKey);
      if (keys.length === 0) return [];
      const found = await dynamo.batchGet(table, keys.map(recordKey), { ...call, consistent: true });
      return existingItems(table, found).flatMap((item) => decodeRecord(item) ?? []);
    },
  };
}
