#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { openPassBeside } from './audit/openPass.ts';
import { createConnect } from './cli/connect.ts';
import { EXIT } from './cli/exitStatus.ts';
import { runCli } from './cli/run.ts';
import { createSavedLayouts } from './cli/savedLayouts.ts';
import { createOpenWindow, createServe, type WindowSettings } from './cli/showWindow.ts';
import { sandboxBeside } from './reducers/fileReducer.ts';
import { growHeapInLargeSteps } from './runtime/heapGrowth.ts';
import { dataFolder as findDataFolder } from './settings/dataFolder.ts';

growHeapInLargeSteps();

const packageFolder = resolve(__dirname, '..');
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')));

const settings: WindowSettings = {
  version,
  dataFolder: findDataFolder(),
  resolveFrom: [packageFolder, process.cwd()],
  workerFile: join(__dirname, 'replayWorker.cjs'),
  windowFolder: join(__dirname, 'window'),
  demo: true,
};

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, () => {
    // The same asked twice: whoever asks no longer wants to wait for a clean end. A logout sends two different ones.
    process.on(name, () => process.exit(EXIT.interrupted));
    stopping.abort();
  });
}

const { env, stdout, stderr } = process;

// Only a command that has ended gives a status: when nothing is left to wait for before that, work was left undone.
process.once('beforeExit', () => {
  stderr.write('Dynascope ended before its work was done. That is its own fault: please report it.\n', () =>
    process.exit(EXIT.bug),
  );
});

void runCli(
  process.argv.slice(2),
  { stdout, stderr, env, signal: stopping.signal },
  {
    version,
    connect: createConnect(settings),
    savedLayouts: createSavedLayouts(settings.dataFolder),
    openWindow: createOpenWindow(settings, async (url) => (await import('open')).default(url)),
    serve: createServe(settings),
    sandbox: sandboxBeside(settings.workerFile),
    openPass: openPassBeside(settings.workerFile),
    now: () => Date.now(),
  },
).then((status) => {
  stdout.write('', () => process.exit(status));
});
