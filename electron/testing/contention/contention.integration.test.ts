import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '#shared/errors/appError.ts';
import type { ErrorCode } from '#shared/errors/codes.ts';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { TASK_TABLE } from '../../layouts/definitions.ts';
import { dynamoTaskEventStore } from '../../stores/taskEvents/dynamoTaskEventStore.ts';

const WRITERS = 50;
/** How long they write, in milliseconds: the length of the work, not a limit on it. */
const FOR = 10_000;

/** What one writer was told. */
interface Told {
  readonly written: Map<number, string>;
  readonly failures: Map<ErrorCode | 'untyped', number>;
  attempts: number;
}

describe.each(['dynoxide', 'dynamodb-local'] as const)('%s', (kind) => {
  describe.skipIf(testEngineUnavailable(kind) !== undefined)('', () => {
    let engine: TestEngine;
    const connections: Dynamo[] = [];
    const connect = (): Dynamo => {
      const dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
      connections.push(dynamo);
      return dynamo;
    };
    beforeAll(async () => {
      engine = await startTestEngine(kind);
    });
    afterAll(async () => {
      for (const dynamo of connections) dynamo.close();
      await engine.stop();
    });

    it(`${WRITERS} writers on one task: no event twice, none missing, every loser told`, async () => {
      const { table } = TASK_TABLE;
      const reader = connect();
      await reader.createTable(TASK_TABLE);
      const until = performance.now() + FOR;

      /** Appends on top of what it last saw, and looks again whenever somebody else was first. */
      const write = async (dynamo: Dynamo): Promise<Told> => {
        const store = dynamoTaskEventStore(dynamo, { table });
        const told: Told = { written: new Map(), failures: new Map(), attempts: 0 };
        let seq = 1;
        while (performance.now() < until) {
          const correlationId = randomUUID();
          const event = { type: 'TaskAssigned', at: '2026-01-02T03:04:05Z', correlationId };
          told.attempts += 1;
          try {
            await store.appendEvent('contended', event, seq);
            told.written.set(seq, correlationId);
            seq += 1;
          } catch (error) {
            const code = isAppError(error) ? error.code : 'untyped';
            told.failures.set(code, (told.failures.get(code) ?? 0) + 1);
            seq = (await store.readHead('contended')).lastSeq + 1;
          }
        }
        return told;
      };
      // Ten to a connection, so that they meet in the server as well as in one process.
      const dynamos = Array.from({ length: WRITERS / 10 }, connect);
      const told = await Promise.all(
        Array.from({ length: WRITERS }, (_, writer) => write(dynamos[writer % dynamos.length] ?? reader)),
      );

      const written = told.flatMap((each) => [...each.written]).sort(([a], [b]) => a - b);
      const { events, undecodable } = await dynamoTaskEventStore(reader, { table }).getTaskEvents(
        'contended',
      );
      expect(undecodable).toEqual([]);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      expect(events.map(({ seq, correlationId }) => [seq, correlationId])).toEqual(written);

      const failures = told.flatMap((each) => [...each.failures]);
      expect(new Set(failures.map(([code]) => code))).toEqual(new Set(['OptimisticConflict']));
      const lostRaces = failures.reduce((sum, [, count]) => sum + count, 0);
      const attempts = told.reduce((sum, each) => sum + each.attempts, 0);
      expect(written.length + lostRaces).toBe(attempts);
      expect(written.length).toBeGreaterThan(0);
    });
  });
});
