import { chromium, type BrowserContext } from '@playwright/test';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { needsNoSandbox } from '../../electron/runtime/asRoot.ts';
import { CLI } from './cli.ts';
import type { WebHost } from './host.ts';

const servedSchema = z.object({ url: z.url() });

/** Size of the browser's pages, in CSS pixels. */
export const VIEWPORT = { width: 1440, height: 900 } as const;

interface Server {
  readonly url: string;
  end(): Promise<void>;
}

async function serve(dataFolder: string): Promise<Server> {
  const server = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--json'], {
    env: { ...process.env, DYNASCOPE_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).once('line', (line) =>
      resolve(servedSchema.parse(JSON.parse(line)).url),
    );
    server.once('exit', (code) => reject(new Error(`web mode ended with status ${code ?? 'none'}`)));
  });
  return {
    url,
    end: async () => {
      server.kill('SIGINT');
      await ended;
    },
  };
}

/** A window of its own for what needs the browser's permission to read what was copied. */
async function allowClipboard(context: BrowserContext, origin: string): Promise<void> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
}

async function openServed(server: Server, dataFolder: string): Promise<WebHost> {
  const { origin } = new URL(server.url);
  const executablePath = process.env['DYNASCOPE_E2E_CHROMIUM'];
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: needsNoSandbox() ? ['--no-sandbox'] : [],
  });
  const context = await browser.newContext({ viewport: VIEWPORT });
  await allowClipboard(context, origin);
  const page = await context.newPage();
  await page.goto(server.url);
  const openAt = async (address: string): Promise<typeof page> => {
    const opened = await context.newPage();
    await opened.goto(address);
    return opened;
  };
  return {
    kind: 'web',
    dataFolder,
    origin,
    page,
    newWindow: () => openAt(origin),
    openLink: openAt,
    clipboard: () => page.evaluate(() => navigator.clipboard.readText()),
    close: async () => {
      await browser.close();
      await server.end();
    },
  };
}

/** Starts web mode on a free port and opens its printed address in Chromium. */
export async function startWeb(dataFolder: string): Promise<WebHost> {
  const server = await serve(dataFolder);
  try {
    return await openServed(server, dataFolder);
  } catch (error) {
    // Nobody else could end it.
    await server.end();
    throw error;
  }
}
