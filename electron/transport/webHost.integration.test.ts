import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Port } from '#shared/rpc/port.ts';
import { startWebHost, type WebHost } from './httpServer.ts';
import { LAUNCH_LIFETIME_MS } from './launch.ts';
import { cookieOf, get, rawRequest, upgrade } from './testing/rawSocket.ts';
import { ESCAPES, makeTestWindow, type TestWindow } from './testing/windowFolder.ts';

describe('web host', () => {
  let made: TestWindow;
  let host: WebHost;
  let port: number;
  let cookie: string;
  let nowMs: number;
  const ports: Port[] = [];
  const links: string[] = [];
  const logs: string[] = [];

  const tokenPath = (url: string): string => url.slice(host.origin.length);

  beforeAll(async () => {
    made = await makeTestWindow();
  });
  afterAll(() => made.remove());
  beforeEach(async () => {
    for (const list of [ports, links, logs]) list.length = 0;
    nowMs = 1_000_000;
    host = await startWebHost({
      port: 0,
      windowFolder: made.folder,
      onPort: (line) => ports.push(line),
      onNewLink: (url) => links.push(url),
      log: (message) => logs.push(message),
      now: () => nowMs,
    });
    port = Number(new URL(host.origin).port);
    cookie = cookieOf(await get(port, tokenPath(host.mintLaunchUrl())));
  });
  afterEach(() => host.close());

  const own = (): string => `Origin: ${host.origin}`;
  const signedIn = (): string => `Cookie: ${cookie}`;

  describe('Host', () => {
    const foreign = () => [
      'evil.example',
      `evil.example:${port}`,
      `[::1]:${port}`,
      '[::1]',
      '127.0.0.1',
      'localhost',
      `127.0.0.1:${port + 1}`,
      `127.0.0.1.evil.example:${port}`,
      `0.0.0.0:${port}`,
      `127.1:${port}`,
      `localhost.:${port}`,
      `user@127.0.0.1:${port}`,
      '',
    ];

    it('is refused when foreign, before token, session or path are looked at', async () => {
      for (const name of foreign()) {
        const url = tokenPath(host.mintLaunchUrl());
        for (const path of ['/', '/none', '//x', url]) {
          const answer = await get(port, path, [signedIn()], name);
          expect([400, 403], `${name} ${path}`).toContain(answer.status);
          expect(answer.head).not.toMatch(/set-cookie/i);
        }
        // The refused request must not have used the token up.
        expect((await get(port, url)).status, name).toBe(303);
      }
    });

    it('is refused when foreign on a WebSocket, whatever its origin and cookie', async () => {
      for (const name of foreign()) {
        for (const origin of [own(), `Origin: http://${name}`]) {
          const answer = await upgrade(port, [origin, signedIn()], '/rpc', name);
          expect([400, 403], name).toContain(answer.status);
        }
      }
      expect(ports).toHaveLength(0);
    });

    it('is refused when missing or given twice', async () => {
      const rest = ['Connection: close', signedIn()];
      expect((await rawRequest(port, ['GET / HTTP/1.1', ...rest])).status).toBe(400);
      expect((await rawRequest(port, ['GET / HTTP/1.0', ...rest])).status).toBe(403);
      const twice = ['GET / HTTP/1.1', `Host: 127.0.0.1:${port}`, 'Host: evil.example', ...rest];
      expect((await rawRequest(port, twice)).status).toBe(403);
    });

    it('stops a rebound GET, which carries no Origin', async () => {
      const answer = await get(port, '/', [], `rebound.evil.example:${port}`);
      expect(answer.status).toBe(403);
      expect(answer.body).not.toContain('the window');
    });

    it('may be 127.0.0.1 or localhost', async () => {
      expect((await get(port, '/', [signedIn()])).status).toBe(200);
      expect((await get(port, '/', [signedIn()], `LocalHost:${port}`)).status).toBe(200);
    });

    it('is not listened for on the other loopback address', async () => {
      await expect(rawRequest(port, [`GET / HTTP/1.1`, `Host: [::1]:${port}`], '::1')).rejects.toThrow();
    });
  });

  describe('Origin', () => {
    const foreign = () => [
      'Origin: null',
      'Origin: http://evil.example',
      `Origin: http://evil.example:${port}`,
      `Origin: https://127.0.0.1:${port}`,
      `Origin: http://127.0.0.1:${port + 1}`,
      `Origin: http://localhost:${port}`,
      'Origin:',
      `Origin: http://127.0.0.1:${port}.evil.example`,
    ];

    it('is required on a WebSocket and must be ours', async () => {
      expect((await upgrade(port, [signedIn()])).status).toBe(403);
      for (const origin of foreign()) expect((await upgrade(port, [signedIn(), origin])).status).toBe(403);
      expect((await upgrade(port, [signedIn(), own(), 'Origin: null'])).status).toBe(403);
      expect(ports).toHaveLength(0);
      expect((await upgrade(port, [signedIn(), own()])).status).toBe(101);
      expect(ports).toHaveLength(1);
    });

    it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
      'is required on %s and must be ours',
      async (method) => {
        const lines = [`${method} / HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Content-Length: 0', signedIn()];
        expect((await rawRequest(port, lines)).status).toBe(403);
        for (const origin of foreign()) expect((await rawRequest(port, [...lines, origin])).status).toBe(403);
        expect((await rawRequest(port, [...lines, own()])).status).toBe(405);
      },
    );

    it('of another page is refused on a GET as well', async () => {
      for (const origin of foreign()) expect((await get(port, '/', [signedIn(), origin])).status).toBe(403);
    });
  });

  describe('token', () => {
    it('lets in once, sets a strict cookie of its own name and leaves the address', async () => {
      const path = tokenPath(host.mintLaunchUrl());
      const answer = await get(port, path);
      expect(answer.status).toBe(303);
      expect(answer.head).toMatch(/^location: \/\r?$/im);
      expect(answer.head).toMatch(
        new RegExp(`^set-cookie: dynascope-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict\\r?$`, 'im'),
      );
      const again = await get(port, path);
      expect(again.status).toBe(401);
      expect(again.head).not.toMatch(/set-cookie/i);
      expect(again.body).toContain('works once');
    });

    it('keeps the rest of a deep link', async () => {
      const url = tokenPath(host.mintLaunchUrl('/t/embedded/tasks/a%2Fb?seq=5'));
      const answer = await get(port, url);
      expect(answer.head).toMatch(/^location: \/t\/embedded\/tasks\/a%2Fb\?seq=5\r?$/im);
      const launch = await get(port, tokenPath(host.mintLaunchUrl('/launch')));
      expect(launch.head).toMatch(/^location: \/\r?$/im);
    });

    it('is refused when wrong, empty, cut or too old', async () => {
      const good = tokenPath(host.mintLaunchUrl());
      for (const path of ['/?token=', '/?token=x', good.slice(0, -1), `${good}x`, '/?token=%00']) {
        const answer = await get(port, path);
        expect(answer.status).toBe(401);
        expect(answer.head).not.toMatch(/set-cookie/i);
      }
      nowMs += LAUNCH_LIFETIME_MS + 1;
      expect((await get(port, good)).status).toBe(401);
    });

    it('is not used up by HEAD, and never accepted on a WebSocket', async () => {
      const good = tokenPath(host.mintLaunchUrl());
      const head = [`HEAD ${good} HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Connection: close'];
      expect((await rawRequest(port, head)).status).toBe(401);
      const query = good.slice(good.indexOf('?'));
      expect((await upgrade(port, [own()], `/rpc${query}`)).status).toBe(401);
      expect((await get(port, good)).status).toBe(303);
    });

    it('used twice makes the host print one fresh link to the same place, and not a flood', async () => {
      nowMs += 60_000;
      await get(port, '/t/embedded/tasks/ord-1?seq=5&token=used');
      await get(port, '/t/embedded/tasks/ord-1?seq=5&token=used');
      expect(links).toHaveLength(1);
      const [link = ''] = links;
      expect(link).toContain(`${host.origin}/t/embedded/tasks/ord-1?seq=5&token=`);
      expect((await get(port, tokenPath(link))).status).toBe(303);
    });

    it('cannot send the browser elsewhere', async () => {
      const query = tokenPath(host.mintLaunchUrl()).slice(1);
      for (const path of ['//evil.example/', '/\\evil.example/', 'http://evil.example/']) {
        const answer = await get(port, `${path}${query}`);
        expect(answer.status).toBe(400);
        expect(answer.head).not.toMatch(/^location:/im);
      }
    });
  });

  describe('session', () => {
    it('is needed for every file and for the WebSocket', async () => {
      for (const path of ['/', '/assets/main.js', '/none', '/t/a/b/c']) {
        const answer = await get(port, path);
        expect(answer.status).toBe(401);
        expect(answer.body).not.toContain('the window');
        expect(answer.head).toMatch(/content-security-policy: default-src 'none'/i);
      }
      for (const bad of [
        '',
        'x',
        `dynascope-${port}=`,
        `dynascope-${port}=x`,
        cookie.slice(0, -1),
        `x${cookie}`,
      ]) {
        expect((await get(port, '/', [`Cookie: ${bad}`])).status).toBe(401);
        expect((await upgrade(port, [own(), `Cookie: ${bad}`])).status).toBe(401);
      }
      expect((await upgrade(port, [own()])).status).toBe(401);
      expect(ports).toHaveLength(0);
    });

    it('opens files and deep links, among other cookies', async () => {
      const cookies = `Cookie: a=1; ${cookie}; dynascope-1=x`;
      expect((await get(port, '/', [cookies])).body).toContain('the window');
      expect((await get(port, '/t/embedded/tasks/ord-1?seq=5', [cookies])).body).toContain('the window');
      expect((await get(port, '/assets/main.js', [cookies])).head).toMatch(/content-type: text\/javascript/i);
    });

    it('comes with the second load when a link on another site led here', async () => {
      const answer = await get(port, '/t/a/b/c', ['Sec-Fetch-Site: cross-site']);
      expect(answer.status).toBe(200);
      expect(answer.body).toContain('http-equiv="refresh"');
      expect(answer.body).not.toContain('the window');
      expect(links).toHaveLength(0);
    });

    it.each(ESCAPES)('does not open %s', async (path) => {
      const answer = await get(port, path, [signedIn()]);
      expect([400, 404]).toContain(answer.status);
      expect(answer.body).not.toContain('SECRET');
    });

    it('does not open WebSockets elsewhere than at /rpc', async () => {
      expect((await upgrade(port, [own(), signedIn()], '/')).status).toBe(404);
      expect((await upgrade(port, [own(), signedIn()], '/rpc/x')).status).toBe(404);
    });
  });

  it('says that the port is in use', async () => {
    const again = startWebHost({
      port,
      windowFolder: made.folder,
      onPort: () => undefined,
      log: () => undefined,
    });
    await expect(again).rejects.toMatchObject({ code: 'PortInUse', details: { port } });
  });

  it('closes with idle connections open, and gives the port back', async () => {
    const idle = connect(port, '127.0.0.1');
    await once(idle, 'connect');
    const ended = once(idle, 'close');
    await host.close();
    await ended;
    const next = createServer();
    await new Promise<void>((resolve, reject) => {
      next.once('error', reject);
      next.listen(port, '127.0.0.1', resolve);
    });
    await new Promise((resolve) => next.close(resolve));
  });
});
