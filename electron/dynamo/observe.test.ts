import { describe, expect, it } from 'vitest';
import type { CallReport } from './callReport.ts';
import { connectDynamo } from './client.ts';
import { unitsInBody } from './observe.ts';
import { withServer } from './ownServer.fixture.ts';
import { REAL_TIMING } from './pause.ts';

const units = (answer: object): number => unitsInBody(Buffer.from(JSON.stringify(answer)));

describe('unitsInBody', () => {
  const item = { ConsumedCapacity: { M: { CapacityUnits: { N: '99' } } }, PK: { S: 'a' } };

  it('finds the figures before and behind the items', () => {
    const figures = { CapacityUnits: 2.5, TableName: 't' };
    expect(units({ ConsumedCapacity: figures, Count: 1, Items: [item] })).toBe(2.5);
    expect(units({ Count: 1, Items: [item], ConsumedCapacity: figures })).toBe(2.5);
    expect(units({ Items: [item], ConsumedCapacity: figures, LastEvaluatedKey: item })).toBe(2.5);
  });

  it('adds up tables', () => {
    const tables = [{ CapacityUnits: 1 }, { TableName: 't', CapacityUnits: 0.5 }];
    expect(units({ ConsumedCapacity: tables, Responses: {} })).toBe(1.5);
    expect(units({ Responses: {}, ConsumedCapacity: tables })).toBe(1.5);
  });

  it('is not misled by figures cut in two where the beginning ends', () => {
    for (let length = 900; length < 1100; length += 1) {
      const answer = {
        Pad: 'x'.repeat(length),
        ConsumedCapacity: [{ CapacityUnits: 12 }, { CapacityUnits: 30 }],
      };
      expect(units({ ...answer, Items: [item] })).toBe(42);
    }
  });

  it('tells none where there are none', () => {
    expect(units({})).toBe(0);
    expect(units({ Items: [item] })).toBe(0);
    expect(units({ ConsumedCapacity: null })).toBe(0);
    expect(units({ Item: { text: { S: '"ConsumedCapacity":{"CapacityUnits":7}' } } })).toBe(0);
  });
});

it('tells of a wait only what was waited when the call was cancelled in the middle of it', async () => {
  await withServer(
    (_, response) => {
      response.writeHead(503).end();
    },
    async (endpoint) => {
      const reports: CallReport[] = [];
      const gone = new AbortController();
      const dynamo = connectDynamo(
        { kind: 'endpoint', endpoint, region: 'local' },
        {
          onCall: (report) => reports.push(report),
          timing: {
            now: REAL_TIMING.now,
            // The longest wait there is: whoever gives up in the middle of it has waited less.
            random: () => 1,
            sleep: (ms, signal) => {
              gone.abort();
              return REAL_TIMING.sleep(ms, signal);
            },
          },
        },
      );
      await expect(dynamo.listTables({ signal: gone.signal })).rejects.toMatchObject({ code: 'Cancelled' });
      dynamo.close();
      const [report] = reports;
      expect(report).toMatchObject({ attempts: 1, outcome: 'failed', code: 'Cancelled' });
      expect(report?.waitsMs).toBeLessThanOrEqual(report?.latencyMs ?? 0);
    },
  );
});
