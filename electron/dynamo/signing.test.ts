import type { RequestListener } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connectDynamo } from './client.ts';
import { ownEnvironment } from './ownEnvironment.fixture.ts';
import { withServer } from './ownServer.fixture.ts';

const refusal = (type: string, message: string): string =>
  JSON.stringify({ __type: `com.amazon.coral.service#${type}`, message });

/** The time in a signature, such as 20260102T030405Z, since 1970. */
const signedAt = (header: unknown): number =>
  Date.parse(String(header).replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'));

it('signs by the clock of the server once that has refused ours', async () => {
  const ahead = 3_600_000;
  let sendings = 0;
  const answer: RequestListener = (request, response) => {
    request.resume();
    sendings += 1;
    const now = Date.now() + ahead;
    const right = Math.abs(now - signedAt(request.headers['x-amz-date'])) < 60_000;
    response.writeHead(right ? 200 : 400, { date: new Date(now).toUTCString() });
    response.end(right ? '{"TableNames":["t"]}' : refusal('InvalidSignatureException', 'Signature expired'));
  };
  await withServer(answer, async (endpoint) => {
    const dynamo = connectDynamo({ kind: 'endpoint', endpoint, region: 'r' });
    expect(await dynamo.listTables()).toEqual(['t']);
    expect(await dynamo.listTables()).toEqual(['t']);
    expect(sendings).toBe(3);
    dynamo.close();
  });
});

it('fetches credentials anew once the server says that they have expired', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dynascope-signing-'));
  const credentials = join(folder, 'credentials');
  const write = (id: string) =>
    writeFile(credentials, `[work]\naws_access_key_id = ${id}\naws_secret_access_key = s\n`);
  const ids: (string | undefined)[] = [];
  const answer: RequestListener = (request, response) => {
    request.resume();
    const id = /Credential=(\w+)\//.exec(String(request.headers.authorization))?.[1];
    ids.push(id);
    // Somebody signs in again outside while the window is open.
    void write('NEW').then(() => {
      response.writeHead(id === 'OLD' ? 400 : 200);
      response.end(id === 'OLD' ? refusal('ExpiredTokenException', 'over') : '{"TableNames":[]}');
    });
  };
  const putBack = ownEnvironment({
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: credentials,
  });
  try {
    await write('OLD');
    await withServer(answer, async (endpoint) => {
      process.env['AWS_ENDPOINT_URL'] = endpoint;
      const dynamo = connectDynamo({ kind: 'profile', profile: 'work', region: 'eu-central-1' });
      expect(await dynamo.listTables()).toEqual([]);
      expect(ids).toEqual(['OLD', 'NEW']);
      dynamo.close();
    });
  } finally {
    putBack();
    await rm(folder, { recursive: true, force: true });
  }
});
