import type { Command } from 'commander';
import type { Drift } from '#shared/model/finding.ts';
import { arrayToken, objectToken, plainJson, plainJsonOf, stringToken } from '#shared/model/plainJson.ts';
import { parseTime } from '#shared/model/times.ts';
import { fileReducer } from '../../reducers/fileReducer.ts';
import { driftOf } from '../../replay/drift.ts';
import { FLAG } from '../../replay/flags.ts';
import { createTaskStream, type TaskStream } from '../../replay/taskStream.ts';
import { withConnection, type CliContext } from '../context.ts';
import { EXIT, wrongUse } from '../exitStatus.ts';
import { globalOptions } from '../options.ts';
import { readTask } from '../readTask.ts';
import { printReplay, type Replayed } from '../replayText.ts';
import { statedReducer } from '../statedReducer.ts';
import { streamTableOf } from '../streamTable.ts';

/** How many events `at` lets in: all of them, those up to a number, or those up to a time. */
function countAt(stream: TaskStream, at: string | undefined): number {
  if (at === undefined) return stream.length;
  if (/^\d{1,15}$/.test(at)) return stream.countUpTo(Number(at));
  const time = parseTime(at);
  if (!Number.isNaN(time)) return stream.countUntil(time);
  throw wrongUse(
    `“${at}” is neither the number of an event nor a time.`,
    'Say --at 17, or --at 2026-11-03T14:00:00Z.',
  );
}

const driftToken = (drift: Drift): string =>
  objectToken([
    ['class', stringToken(drift.class)],
    [
      'fields',
      arrayToken(
        drift.fields.map(({ field, stored, replayed }) =>
          objectToken([
            ['field', stringToken(field)],
            ['stored', stored === undefined ? undefined : plainJson(stored)],
            ['replayed', replayed === undefined ? undefined : plainJson(replayed)],
          ]),
        ),
      ),
    ],
    ['equalsReplayAt', String(drift.equalsReplayAt)],
    ['firstDivergentSeq', String(drift.firstDivergentSeq)],
  ]);

/** A replay as a line of JSON. */
export const replayLine = ({ task, seq, state, stored, drift }: Replayed): string =>
  objectToken([
    ['task', stringToken(task)],
    ['seq', String(seq)],
    ['state', plainJsonOf(state)],
    ['stored', stored === undefined ? 'null' : plainJsonOf(stored)],
    ['drift', drift === null ? 'null' : driftToken(drift)],
  ]);

/** How many failures of a reducer are told one by one. */
const MOST_TOLD = 20;

/** Warns of the events at which a reducer failed or its invariants broke. */
function sayProblems(stream: TaskStream, { say }: CliContext): void {
  const view = stream.view();
  let told = 0;
  for (let position = 0; position < view.length; position += 1) {
    if ((view.flagsAt(position) & (FLAG.failed | FLAG.violated)) === 0) continue;
    told += 1;
    if (told > MOST_TOLD) continue;
    for (const { kind, message } of view.problemsAt(position)) {
      const what = kind === 'reducer-failed' ? 'the reducer failed' : 'an invariant is broken';
      say(`Warning: at event ${view.seqAt(position) ?? 0} ${what}: ${message}`);
    }
  }
  if (told > MOST_TOLD) say(`Warning: the same at ${told - MOST_TOLD} more events.`);
}

/** `replay TABLE TASK`: the state that the events lead to, and whether the stored projection agrees. */
export function addReplay(program: Command, add: (command: Command) => Command, context: CliContext): void {
  add(program.command('replay'))
    .description(
      'replay the events of a task and compare the stored projection with the result; exit status 1 when it drifts',
    )
    .argument('<table>', 'name of the table')
    .argument('<task>', 'id of the task, without TASK#; of another layout the name of the stream')
    .option(
      '--at <seq|time>',
      'the state after this event, or at this RFC 3339 time; the verdict stays that on all events',
    )
    .option('--reducer <file>', 'fold by this reducer (JavaScript or TypeScript) instead of the built-in one')
    .addHelpText('after', '\nExample:\n  $ dynascope replay tasks ord-demo-edited --at 9\n')
    .action(
      async (
        table: string,
        task: string,
        local: { readonly at?: string; readonly reducer?: string },
        command: Command,
      ) => {
        const { json, layout } = globalOptions(command);
        const own =
          local.reducer === undefined ? undefined : await fileReducer(local.reducer, context.deps.sandbox);
        await withConnection(context, command, async (connected) => {
          const streams = await streamTableOf(connected, table, layout, context.signal);
          const { store, rules } = streams;
          const reducer = own ?? statedReducer(streams.reducer, context);
          const history = await readTask(store, table, task, context.signal);
          const stream = createTaskStream(reducer, rules);
          stream.addEvents(history.events);
          stream.addUndecodable(history.undecodable);
          const stored = history.projection?.fields;
          const drift =
            stored === undefined ? null : driftOf({ reducer, replayed: stream.replayed() }, stored);
          const count = countAt(stream, local.at);
          const seq = stream.seqAt(count - 1) ?? 0;
          const last = stream.seqAt(stream.length - 1) ?? 0;
          const replayed: Replayed = { task, seq, state: stream.stateAfter(count), stored, drift };
          if (json) await context.out.line(replayLine(replayed));
          else
            await printReplay(context, replayed, {
              events: stream.length,
              last,
              isCompared: reducer.compared?.length !== 0,
            });
          sayProblems(stream, context);
          reducer.close?.();
          if (local.at !== undefined && /^\d+$/.test(local.at) && Number(local.at) > last) {
            context.say(`There is no event ${local.at}: the last event is ${last}.`);
          }
          for (const { key, reason } of history.undecodable) {
            context.say(`Warning: ${key} was left out of the replay, since ${reason}.`);
          }
          if (drift !== null) context.exit(EXIT.findings);
        });
      },
    );
}
