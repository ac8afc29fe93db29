import { beforeAll, describe, expect, it } from 'vitest';
import { portContract } from '#shared/rpc/port.contract.ts';
import { contentSecurityPolicy } from './contentSecurity.ts';
import { findDesktop, startDesktop, type TestDesktop } from './testing/desktop.ts';

const found = await findDesktop();
const why = 'missing' in found ? ` (skipped: ${found.missing})` : '';

describe.skipIf('missing' in found)(`the desktop's shell in Electron${why}`, () => {
  let desktop: TestDesktop;
  beforeAll(async () => {
    if ('executable' in found) desktop = await startDesktop(found.executable);
    return () => desktop.close();
  });

  const inPage = (script: string): Promise<unknown> => desktop.page.evaluate(script);

  portContract('Electron IPC', async () => ({
    ...(await desktop.freshLine()),
    dispose: () => Promise.resolve(),
  }));

  it('shows its own document under the strict headers, and gives it two functions and no more', async () => {
    expect(desktop.page.url()).toBe('app://dynascope/');
    expect(await inPage('document.title')).toBe('the window');
    const policy = 'fetch("/").then((answer) => answer.headers.get("content-security-policy"))';
    expect(await inPage(policy)).toBe(contentSecurityPolicy());
    expect(await inPage('Object.keys(window.dynascope).sort().join()')).toBe('onFrame,post');
    expect(await inPage('Object.isFrozen(window.dynascope)')).toBe(true);
    expect(await inPage('[typeof require, typeof process, typeof module].join()')).toBe(
      'undefined,undefined,undefined',
    );
  });

  it('runs it sandboxed, isolated and without Node', async () => {
    const preferences = await desktop.app.evaluate(({ BrowserWindow }) => {
      const contents: unknown = BrowserWindow.getAllWindows()[0]?.webContents;
      const read: unknown = Reflect.get(Object(contents), 'getLastWebPreferences');
      const preferences: unknown = typeof read === 'function' ? Reflect.apply(read, contents, []) : undefined;
      return preferences;
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  it('serves nothing from outside the window’s folder, nor on another host of the scheme', async () => {
    for (const path of [
      '/link.txt',
      '/linked/secret.txt',
      '/.hidden',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
    ]) {
      const answer = `fetch(${JSON.stringify(path)}).then((answer) => answer.text())`;
      expect(String(await inPage(answer)), path).not.toContain('SECRET');
    }
    expect(await inPage('fetch("app://other/").then(() => "reached", () => "refused")')).toBe('refused');
  });

  it('runs no script made from text and reaches no other address', async () => {
    const script = (body: string): string =>
      `(() => { const s = document.createElement("script"); ${body}; document.head.append(s); })()`;
    await expect(inPage(script('s.textContent = "window.ran = 1"'))).rejects.toThrow(/TrustedScript/);
    await expect(inPage(script('s.src = "https://evil.example/x.js"'))).rejects.toThrow(/TrustedScriptURL/);
    await expect(inPage('document.body.innerHTML = "<img src=x onerror=alert(1)>"')).rejects.toThrow(
      /TrustedHTML/,
    );
    expect(await inPage('fetch("https://example.com/").then(() => "reached", () => "refused")')).toBe(
      'refused',
    );
    expect(await inPage('typeof window.ran')).toBe('undefined');
  });

  it('does not navigate, open windows or hand out permissions', async () => {
    expect(await inPage('window.open("https://evil.example/")')).toBe(null);
    await inPage('void (window.location.href = "https://evil.example/")');
    await expect.poll(() => desktop.logs.join('\n')).toContain('was not opened: https://evil.example/');
    expect(desktop.page.url()).toBe('app://dynascope/');
    expect(await inPage('Notification.requestPermission().then((answer) => answer)')).toBe('denied');
    expect(await inPage('navigator.clipboard.readText().then(() => "read", () => "denied")')).toBe('denied');
    expect(desktop.app.windows()).toHaveLength(1);
  });

  it('keeps its line when a navigation is blocked', async () => {
    const { client, server } = await desktop.freshLine();
    let closed = false;
    server.onClose(() => (closed = true));
    await inPage('void (window.location.href = "https://evil.example/again")');
    await expect.poll(() => desktop.logs.join('\n')).toContain('evil.example/again');
    const got: string[] = [];
    server.onFrame((frame) => got.push(frame));
    client.post('"still here"');
    await expect.poll(() => got).toContain('"still here"');
    expect(closed).toBe(false);
  });

  it('does not take a window that is closed while it loads for one that could not be opened', async () => {
    const opened = desktop.app.evaluate(async ({ app }) => {
      app.once('browser-window-created', (_event, window) => void setImmediate(() => window.destroy()));
      const open: unknown = Reflect.get(globalThis, 'openForeignWindow');
      if (typeof open === 'function') await Reflect.apply(open, undefined, []);
      return 'opened';
    });
    expect(await opened).toBe('opened');
  });

  it('closes the line of a document that goes, before the next one speaks', async () => {
    const { server } = await desktop.freshLine();
    let closed = false;
    server.onClose(() => (closed = true));
    await desktop.page.reload();
    await expect.poll(() => closed).toBe(true);
  });

  it('answers a window that was not let in with a typed fail, and writes it down', async () => {
    const opened = desktop.app.waitForEvent('window');
    await desktop.app.evaluate(() => {
      const open: unknown = Reflect.get(globalThis, 'openForeignWindow');
      if (typeof open === 'function') void Reflect.apply(open, undefined, []);
    });
    const foreign = await opened;
    const answer: unknown = await foreign.evaluate(
      `new Promise((resolve) => {
        window.dynascope.onFrame(resolve);
        window.dynascope.post('{"kind":"req","id":1,"path":"app.info","input":{}}');
      })`,
    );
    expect(JSON.parse(String(answer))).toMatchObject({
      kind: 'fail',
      id: 0,
      error: { code: 'InvalidFrame' },
    });
    await expect.poll(() => desktop.logs.join('\n')).toContain('not an admitted window');
    await foreign.close();
    // The next test means the one window that is left.
    const count = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    await expect.poll(count).toBe(1);
  });

  it('answers a foreign document in its own window with a typed fail, and writes it down', async () => {
    await desktop.app.evaluate(async ({ BrowserWindow }) => {
      await BrowserWindow.getAllWindows()[0]?.loadURL('data:text/html,<title>foreign</title>');
    });
    // The window has loaded before the driver has heard of it; a script until then would run in the old document.
    await desktop.page.waitForURL(/^data:/);
    await desktop.page.waitForLoadState('load');
    const answer: unknown = await inPage(
      `new Promise((resolve) => {
        window.dynascope.onFrame(resolve);
        window.dynascope.post('{"kind":"req","id":1,"path":"app.info","input":{}}');
      })`,
    );
    expect(JSON.parse(String(answer))).toMatchObject({
      kind: 'fail',
      id: 0,
      error: { code: 'InvalidFrame' },
    });
    await expect.poll(() => desktop.logs.join('\n')).toContain('not our own document');
  });
});
