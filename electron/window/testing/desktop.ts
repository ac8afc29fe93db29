import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { build } from 'vite';
import { WebSocketServer } from 'ws';
import { LINE_CLOSED } from '#shared/rpc/ipcLine.ts';
import { createPort, type Port, type PortEnd } from '#shared/rpc/port.ts';
import { createWsPort } from '../../transport/wsPort.ts';
import { makeTestWindow } from '../../transport/testing/windowFolder.ts';
import { findDisplay } from '../../runtime/findDisplay.ts';
import { findElectron } from '../../runtime/findElectron.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Where Electron is, or why these tests cannot run here. On CI that is an error: nothing may be skipped there. */
export async function findDesktop(): Promise<{ readonly executable: string } | { readonly missing: string }> {
  const display = findDisplay();
  const found = display.available
    ? await findElectron({ projectRoot: ROOT, log: () => undefined, allowDownload: false })
    : { missing: display.reason };
  if ('missing' in found && (process.env['CI'] ?? '') !== '') throw new Error(found.missing);
  return found;
}

const bundle = (input: Readonly<Record<string, string>>, outDir: string): Promise<unknown> =>
  build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node16',
      minify: false,
      rolldownOptions: {
        input: { ...input },
        external: ['electron', 'bufferutil', 'utf-8-validate'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  });

/** The desktop's outer shell, running, with the host's ends of its lines in this process. */
export interface TestDesktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly logs: readonly string[];
  /** Loads the window's document anew and gives both ends of its line. */
  readonly freshLine: () => Promise<{ readonly client: Port; readonly server: Port }>;
  readonly close: () => Promise<void>;
}

/** Bundles the shell and its preload script and starts them in Electron. */
export async function startDesktop(executable: string): Promise<TestDesktop> {
  const folder = await mkdtemp(join(tmpdir(), 'dynascope-desktop-'));
  const windowFiles = await makeTestWindow();
  await bundle({ main: join(import.meta.dirname, 'desktopMain.ts') }, folder);
  await bundle({ preload: join(ROOT, 'electron', 'preload.ts') }, folder);

  const relay = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(relay, 'listening');
  const address = relay.address();
  const relayPort = typeof address === 'object' && address !== null ? address.port : 0;
  const lines: Port[] = [];
  const waiting: ((port: Port) => void)[] = [];
  relay.on('connection', (socket) => {
    const port = createWsPort(`relay-${lines.length}`, socket, () => undefined);
    lines.push(port);
    waiting.shift()?.(port);
  });

  const app = await _electron.launch({
    executablePath: executable,
    args: [join(folder, 'main.cjs'), '--no-sandbox', `--user-data-dir=${join(folder, 'data')}`],
    env: {
      ...process.env,
      TEST_RELAY: `ws://127.0.0.1:${relayPort}`,
      TEST_WINDOW: windowFiles.folder,
      TEST_PRELOAD: join(folder, 'preload.cjs'),
    },
  });
  const logs: string[] = [];
  app.process().stdout?.on('data', (chunk: Buffer) => logs.push(...chunk.toString().split('\n')));
  const page = await app.firstWindow();
  let current: PortEnd | undefined;
  await page.exposeFunction('toTest', (text: string) =>
    text === LINE_CLOSED ? current?.closed() : current?.deliver(text),
  );

  const freshLine = async () => {
    current?.closed();
    await page.reload();
    await page.evaluate('window.dynascope.onFrame((text) => { window.toTest(text); })');
    const post = (text: string): void => {
      page.evaluate(`window.dynascope.post(${JSON.stringify(text)})`).catch(() => undefined);
    };
    const arrived = new Promise<Port>((resolve) => waiting.push(resolve));
    current = createPort('page', { send: post, shut: () => post(LINE_CLOSED) });
    // A line begins with its first frame; this one does nothing.
    current.port.post('{"kind":"cancel","id":1000000}');
    return { client: current.port, server: await arrived };
  };

  const close = async (): Promise<void> => {
    await app.close();
    relay.close();
    await windowFiles.remove();
    await rm(folder, { recursive: true, force: true });
  };
  return { app, page, logs, freshLine, close };
}
