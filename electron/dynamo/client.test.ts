import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDynamo } from './client.ts';

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
  const before = { ...process.env };
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dynascope-profiles-'));
    await writeFile(join(folder, 'config'), CONFIG);
    await writeFile(join(folder, 'credentials'), '');
    for (const name of Object.keys(process.env)) {
      if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
    }
    process.env['AWS_CONFIG_FILE'] = join(folder, 'config');
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(folder, 'credentials');
    process.env['HOME'] = folder;
  });
  afterAll(async () => {
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) {
      Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, before);
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
});
