import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { credentialsOf } from './credentials.ts';
import { ownEnvironment } from './ownEnvironment.fixture.ts';
import { withServer } from './ownServer.fixture.ts';

const nobody = (): Promise<string> => Promise.reject(new Error('Nobody was to be asked.'));

let putBack: () => void;
let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'dynascope-credentials-'));
  await mkdir(join(home, '.aws', 'sso', 'cache'), { recursive: true });
  putBack = ownEnvironment({ HOME: home, AWS_EC2_METADATA_DISABLED: 'true' });
});

afterEach(async () => {
  putBack();
  await rm(home, { recursive: true, force: true });
});

const config = (text: string): Promise<void> => writeFile(join(home, '.aws', 'config'), text);
const keys = (text: string): Promise<void> => writeFile(join(home, '.aws', 'credentials'), text);

const assumed = (id: string, minutes: number): string =>
  `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
  <AccessKeyId>${id}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
  <Expiration>${new Date(Date.now() + minutes * 60_000).toISOString()}</Expiration></Credentials>
  <AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/s</Arn><AssumedRoleId>x:s</AssumedRoleId></AssumedRoleUser>
  </AssumeRoleResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></AssumeRoleResponse>`;

const ROLE = `[profile work]
region = eu-west-1
role_arn = arn:aws:iam::1:role/r
source_profile = base
mfa_serial = arn:aws:iam::1:mfa/anna
`;

/** STS on this computer; `answer` gives what it says to the nth request, whose form it is told. */
const withSts = (answer: (form: URLSearchParams) => string, use: () => Promise<void>): Promise<void> => {
  const listener: RequestListener = (request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(answer(new URLSearchParams(body)));
    });
  };
  return withServer(listener, async (endpoint) => {
    process.env['AWS_ENDPOINT_URL_STS'] = endpoint;
    await keys('[base]\naws_access_key_id = BASE\naws_secret_access_key = s\n');
    await config(ROLE);
    await use();
  });
};

it('assumes a role with the code of an MFA device, once, and keeps it until shortly before its end', async () => {
  const forms: URLSearchParams[] = [];
  const asked: string[] = [];
  const answer = (form: URLSearchParams): string => assumed(`ROLE${forms.push(form)}`, 60);
  await withSts(answer, async () => {
    const source = credentialsOf({ kind: 'profile', profile: 'work' });
    await source.signIn((serial) => {
      asked.push(serial);
      return Promise.resolve('123456');
    });
    expect(await source.provider()).toMatchObject({ accessKeyId: 'ROLE1', sessionToken: 't' });
    expect(await source.provider()).toMatchObject({ accessKeyId: 'ROLE1' });
  });
  expect(asked).toEqual(['arn:aws:iam::1:mfa/anna']);
  expect(forms.map((form) => [form.get('TokenCode'), form.get('SerialNumber')])).toEqual([
    ['123456', 'arn:aws:iam::1:mfa/anna'],
  ]);
});

it('asks nobody in the middle of a call: the role that is over needs the reader', async () => {
  await withSts(
    () => assumed('SHORT', 1),
    async () => {
      const source = credentialsOf({ kind: 'profile', profile: 'work' });
      await expect(source.provider()).rejects.toMatchObject({ code: 'MfaRequired' });
      await source.signIn(() => Promise.resolve('1'));
      await expect(source.provider()).rejects.toMatchObject({ code: 'MfaRequired' });
    },
  );
});

it('passes on that the reader gave up', async () => {
  await withSts(
    () => assumed('NEVER', 60),
    async () => {
      const source = credentialsOf({ kind: 'profile', profile: 'work' });
      await expect(source.signIn(nobody)).rejects.toThrow('Nobody was to be asked.');
    },
  );
});

it('signs in by SSO with the token that `aws sso login` left', async () => {
  const session = 'corp';
  const file = `${createHash('sha1').update(session).digest('hex')}.json`;
  await writeFile(
    join(home, '.aws', 'sso', 'cache', file),
    JSON.stringify({
      accessToken: 'TOKEN',
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      region: 'eu-west-1',
      startUrl: 'https://corp.example/start',
    }),
  );
  await config(`[profile sso]
sso_session = ${session}
sso_account_id = 000000000001
sso_role_name = reader
region = eu-west-1
[sso-session ${session}]
sso_region = eu-west-1
sso_start_url = https://corp.example/start
`);
  const listener: RequestListener = (request, response) => {
    const right = request.headers['x-amz-sso_bearer_token'] === 'TOKEN';
    response.writeHead(right ? 200 : 401, { 'content-type': 'application/json' });
    const roleCredentials = {
      accessKeyId: 'SSO',
      secretAccessKey: 's',
      sessionToken: 't',
      expiration: Date.now() + 3_600_000,
    };
    response.end(JSON.stringify({ roleCredentials }));
  };
  await withServer(listener, async (endpoint) => {
    process.env['AWS_ENDPOINT_URL_SSO'] = endpoint;
    const source = credentialsOf({ kind: 'profile', profile: 'sso' });
    await source.signIn(nobody);
    expect(await source.provider()).toMatchObject({ accessKeyId: 'SSO' });
  });
});

it('takes what the environment gives where no profile is named, and a named profile rather than that', async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'ENV', AWS_SECRET_ACCESS_KEY: 's' });
  await keys('[work]\naws_access_key_id = FILE\naws_secret_access_key = s\n');
  expect(await credentialsOf({ kind: 'profile' }).provider()).toMatchObject({ accessKeyId: 'ENV' });
  expect(await credentialsOf({ kind: 'profile', profile: 'work' }).provider()).toMatchObject({
    accessKeyId: 'FILE',
  });
});

it('gets static keys anew when it is told that they are over', async () => {
  await keys('[work]\naws_access_key_id = OLD\naws_secret_access_key = s\n');
  const source = credentialsOf({ kind: 'profile', profile: 'work' });
  expect(await source.provider()).toMatchObject({ accessKeyId: 'OLD' });
  await keys('[work]\naws_access_key_id = NEW\naws_secret_access_key = s\n');
  expect(await source.provider()).toMatchObject({ accessKeyId: 'OLD' });
  expect(await source.provider({ forceRefresh: true })).toMatchObject({ accessKeyId: 'NEW' });
});
