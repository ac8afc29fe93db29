import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium, type Browser, type BrowserContext } from '@playwright/test';
import type { Port } from '#shared/rpc/port.ts';
import { needsNoSandbox } from '../runtime/asRoot.ts';
import { findChromium } from '../runtime/findChromium.ts';
import { startWebHost, type WebHost } from './httpServer.ts';
import { makeTestWindow, type TestWindow } from './testing/windowFolder.ts';

const found = findChromium();
const why = found === undefined ? ' (skipped: no Chromium here)' : '';

const openSocket = (url: string): string =>
  `new Promise((resolve) => {
    const socket = new WebSocket(${url});
    socket.onopen = () => resolve("open");
    socket.onerror = () => resolve("refused");
  })`;

const OWN_SOCKET = openSocket('`ws://${location.host}/rpc`');

describe.skipIf(found === undefined)(`the web host in a browser${why}`, () => {
  let made: TestWindow;
  let host: WebHost;
  let other: Server;
  let otherPort: number;
  let browser: Browser;
  let context: BrowserContext;
  const ports: Port[] = [];

  beforeAll(async () => {
    if (found === undefined) return;
    made = await makeTestWindow();
    host = await startWebHost({
      port: 0,
      windowFolder: made.folder,
      onPort: (port) => ports.push(port),
      log: () => undefined,
    });
    // Another program's page on this computer. By number it is the same site, and our cookie goes along; by name it is another.
    other = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>other</title><a href="${host.origin}/t/a/b/c?seq=5">in</a>`);
    });
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    otherPort = typeof address === 'object' && address !== null ? address.port : 0;
    browser = await chromium.launch({
      executablePath: found,
      args: needsNoSandbox() ? ['--no-sandbox'] : [],
    });
    context = await browser.newContext();
  });
  afterAll(async () => {
    await browser.close();
    await host.close();
    other.close();
    await made.remove();
  });

  it('lets the browser in by its link, which leaves the address, and connects under the strict policy', async () => {
    const page = await context.newPage();
    await page.goto(host.mintLaunchUrl('/t/embedded/tasks/a%2Fb?seq=5'));
    expect(page.url()).toBe(`${host.origin}/t/embedded/tasks/a%2Fb?seq=5`);
    expect(await page.title()).toBe('the window');
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(await page.evaluate(OWN_SOCKET)).toBe('open');
    expect(ports).toHaveLength(1);
    await page.close();
  });

  it('closes the line when the page goes away', async () => {
    const page = await context.newPage();
    await page.goto(host.origin);
    expect(await page.evaluate(OWN_SOCKET)).toBe('open');
    let closed = false;
    ports.at(-1)?.onClose(() => (closed = true));
    await page.reload();
    await expect.poll(() => closed).toBe(true);
    await page.close();
  });

  it.each(['127.0.0.1', 'localhost'])(
    'gives a page at %s neither a line nor an answer nor a script',
    async (name) => {
      const before = ports.length;
      const page = await context.newPage();
      await page.goto(`http://${name}:${otherPort}`);
      expect(
        await page.evaluate(openSocket(JSON.stringify(`${host.origin.replace('http', 'ws')}/rpc`))),
      ).toBe('refused');
      const read = `fetch(${JSON.stringify(host.origin)}, { credentials: "include" }).then(() => "read", () => "refused")`;
      expect(await page.evaluate(read)).toBe('refused');
      const load = `new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = ${JSON.stringify(`${host.origin}/assets/main.js`)};
      script.onload = () => resolve("loaded");
      script.onerror = () => resolve("refused");
      document.head.append(script);
    })`;
      expect(await page.evaluate(load)).toBe('refused');
      expect(ports).toHaveLength(before);
      await page.close();
    },
  );

  it('opens a deep link that stands on another site', async () => {
    const page = await context.newPage();
    await page.goto(`http://localhost:${otherPort}`);
    await page.getByRole('link').click();
    await expect.poll(() => page.title()).toBe('the window');
    expect(page.url()).toBe(`${host.origin}/t/a/b/c?seq=5`);
    await page.close();
  });

  it('does not let another browser in by a used link', async () => {
    const url = host.mintLaunchUrl();
    const first = await context.newPage();
    await first.goto(url);
    const stranger = await browser.newContext();
    const page = await stranger.newPage();
    const answer = await page.goto(url);
    expect(answer?.status()).toBe(401);
    expect(await page.getByRole('heading').textContent()).toBe('This link has been used');
    await stranger.close();
    await first.close();
  });
});
