import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { needsNoSandbox } from '../../electron/runtime/asRoot.ts';
import { CLI } from './cli.ts';
import type { Host } from './host.ts';

const servedSchema = z.object({ url: z.url() });

/** Starts web mode on a free port and opens its printed address in Chromium. */
export async function startWeb(dataFolder: string): Promise<Host> {
  const server = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--no-open', '--json'], {
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
  const executablePath = process.env['DYNASCOPE_E2E_CHROMIUM'];
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: needsNoSandbox() ? ['--no-sandbox'] : [],
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(url);
  const origin = new URL(url).origin;
  return {
    kind: 'web',
    dataFolder,
    page,
    newWindow: async () => {
      const second = await context.newPage();
      await second.goto(origin);
      return second;
    },
    close: async () => {
      await browser.close();
      server.kill('SIGINT');
      await ended;
    },
  };
}
