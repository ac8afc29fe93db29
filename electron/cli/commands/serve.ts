import type { Command } from 'commander';
import { AppError } from '#shared/errors/appError.ts';
import { jsonOf } from '#shared/model/plainJson.ts';
import { aborted } from '../../services/waiting.ts';
import type { CliContext } from '../context.ts';
import { globalOptions, namedChoice, wholeNumber } from '../options.ts';

/** `serve`: web mode, until Ctrl-C. */
export function addServe(program: Command, add: (command: Command) => Command, context: CliContext): void {
  add(program.command('serve'))
    .description('serve the window to a browser on this computer, until Ctrl-C (exit status 130)')
    .option('--port <n>', 'port of the loopback address; 0 takes any free one', wholeNumber(0, 65_535), 0)
    .addHelpText('after', '\nExample:\n  $ dynascope serve --port 8642\n')
    .action(async (local: { readonly port: number }, command: Command) => {
      const options = globalOptions(command);
      const tell = (url: string): Promise<void> =>
        context.out.line(options.json ? jsonOf({ url }) : url).then(context.out.flush);
      const serving = await context.deps.serve({
        port: local.port,
        choice: namedChoice(options),
        say: context.say,
        onNewLink: (url) => context.say(`A browser came without a good link. A fresh one: ${url}`),
      });
      try {
        await tell(serving.url);
        context.say('Open this address in a browser of this computer; it works once. Ctrl-C ends it.');
        await aborted(context.signal);
      } finally {
        await serving.close();
      }
      throw new AppError('Cancelled', { message: 'Web mode has ended.' });
    });
}
