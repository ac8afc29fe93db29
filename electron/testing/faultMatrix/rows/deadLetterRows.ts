import type { LetterRef } from '#shared/model/deadLetter.ts';
import { TASK_TABLE } from '../../../layouts/definitions.ts';
import type { DeadLetterStore, NewDeadLetter } from '../../../stores/deadLetters/deadLetterStore.ts';
import { dynamoDeadLetterStore } from '../../../stores/deadLetters/dynamoDeadLetterStore.ts';
import { dynamoTaskEventStore } from '../../../stores/taskEvents/dynamoTaskEventStore.ts';
import type { Kind } from '../expected.ts';
import type { Row, World } from '../row.ts';

const at = '2026-01-02T03:04:05Z';
const letter: NewDeadLetter = {
  ...{ queue: 'main', letterId: 'l', taskId: 't', expectedSeq: 2, attempts: 3 },
  event: { type: 'TaskStarted', at },
  error: { code: 'TimedOut', message: 'It took too long.' },
  ...{ firstFailedAt: at, lastFailedAt: at },
};

const storeIn = ({ dynamo, prefix, now, newId }: World): DeadLetterStore =>
  dynamoDeadLetterStore(dynamo, { table: prefix + TASK_TABLE.table, now, newWriteId: newId });

const moved = async (world: World): Promise<LetterRef> => {
  const events = dynamoTaskEventStore(world.dynamo, { table: world.prefix + TASK_TABLE.table });
  await events.createTask('t', { type: 'TaskCreated', at }, { status: { S: 'pending' } });
  const { queue, key } = await storeIn(world).move(letter);
  return { queue, key };
};
const redriven = async (world: World): Promise<LetterRef> => {
  const ref = await moved(world);
  await storeIn(world).redrive(ref);
  return ref;
};

const row = (
  operation: string,
  kind: Kind,
  prepare: (world: World) => Promise<LetterRef | undefined>,
  run: (store: DeadLetterStore, ref: LetterRef) => Promise<unknown>,
): Row => ({
  ...{ store: 'dead letters', operation, kind, tables: [TASK_TABLE] },
  begin: async (quiet) => {
    const ref = (await prepare(quiet)) ?? { queue: 'main', key: '' };
    return (world) => run(storeIn(world), ref);
  },
});

/** Everything a dead letter store does to one table. */
export const DEAD_LETTER_ROWS: readonly Row[] = [
  row(
    'move',
    'write',
    () => Promise.resolve(undefined),
    (store) => store.move(letter),
  ),
  row('move, another there', 'refused', moved, (store) => store.move({ ...letter, attempts: 4 })),
  row('redrive', 'readAndWrite', moved, (store, ref) => store.redrive(ref)),
  row('redrive with projection', 'readAndWrite', moved, (store, ref) =>
    store.redrive(ref, {
      prepare: () => Promise.resolve({ expectedStatus: 'pending', fields: { status: { S: 'running' } } }),
    }),
  ),
  row('redrive, redriven already', 'read', redriven, (store, ref) => store.redrive(ref)),
  row('get', 'read', moved, (store, ref) => store.get(ref)),
  row('list', 'read', redriven, async (store) => {
    const letters: unknown[] = [];
    let after: string | undefined;
    do {
      const page = await store.list('main', { after });
      letters.push(...page.letters);
      after = page.next;
    } while (after !== undefined);
    return letters;
  }),
  row('queues', 'read', moved, (store) => store.queues()),
];
