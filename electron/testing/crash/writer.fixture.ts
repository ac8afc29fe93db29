// A process that writes to tasks until it is killed, and says each write that the store has acknowledged.
// Arguments: address of a DynamoDB, name of a table, how many writers, how many tasks for each.
import { randomUUID } from 'node:crypto';
import { stringOf } from '#shared/model/attributeValue.ts';
import { connectDynamo } from '../../dynamo/client.ts';
import { dynamoTaskEventStore } from '../../stores/taskEvents/dynamoTaskEventStore.ts';
import { acknowledgementLine, type Acknowledgement } from './acknowledgement.ts';
import { eventAt, statusAt } from './lifeOfTask.ts';

const [endpoint = '', table = '', writers = '1', tasksEach = '1'] = process.argv.slice(2);
const dynamo = connectDynamo({ kind: 'endpoint', endpoint, region: 'us-east-1' });
const store = dynamoTaskEventStore(dynamo, { table });

// A pipe takes what is written to it before the call returns, so what is said survives this process.
const say = (acknowledgement: Acknowledgement): void =>
  void process.stdout.write(acknowledgementLine(acknowledgement));

/** Finds a task as the last crash has left it, its projection brought up to its events, or makes it. Gives its last event. */
async function takeUp(task: string): Promise<number> {
  const { lastSeq, projection } = await store.readHead(task);
  if (projection === undefined) {
    const mark = randomUUID();
    await store.createTask(task, eventAt(1, mark), { status: { S: statusAt(1) } });
    say({ what: 'both', task, seq: 1, mark });
    return 1;
  }
  const stored = stringOf(projection.fields, 'status') ?? '';
  if (stored !== statusAt(lastSeq)) await store.updateTaskStatus(task, statusAt(lastSeq), stored);
  return lastSeq;
}

/** Writes event number `seq` and brings the projection along, in turn at once and one after the other. */
async function advance(task: string, seq: number): Promise<void> {
  const mark = randomUUID();
  const before = statusAt(seq - 1);
  if (seq % 2 === 0) {
    const change = { expectedStatus: before, fields: { status: { S: statusAt(seq) } } };
    await store.appendAndProject(task, eventAt(seq, mark), seq, change);
    say({ what: 'both', task, seq, mark });
    return;
  }
  await store.appendEvent(task, eventAt(seq, mark), seq);
  say({ what: 'event', task, seq, mark });
  await store.updateTaskStatus(task, statusAt(seq), before);
  say({ what: 'status', task, seq, mark });
}

async function write(writer: number): Promise<never> {
  const tasks = Array.from({ length: Number(tasksEach) }, (_, index) => `task ${writer}.${index}`);
  const last = new Map<string, number>();
  for (;;) {
    for (const task of tasks) {
      const seq = (last.get(task) ?? (await takeUp(task))) + 1;
      await advance(task, seq);
      last.set(task, seq);
    }
  }
}

await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(writer)));
