import { InvalidArgumentError, Option, type Command } from 'commander';
import { z } from 'zod';
import { parseTime } from '#shared/model/times.ts';
import type { ConnectionChoice } from './deps.ts';
import { wrongUse } from './exitStatus.ts';

/** The options that every command knows. */
const globalSchema = z.object({
  endpoint: z.string().optional(),
  region: z.string().optional(),
  profile: z.string().optional(),
  connection: z.string().optional(),
  layout: z.string().optional(),
  json: z.boolean().default(false),
});

/** The options that every command knows, parsed. */
export type GlobalOptions = z.infer<typeof globalSchema>;

const httpUrl = z.url({ protocol: /^https?$/ });

const url = (text: string): string => {
  if (!httpUrl.safeParse(text).success)
    throw new InvalidArgumentError('It must be an http or https address.');
  return text;
};

const filled = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
};

/** A parser for whole numbers from `low` to `high`. */
export const wholeNumber =
  (low: number, high = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= low && value <= high) return value;
    throw new InvalidArgumentError(
      high === Number.MAX_SAFE_INTEGER
        ? `It must be a whole number from ${low} on.`
        : `It must be a whole number from ${low} to ${high}.`,
    );
  };

/** Adds the options that every command knows. */
export function addGlobalOptions(command: Command): Command {
  const where = 'Where to connect (without any: the embedded engine):';
  return command
    .optionsGroup(where)
    .addOption(
      new Option('--endpoint <url>', 'a DynamoDB endpoint, such as http://127.0.0.1:8000').argParser(url),
    )
    .addOption(
      new Option('--region <region>', 'its AWS region; alone, AWS by the default credential chain').argParser(
        filled,
      ),
    )
    .addOption(new Option('--profile <name>', 'a profile of your AWS configuration').argParser(filled))
    .addOption(
      new Option('--connection <name>', 'a connection saved in the window')
        .argParser(filled)
        .conflicts(['endpoint', 'region', 'profile']),
    )
    .optionsGroup('Options:')
    .addOption(
      new Option(
        '--layout <name|file>',
        'the layout of the items: its name, or a layout file; without it, it is detected',
      ).argParser(filled),
    )
    .option('--json', 'print one JSON object a line, and nothing else, on stdout');
}

/** The options that every command knows, from the command that was called. */
export const globalOptions = (command: Command): GlobalOptions => globalSchema.parse(command.opts());

/**
 * Where the options lead. `--profile` with `--endpoint` would send a profile's keys to that address: refused.
 * @throws `InvalidInput`
 */
export function choiceOf(options: GlobalOptions): ConnectionChoice {
  const { endpoint, region, profile, connection } = options;
  if (connection !== undefined) return { kind: 'saved', name: connection };
  if (endpoint !== undefined && profile !== undefined) {
    throw wrongUse('Give either --endpoint or --profile: the keys of a profile are only ever sent to AWS.');
  }
  if (endpoint !== undefined) {
    return { kind: 'target', target: { kind: 'endpoint', endpoint, region: region ?? 'us-east-1' } };
  }
  if (profile !== undefined || region !== undefined) {
    return {
      kind: 'target',
      target: {
        kind: 'profile',
        ...(profile === undefined ? {} : { profile }),
        ...(region === undefined ? {} : { region }),
      },
    };
  }
  return { kind: 'target', target: { kind: 'embedded' } };
}

/** The choice, or undefined when the command line says nothing of where to connect. */
export function namedChoice(options: GlobalOptions): ConnectionChoice | undefined {
  const named = [options.endpoint, options.region, options.profile, options.connection];
  return named.some((value) => value !== undefined) ? choiceOf(options) : undefined;
}

/** A parser for RFC 3339 times; gives epoch milliseconds. */
export const time = (text: string): number => {
  const ms = parseTime(text);
  if (Number.isNaN(ms))
    throw new InvalidArgumentError('It must be an RFC 3339 time, such as 2026-11-21T12:00:00Z.');
  return Math.floor(ms);
};
