import { request } from 'node:http';
import { expect, test } from '../fixtures.ts';

/** One raw request to the host, as a stranger would send it. */
function ask(origin: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(origin, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.once('error', reject);
    sent.end();
  });
}

test('web mode: nothing without the cookie, no foreign Host, the cookie out of reach of scripts', async ({
  host,
  page,
}) => {
  if (host.kind !== 'web') throw new Error('This is a test of web mode.');
  const { origin } = host;
  expect(await ask(origin, {})).toBe(401);
  const [cookie] = await page.context().cookies(origin);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  const session = `${cookie?.name}=${cookie?.value}`;
  expect(await ask(origin, { cookie: session })).toBe(200);
  expect(await ask(origin, { cookie: session, host: 'evil.example' })).toBe(403);
  expect(await ask(origin, { cookie: session, origin: 'https://evil.example' })).toBe(403);
  expect(await page.evaluate(() => document.cookie)).toBe('');
  expect(new URL(page.url()).searchParams.has('token')).toBe(false);
});

test('web mode: strict headers, and a policy that stops script and requests to elsewhere', async ({
  host,
  page,
}) => {
  const answer = await page.reload();
  const headers = answer?.headers() ?? {};
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBe('no-referrer');
  const refused = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  expect(refused).toBe('refused');
  await expect(page.evaluate(() => (document.body.innerHTML += '<i></i>'))).rejects.toThrow(/TrustedHTML/);
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  const stranger = await page.goto(`${new URL(page.url()).origin}/`);
  expect(stranger?.status()).toBe(401);
  // The browser is shared with the tests that follow.
  await page.context().addCookies(cookies);
  expect(host.kind).toBe('web');
});
