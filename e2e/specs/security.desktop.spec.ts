import { expect, test } from '../fixtures.ts';
import { windowIn } from '../pages/window.ts';

test('desktop: sandboxed and isolated, with a bridge of two functions', async ({ host, page }) => {
  if (host.kind !== 'desktop') throw new Error('This is a test of the desktop.');
  const preferences = await host.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }): unknown => {
      const read: unknown = Reflect.get(webContents, 'getLastWebPreferences');
      return typeof read === 'function' ? Reflect.apply(read, webContents, []) : undefined;
    }),
  );
  expect(preferences.length).toBeGreaterThan(1);
  for (const each of preferences) {
    expect(each).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
  }
  const bridge = await page.evaluate(() => {
    const exposed: unknown = Reflect.get(window, 'dynascope');
    return typeof exposed === 'object' && exposed !== null ? Object.getOwnPropertyNames(exposed).sort() : [];
  });
  expect(bridge).toEqual(['onFrame', 'post']);
  expect(
    await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer'].filter((name) => Reflect.has(window, name)),
    ),
  ).toEqual([]);
});

test('desktop: no navigation, no new windows, no permissions, no requests to elsewhere', async ({
  host,
  page,
}) => {
  if (host.kind !== 'desktop') throw new Error('This is a test of the desktop.');
  const windows = host.app.windows().length;
  await windowIn(page).ready();
  const before = page.url();
  expect(await page.evaluate(() => window.open('https://evil.example/') === null)).toBe(true);
  await page.evaluate(() => {
    location.href = 'https://evil.example/';
  });
  expect(
    await page.evaluate(() =>
      navigator.clipboard.readText().then(
        () => 'read',
        () => 'denied',
      ),
    ),
  ).toBe('denied');
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  expect(
    await page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'reached',
        () => 'refused',
      ),
    ),
  ).toBe('refused');
  await expect(page.evaluate(() => (document.body.innerHTML += '<i></i>'))).rejects.toThrow(/TrustedHTML/);
  const policy = await page.evaluate(() =>
    fetch('/').then((answer) => answer.headers.get('content-security-policy')),
  );
  expect(policy).toContain("default-src 'none'");
  expect(page.url()).toBe(before);
  expect(host.app.windows()).toHaveLength(windows);
});
