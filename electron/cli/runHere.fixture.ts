import { AppError } from '#shared/errors/appError.ts';
import { openPassHere } from '../audit/openPass.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { rebuildJournal } from '../settings/rebuildJournal.ts';
import type { CliDeps, Connected } from './deps.ts';
import type { TextStream } from './output.ts';
import { runCli } from './run.ts';

/** What a command line printed, and how it ended. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Nothing can be connected to. */
export const noConnection = new AppError('Unreachable', { message: 'Nothing answers.' });

/** What a command line stands on that is connected to nothing. */
export const bareDeps: CliDeps = {
  version: '1.2.3',
  connect: () => Promise.reject(noConnection),
  openWindow: () => Promise.resolve(7),
  serve: () => Promise.reject(new AppError('PortInUse', { message: 'Port 80 is taken.' })),
  sandbox: { workerFile: '' },
  openPass: openPassHere(),
  now: () => 0,
};

/** A connection that is no saved one and stays open; rebuilds are journalled in `folder`. */
export const connectedTo = (dynamo: Dynamo, folder: string): Connected => ({
  dynamo,
  record: undefined,
  rebuildJournal: rebuildJournal(folder, 'test'),
  close: () => Promise.resolve(),
});

/** Keeps what is written, and tells it as a stream would. */
export function sink(isTTY = false): { readonly stream: TextStream; readonly text: () => string } {
  const texts: string[] = [];
  return {
    text: () => texts.join(''),
    stream: {
      isTTY,
      on: () => undefined,
      write: (text, done) => {
        texts.push(text);
        done();
        return true;
      },
    },
  };
}

/** Runs a command line in this process, with an empty environment. */
export async function runHere(
  args: readonly string[],
  deps: Partial<CliDeps> = {},
  isTTY = false,
): Promise<Ran> {
  const [out, err] = [sink(isTTY), sink(isTTY)];
  const status = await runCli(
    args,
    { stdout: out.stream, stderr: err.stream, env: {}, signal: new AbortController().signal },
    { ...bareDeps, ...deps },
  );
  return { status, stdout: out.text(), stderr: err.text() };
}
