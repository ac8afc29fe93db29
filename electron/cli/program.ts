import { Command } from 'commander';
import { addAudit } from './commands/audit.ts';
import { addAuditPartition } from './commands/auditPartition.ts';
import { addDescribe, addTables } from './commands/tables.ts';
import { addEvents } from './commands/events.ts';
import { addInitDb } from './commands/initDb.ts';
import { addLayout } from './commands/layout.ts';
import { addOpen, isLink } from './commands/open.ts';
import { addRebuild } from './commands/rebuild.ts';
import { addReplay } from './commands/replay.ts';
import { addSeed } from './commands/seed.ts';
import { addServe } from './commands/serve.ts';
import { addTasks } from './commands/tasks.ts';
import type { CliContext } from './context.ts';
import { wrongUse } from './exitStatus.ts';
import { addGlobalOptions } from './options.ts';

const STATUSES = `
Exit status: 0 done; 1 done, and the stored projection drifts (replay) or something is an error (audit); 2 wrong use, or no such table or task;
3 cannot connect or not allowed; 4 a conditional write lost; 130 interrupted.`;

/**
 * The first word is a command or a link. Without this check, `open` as the default would find fault with the options
 * and arguments of a command that does not exist.
 * @throws AppError `InvalidInput`
 */
export function refuseUnknownCommand(program: Command, [first]: readonly string[]): void {
  if (first === undefined || first === '' || first.startsWith('-') || first === 'help' || isLink(first))
    return;
  if (program.commands.some((command) => command.name() === first)) return;
  throw wrongUse(`There is no command ${first}.`, 'See: dynascope --help');
}

/** The whole command line. It throws instead of ending the process; `write` gets help, `complain` what is wrong. */
export function createProgram(
  context: CliContext,
  write: (text: string) => void,
  complain: (text: string) => void,
): Command {
  const program = new Command('dynascope')
    .description('Inspector for DynamoDB tables that hold event-sourced tasks.')
    .version(context.deps.version)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: complain })
    .showHelpAfterError('(--help shows what is possible)')
    .addHelpText('after', STATUSES);
  for (const addCommand of [
    addOpen,
    addServe,
    addInitDb,
    addSeed,
    addTables,
    addDescribe,
    addTasks,
    addEvents,
    addReplay,
    addLayout,
    addAudit,
    addAuditPartition,
    addRebuild,
  ]) {
    addCommand(program, addGlobalOptions, context);
  }
  return program;
}
