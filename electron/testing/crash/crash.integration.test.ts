import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringOf } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { TASK_TABLE } from '../../layouts/definitions.ts';
import { createTaskSession } from '../../replay/createTaskSession.ts';
import { dynamoTaskEventStore } from '../../stores/taskEvents/dynamoTaskEventStore.ts';
import type { TaskEventStore } from '../../stores/taskEvents/taskEventStore.ts';
import { readAcknowledgement, type Acknowledgement } from './acknowledgement.ts';
import { statusAt } from './lifeOfTask.ts';

const ROUNDS = 20;
/** Operations of a round if nobody were killed; the kill comes after some of them, another number each round. */
const OPERATIONS = 1000;
const WRITERS = 8;
const TASKS_EACH = 4;

/** Lets a process write until it has acknowledged `count` writes, kills it, and gives all that it acknowledged. */
async function writeAndKill(endpoint: string, count: number): Promise<readonly Acknowledgement[]> {
  const file = join(import.meta.dirname, 'writer.fixture.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', file, endpoint, TASK_TABLE.table, String(WRITERS), String(TASKS_EACH)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const acknowledged: Acknowledgement[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    acknowledged.push(readAcknowledgement(line));
    if (acknowledged.length === count) child.kill('SIGKILL');
  });
  const [[, signal]] = await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  expect(signal).toBe('SIGKILL');
  return acknowledged;
}

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('a writer killed in the middle', () => {
  let engine: TestEngine;
  let dynamo: Dynamo;
  let store: TaskEventStore;
  beforeAll(async () => {
    engine = await startTestEngine('dynoxide');
    dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
    await dynamo.createTable(TASK_TABLE);
    store = dynamoTaskEventStore(dynamo, { table: TASK_TABLE.table });
  });
  afterAll(async () => {
    dynamo.close();
    await engine.stop();
  });

  /** What the audit of one task says, with its events and its stored status. */
  const audit = async (task: string) => {
    const session = createTaskSession(task);
    const events: TaskEvent[] = [];
    let status: string | undefined;
    const onItems = (items: readonly TaskItem[]): void => {
      session.add(items);
      for (const item of items) {
        if (item.kind === 'event') events.push(item.event);
        if (item.kind === 'projection') status = stringOf(item.projection.fields, 'status');
      }
    };
    await store.readTask(task, { signal: new AbortController().signal, tailFirst: 0, onItems });
    session.complete();
    return { findings: session.summary().findings, events, status };
  };

  it(`${ROUNDS} times: what was acknowledged is there, once; no gap; projections at most one event behind`, async () => {
    const marks = new Map<string, Map<number, string>>();
    const projected = new Map<string, number>();
    let acknowledgedEvents = 0;

    for (let round = 1; round <= ROUNDS; round += 1) {
      const count = Math.round((OPERATIONS * round) / (ROUNDS + 1));
      for (const { what, task, seq, mark } of await writeAndKill(engine.endpoint, count)) {
        const known = marks.get(task) ?? new Map<number, string>();
        marks.set(task, known);
        if (what !== 'status') {
          known.set(seq, mark);
          acknowledgedEvents += 1;
        }
        if (what !== 'event') projected.set(task, seq);
      }

      let events = 0;
      for (const [task, acknowledged] of marks) {
        const found = await audit(task);
        events += found.events.length;
        const last = found.events.length;
        expect(found.events.map(({ seq }) => seq)).toEqual(Array.from({ length: last }, (_, at) => at + 1));
        expect(new Set(found.events.map(({ correlationId }) => correlationId)).size).toBe(last);
        for (const [seq, mark] of acknowledged) expect(found.events[seq - 1]?.correlationId).toBe(mark);

        // Nothing but a projection that lags, by the one event whose status change the crash has cut off.
        const behind = found.findings.length > 0;
        expect(found.findings).toMatchObject(
          behind ? [{ kind: 'projection-drift', class: 'lagging', equalsReplayAt: last - 1 }] : [],
        );
        expect(found.status).toBe(statusAt(behind ? last - 1 : last));
        expect(behind ? last - 1 : last).toBeGreaterThanOrEqual(projected.get(task) ?? 0);
      }
      // Each killed writer may have written one event more than it could tell.
      expect(events - acknowledgedEvents).toBeGreaterThanOrEqual(0);
      expect(events - acknowledgedEvents).toBeLessThanOrEqual(WRITERS * round);
    }
  }, 300_000);
});
