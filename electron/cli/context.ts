import type { Command } from 'commander';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { CliDeps, Connected } from './deps.ts';
import { choiceOf, globalOptions } from './options.ts';
import type { Output } from './output.ts';
import type { Paint } from './style.ts';

/** What a command runs with. */
export interface CliContext {
  readonly deps: CliDeps;
  /** Results, and nothing else. */
  readonly out: Output;
  /** Progress and warnings, as plain sentences. */
  readonly say: (line: string) => void;
  /** Progress that is worth a glance only: shown in a terminal, each in place of the one before. */
  readonly glance: (line: string) => void;
  readonly paint: Paint;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Sets the exit status of a command that ends well. */
  readonly exit: (status: number) => void;
}

/** Runs `work` with the connection that the command line names, and closes it whatever happens. */
export async function withConnection<T>(
  context: CliContext,
  command: Command,
  work: (connected: Connected) => Promise<T>,
): Promise<T> {
  const connected = await context.deps.connect(choiceOf(globalOptions(command)), context.say);
  try {
    return await work(connected);
  } finally {
    await connected.close();
  }
}

/** Looks up a layout by its name among those saved beside the connection that is named. Connects to nothing. */
export const savedLayout =
  ({ deps, say }: CliContext, command: Command) =>
  async (name: string): Promise<LayoutFile | undefined> => {
    const saved = await deps.savedLayouts?.(choiceOf(globalOptions(command)), say);
    return saved?.find((layout) => layout.name === name);
  };
