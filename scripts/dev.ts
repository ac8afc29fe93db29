// npm run dev: the window with hot reload from Vite's server, the host built again and restarted on every change.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer as createNetServer } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createBuilder, createServer, type ViteDevServer } from 'vite';
import { z } from 'zod';
import { needsNoSandbox } from '../electron/runtime/asRoot.ts';
import { findDisplay } from '../electron/runtime/findDisplay.ts';
import { findElectron } from '../electron/runtime/findElectron.ts';
import { say } from './steps.ts';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);

/** A host that can be started anew; `stop` resolves when the process is gone. */
interface DevHost {
  start(): Promise<void>;
  stop(): Promise<void>;
}

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((done) => child.once('exit', () => done()));

/** Starts `spawnOne` again and again, one at a time. A window that its reader closes ends everything. */
function restartable(spawnOne: () => ChildProcess, onOwnExit: () => void): DevHost {
  let child: ChildProcess | undefined;
  return {
    start: () => {
      const started = spawnOne();
      child = started;
      started.once('exit', () => {
        if (child === started) onOwnExit();
      });
      return Promise.resolve();
    },
    stop: async () => {
      const stopping = child;
      child = undefined;
      if (stopping === undefined) return;
      stopping.kill('SIGTERM');
      await ended(stopping);
    },
  };
}

const desktopHost = (executable: string, devUrl: string): DevHost =>
  restartable(
    () =>
      spawn(executable, [root, ...(needsNoSandbox() ? ['--no-sandbox'] : [])], {
        stdio: 'inherit',
        env: { ...process.env, DYNASCOPE_DEV_URL: devUrl },
      }),
    () => process.kill(process.pid, 'SIGINT'),
  );

const servedSchema = z.object({ url: z.url() });

/** Where the dev server passes the window's socket on to, and the session that lets it in. */
interface Door {
  readonly port: number;
  readonly origin: string;
  cookie: string;
}

/** A port that is free now; the host is started on it again and again. */
const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const probe = createNetServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });

/** Web mode behind the dev server: this script redeems the one-use address and keeps the session to itself. */
const webHost = (door: Door): DevHost => {
  const host = restartable(
    () => {
      const child = spawn(
        process.execPath,
        ['dist/cli.cjs', 'serve', '--port', String(door.port), '--json'],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      createInterface({ input: child.stdout }).once('line', (line) => {
        const { url } = servedSchema.parse(JSON.parse(line));
        fetch(url, { redirect: 'manual' }).then(
          (answer) => {
            door.cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
          },
          (error: unknown) => say(`The host let nobody in: ${String(error)}`),
        );
      });
      return child;
    },
    () => process.kill(process.pid, 'SIGINT'),
  );
  return host;
};

async function startWindowServer(door: Door): Promise<{ server: ViteDevServer; url: string }> {
  const server = await createServer({
    configFile: resolve(root, 'vite.config.ts'),
    server: {
      host: '127.0.0.1',
      proxy: {
        '/rpc': {
          target: door.origin,
          ws: true,
          configure: (proxy) => {
            proxy.on('proxyReqWs', (request, incoming, socket) => {
              // The host can't see who asks through this proxy, so its check of the origin is made here.
              if (incoming.headers.origin !== `http://${incoming.headers.host ?? ''}`) {
                socket.destroy();
                return;
              }
              request.setHeader('origin', door.origin);
              request.setHeader('host', new URL(door.origin).host);
              request.setHeader('cookie', door.cookie);
            });
          },
        },
      },
    },
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('The dev server has no address.');
  return { server, url };
}

const port = await freePort();
const door: Door = { port, origin: `http://127.0.0.1:${port}`, cookie: '' };
const { server, url } = await startWindowServer(door);
const electron = findDisplay().available
  ? await findElectron({ projectRoot: root, log: say, allowDownload: true })
  : { missing: 'There is no display.' };
const host = 'missing' in electron ? webHost(door) : desktopHost(electron.executable, url);
if ('missing' in electron) say(`${electron.missing} Open ${url} in a browser.`);

const builder = await createBuilder({ configFile: resolve(root, 'vite.config.ts'), logLevel: 'warn' });
for (const name of ['host', 'preload']) {
  const environment = builder.environments[name];
  if (environment === undefined) continue;
  environment.config.build.watch = {};
  const watcher = await builder.build(environment);
  if (!('on' in watcher)) continue;
  let restarting = Promise.resolve();
  watcher.on('event', (event) => {
    if (event.code === 'ERROR') say(`The ${name} build failed: ${event.error.message}`);
    if (event.code !== 'END') return;
    restarting = restarting.then(() => host.stop()).then(() => host.start());
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void Promise.all([host.stop(), server.close()]).then(() => process.exit(0));
  });
}
