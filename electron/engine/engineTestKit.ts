import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Engine, EngineState } from './types.ts';

/** What the record of a running engine says that tests ask for. */
export const readRecord = (dataFolder: string) =>
  z
    .object({
      engine: z.object({ pid: z.number() }),
      owner: z.object({ pid: z.number() }),
      port: z.number(),
      users: z.array(z.unknown()),
    })
    .loose()
    .parse(JSON.parse(readFileSync(join(dataFolder, 'engine.json'), 'utf8')));

/** Waits until `check` gives something, failing after half a minute. */
export async function until<T>(
  what: string,
  check: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const value = await check();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`Waited in vain for: ${what}`);
    await delay(20);
  }
}

/** The next state of this name, from now on. */
export const nextState = (engine: Engine, name: EngineState['state']): Promise<EngineState> =>
  new Promise((resolve) => {
    const end = engine.watch((state) => {
      if (state.state !== name) return;
      end();
      resolve(state);
    });
  });

/** Calls one DynamoDB operation with plain JSON. */
export function callDynamo(endpoint: string, operation: string, input: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20200101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    };
    const call = request(endpoint, { method: 'POST', headers, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve(JSON.parse(body)));
    });
    call.on('error', reject);
    call.end(JSON.stringify(input));
  });
}

/** Makes a table whose only key is `id`. */
export const createTable = (endpoint: string, table: string): Promise<unknown> =>
  callDynamo(endpoint, 'CreateTable', {
    TableName: table,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  });

/** Names of the tables there. */
export const tablesOf = async (endpoint: string): Promise<readonly string[]> =>
  z.object({ TableNames: z.array(z.string()) }).parse(await callDynamo(endpoint, 'ListTables', {}))
    .TableNames;

/** A second Dynascope in a process of its own, on the same data folder. */
export async function startOther(dataFolder: string) {
  const file = join(import.meta.dirname, 'engineUser.fixture.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', file, dataFolder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const gone = once(child, 'exit');
  const first = await until('the other process', () => lines[0]);
  return {
    endpoint: first.split(' ')[1] ?? '',
    lines,
    stop: async () => {
      child.stdin.write('stop\n');
      await gone;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
