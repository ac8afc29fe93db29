import type { Command } from 'commander';
import { pathToPlace, uriToPlace } from '#shared/model/place.ts';
import type { CliContext } from '../context.ts';
import { wrongUse } from '../exitStatus.ts';
import { globalOptions, namedChoice } from '../options.ts';

/** Whether a text leads to a place of the window. */
export const isLink = (text: string): boolean =>
  uriToPlace(text) !== undefined || pathToPlace(text) !== undefined;

/** `open`, which is also what happens without a command: shows the window. */
export function addOpen(program: Command, add: (command: Command) => Command, context: CliContext): void {
  add(program.command('open', { isDefault: true }))
    .description('show the window; where no desktop can be had, serve it to a browser of this computer')
    .argument('[link]', 'a dynascope:// link to a table, task or event')
    // What is meant as another command must not be told that it has too many arguments for this one.
    .allowExcessArguments()
    .option('--no-open', 'open no browser when the window is served in web mode')
    .addHelpText(
      'after',
      '\nExample:\n  $ dynascope open "dynascope://open/t/embedded/tasks/pay-demo-race?seq=3"\n',
    )
    .action(async (link: string | undefined, local: { readonly open: boolean }, command: Command) => {
      if (link !== undefined && !isLink(link)) {
        throw wrongUse(
          `There is no command ${link}, and it is no dynascope:// link.`,
          'See: dynascope --help',
        );
      }
      if (command.args.length > 1) throw wrongUse('Give one link at most.');
      const { signal, say } = context;
      const choice = namedChoice(globalOptions(command));
      context.exit(await context.deps.openWindow({ choice, link, openBrowser: local.open, signal, say }));
    });
}
