import { CommanderError } from 'commander';
import { hasCode } from '#shared/errors/appError.ts';
import type { CliContext } from './context.ts';
import type { CliDeps } from './deps.ts';
import { errorText, EXIT, exitStatusOf } from './exitStatus.ts';
import { createOutput, type TextStream } from './output.ts';
import { createProgram, refuseUnknownCommand } from './program.ts';
import { createPaint } from './style.ts';
import { visible } from './words.ts';

/** What a run of the command line has around it. */
export interface CliSurroundings {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Wipes the line that a glance was shown on. */
const WIPE = '\r\u001b[K';

/** Commands that do or judge more than they print: cut short with their output, they are not done. */
const WORKING: ReadonlySet<string> = new Set(['audit', 'audit-partition', 'rebuild', 'seed', 'init-db']);

/** Runs one command line (without program and script) and gives its exit status. Never throws. */
export async function runCli(
  args: readonly string[],
  surroundings: CliSurroundings,
  deps: CliDeps,
): Promise<number> {
  const { stdout, stderr, env } = surroundings;
  let status: number = EXIT.done;
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  if (surroundings.signal.aborted) stop();
  surroundings.signal.addEventListener('abort', stop, { once: true });
  const out = createOutput(stdout, stop);
  // Nobody reads what goes wrong with telling what goes wrong.
  const err = createOutput(stderr, () => undefined);
  const shown = { glance: false };
  const complain = (text: string): void => {
    stderr.write((shown.glance ? WIPE : '') + text, () => undefined);
    shown.glance = false;
  };
  const say = (line: string): void => complain(`${visible(line)}\n`);
  const glance = (line: string): void => {
    if (!err.isTerminal) return;
    complain(visible(line));
    shown.glance = true;
  };
  const context: CliContext = {
    deps,
    out,
    say,
    glance,
    paint: createPaint(out.isTerminal, env),
    signal: stopping.signal,
    exit: (wanted) => {
      status = wanted;
    },
  };
  const program = createProgram(context, (text) => void stdout.write(text, () => undefined), complain);
  let command = '';
  program.hook('preAction', (_, action) => {
    command = action.name();
  });
  try {
    refuseUnknownCommand(program, args);
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) status = error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
    else if (hasCode(error, 'Cancelled') && out.isClosed()) {
      status = EXIT.interrupted;
      if (WORKING.has(command)) say('Ended early: nobody reads the output any longer.');
    } else {
      status = exitStatusOf(error);
      if (status !== EXIT.interrupted) say(errorText(error));
    }
  }
  if (shown.glance) complain('');
  await out.flush();
  // What nobody has read promises nothing; a verdict that was reached all the same stands.
  if (out.isClosed() && status === EXIT.done) status = EXIT.interrupted;
  surroundings.signal.removeEventListener('abort', stop);
  return surroundings.signal.aborted ? EXIT.interrupted : status;
}
