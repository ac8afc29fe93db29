import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFaultProxy, type FaultProxy } from './faultProxy.ts';
import { BREAKAGES, lost, refused, strikes, unheard, type Fault } from './faults.ts';

/** A server that keeps what it was asked, and answers with a text of some length. */
const startServer = async (): Promise<{ asked: string[]; server: Server; endpoint: string }> => {
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    incoming.on('end', () => {
      asked.push(body);
      outgoing.end(JSON.stringify({ answer: 'x'.repeat(100) }));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  return {
    asked,
    server,
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
  };
};

describe('fault proxy', () => {
  let behind: Awaited<ReturnType<typeof startServer>>;
  let proxy: FaultProxy;
  beforeEach(async () => {
    behind = await startServer();
    proxy = await startFaultProxy(behind.endpoint);
  });
  afterEach(async () => {
    await proxy.close();
    behind.server.closeAllConnections();
    behind.server.close();
  });

  /** Asks, and says in a word how it ended; silence is ended once the server was asked, or could have been. */
  const ask = async (operation: string, body: object = {}): Promise<unknown> => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 300);
    try {
      const response = await fetch(proxy.endpoint, {
        ...{ method: 'POST', body: JSON.stringify(body), signal: stop.signal },
        headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` },
      });
      const text = await response.text();
      try {
        return response.status === 200 ? JSON.parse(text) : response.status;
      } catch {
        return 'no JSON';
      }
    } catch {
      return stop.signal.aborted ? 'silence' : 'cut';
    } finally {
      clearTimeout(timer);
    }
  };

  const GOOD = { answer: 'x'.repeat(100) };
  const LOOKS = {
    ...{ reset: 'cut', hang: 'silence', fault: 500, html: 503 },
    ...{ short: 'cut', stall: 'silence', garbage: 'no JSON' },
  } as const;

  it.each(BREAKAGES)('%s: the server has done its work after, and heard nothing before', async (how) => {
    proxy.script('PutItem', unheard(how), lost(how), 'pass');
    expect(await ask('PutItem')).toBe(LOOKS[how]);
    expect(behind.asked).toHaveLength(0);
    expect(await ask('PutItem')).toBe(LOOKS[how]);
    expect(behind.asked).toHaveLength(1);
    expect(await ask('PutItem')).toEqual(GOOD);
    expect(proxy.count('PutItem')).toBe(3);
  });

  it('strikes the nth request of its operations, n times, and then lets pass', async () => {
    proxy.script(['PutItem', 'UpdateItem'], ...strikes(refused('throttled'), 2, 2));
    const answers = [];
    for (const operation of ['PutItem', 'GetItem', 'UpdateItem', 'PutItem', 'PutItem', 'GetItem']) {
      answers.push(await ask(operation));
    }
    expect(answers).toEqual([GOOD, GOOD, 400, 400, GOOD, GOOD]);
  });

  it('strikes for ever, at every operation, until there is a newer script', async () => {
    proxy.script('*', lost('fault'));
    expect([await ask('Query'), await ask('PutItem'), await ask('Query')]).toEqual([500, 500, 500]);
    proxy.script('Query', 'pass');
    expect([await ask('Query'), await ask('PutItem')]).toEqual([GOOD, 500]);
  });

  it('a slow answer is whole', async () => {
    proxy.script('GetItem', { kind: 'slow' });
    expect(await ask('GetItem')).toEqual(GOOD);
  });

  it('hands whole batches back', async () => {
    const fault: Fault = { kind: 'unprocessed' };
    proxy.script('*', fault);
    const RequestItems = { t: [{ PutRequest: { Item: {} } }] };
    expect(await ask('BatchWriteItem', { RequestItems })).toEqual({ UnprocessedItems: RequestItems });
    expect(await ask('BatchGetItem', { RequestItems })).toEqual({
      Responses: {},
      UnprocessedKeys: RequestItems,
    });
    expect(behind.asked).toHaveLength(0);
  });

  it('an empty page leads on to where the server would have gone on', async () => {
    proxy.script('Query', { kind: 'emptyPage' }, { kind: 'emptyPage' }, 'pass');
    const start = { PK: { S: 'a' } };
    const first = await ask('Query', { TableName: 't', ExclusiveStartKey: start });
    const keyIn = (answer: unknown): unknown =>
      typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'LastEvaluatedKey') : undefined;
    expect(first).toMatchObject({ Items: [], Count: 0 });
    const second = await ask('Query', { TableName: 't', ExclusiveStartKey: keyIn(first) });
    expect(keyIn(second)).not.toEqual(keyIn(first));
    expect(await ask('Query', { TableName: 't', ExclusiveStartKey: keyIn(second) })).toEqual(GOOD);
    expect(behind.asked.map((body): unknown => JSON.parse(body))).toEqual([
      { TableName: 't', ExclusiveStartKey: start },
    ]);
  });
});
