import type { RequestListener } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDynamo } from './client.ts';
import { ownEnvironment } from './ownEnvironment.fixture.ts';
import { withServer } from './ownServer.fixture.ts';
import { requireProfile } from './profiles.ts';

const CONFIG = `
[profile no-region]
aws_access_key_id = a
aws_secret_access_key = b

[profile signed-out]
region = eu-central-1
sso_session = work
sso_account_id = 123456789012
sso_role_name = reader

[sso-session work]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-central-1
sso_registration_scopes = sso:account:access

[profile empty]
region = eu-central-1
`;

describe('a connection by profile', () => {
  let putBack: () => void;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dynascope-profiles-'));
    await writeFile(join(folder, 'config'), CONFIG);
    await writeFile(join(folder, 'credentials'), '');
    putBack = ownEnvironment({
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      HOME: folder,
    });
  });
  afterAll(async () => {
    putBack();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['absent', 'CredentialsMissing', 'eu-central-1'],
    ['empty', 'CredentialsMissing', undefined],
    ['signed-out', 'CredentialsExpired', undefined],
    ['no-region', 'InvalidInput', undefined],
  ] as const)('%s: %s, with a next step, nothing sent', async (profile, code, region) => {
    const dynamo = connectDynamo({ kind: 'profile', profile, ...(region === undefined ? {} : { region }) });
    await expect(dynamo.listTables()).rejects.toMatchObject({ code, nextStep: expect.stringMatching(/\w/) });
    // A write that could not even be signed is no lost write.
    await expect(dynamo.putItem({ table: 'tasks', item: {} })).rejects.toMatchObject({ code });
    expect(await dynamo.serverKind()).toBe('aws');
    dynamo.close();
  });

  it('says in plain words that a profile has no credentials', async () => {
    const dynamo = connectDynamo({ kind: 'profile', profile: 'empty' });
    await expect(dynamo.listTables()).rejects.toThrow('The profile empty has no credentials');
    dynamo.close();
  });

  it('knows a profile by name, other sections of the file set aside', async () => {
    await expect(requireProfile('empty')).resolves.toBeUndefined();
    await expect(requireProfile('sso-session.work')).rejects.toMatchObject({
      code: 'InvalidInput',
      message: 'There is no profile sso-session.work in your AWS configuration.',
      nextStep: 'It has empty, no-region, signed-out.',
    });
  });
});

describe('a connection by endpoint', () => {
  /** Connects to a server that answers every call with `status` and `body`. */
  const against = async (
    status: number,
    body: object,
    work: (dynamo: ReturnType<typeof connectDynamo>) => Promise<void>,
  ): Promise<void> => {
    const answer: RequestListener = (request, response) => {
      request.resume();
      response.writeHead(status, { server: 'Server', 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(body));
    };
    await withServer(answer, async (endpoint) => {
      const dynamo = connectDynamo({ kind: 'endpoint', endpoint, region: 'r' });
      await work(dynamo);
      dynamo.close();
    });
  };

  it('tells the server by its refusal where tables may not be listed', () =>
    against(
      400,
      { __type: 'com.amazon.coral.service#AccessDeniedException', message: 'no' },
      async (dynamo) => {
        expect(await dynamo.serverKind()).toBe('aws');
      },
    ));

  it('does not take wrong credentials for an answer', () =>
    against(
      400,
      { __type: 'com.amazon.coral.service#UnrecognizedClientException', message: 'no' },
      async (dynamo) => {
        await expect(dynamo.serverKind()).rejects.toMatchObject({ code: 'AccessDenied' });
      },
    ));

  it('hands back keys that are left unread again and again', () => {
    const key = { PK: { S: 'a' } };
    const nothing = { Responses: { t: [] }, UnprocessedKeys: { t: { Keys: [key] } } };
    return against(200, nothing, async (dynamo) => {
      const { items, unread, attempts } = await dynamo.batchGet('t', [key, key]);
      expect(items).toEqual([undefined, undefined]);
      expect(unread).toEqual([key]);
      expect(attempts).toBe(5);
    });
  }, 20_000);

  it('gives up an answer that trickles for ever', () => {
    const trickle: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
      const timer = setInterval(() => response.write(' '), 2);
      response.on('close', () => clearInterval(timer));
    };
    return withServer(trickle, async (endpoint) => {
      const options = { sendingLimit: 60, maxAttempts: 2 };
      const dynamo = connectDynamo({ kind: 'endpoint', endpoint, region: 'r' }, options);
      await expect(dynamo.listTables()).rejects.toMatchObject({ code: 'TimedOut' });
      dynamo.close();
    });
  });
});
