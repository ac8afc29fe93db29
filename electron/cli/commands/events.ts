import type { Command } from 'commander';
import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import { jsonOf, objectToken, plainJsonOf, stringToken } from '#shared/model/plainJson.ts';
import type { TaskEvent, UndecodableEvent } from '#shared/model/taskEvent.ts';
import { createColumns } from '../columns.ts';
import { withConnection, type CliContext } from '../context.ts';
import { globalOptions } from '../options.ts';
import { readTask } from '../readTask.ts';
import { streamTableOf } from '../streamTable.ts';
import { clip } from '../words.ts';

type Row = TaskEvent | UndecodableEvent;

/** Longest payload text in a printed table; `--json` prints it whole. */
const PAYLOAD_WIDTH = 100;

const isEvent = (row: Row): row is TaskEvent => 'type' in row;

/** Events and what cannot be read as one, by number; an item whose key carries none comes last. */
function inOrder(events: readonly TaskEvent[], undecodable: readonly UndecodableEvent[]): readonly Row[] {
  const place = (row: Row): number => row.seq ?? Number.MAX_SAFE_INTEGER;
  return [...events, ...undecodable].sort((a, b) => place(a) - place(b));
}

const optional = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : stringToken(text);

/** One event as a line of JSON: names as they are stored, the payload as plain JSON with every digit. */
export function eventLine(row: Row): string {
  if (!isEvent(row)) return jsonOf({ seq: row.seq ?? null, key: row.key, undecodable: row.reason });
  return objectToken([
    ['seq', String(row.seq)],
    ['type', stringToken(row.type)],
    ['at', stringToken(row.at)],
    ['data', plainJsonOf(row.data ?? EMPTY_MAP)],
    ['event_id', optional(row.eventId)],
    ['actor', optional(row.actor)],
    ['correlation_id', optional(row.correlationId)],
    ['causation_id', optional(row.causationId)],
    ['idempotency_key', optional(row.idempotencyKey)],
  ]);
}

/** `events TABLE TASK`: every event of a task, ordered by number. */
export function addEvents(program: Command, add: (command: Command) => Command, context: CliContext): void {
  add(program.command('events'))
    .description(
      'print every event of a task, ordered by number; what cannot be read as an event is told with its reason',
    )
    .argument('<table>', 'name of the table')
    .argument('<task>', 'id of the task, without TASK#; of another layout the name of the stream')
    .addHelpText('after', '\nExample:\n  $ dynascope events tasks pay-demo-race --json\n')
    .action(async (table: string, task: string, _local: unknown, command: Command) => {
      const { json, layout } = globalOptions(command);
      await withConnection(context, command, async (connected) => {
        const { store } = await streamTableOf(connected, table, layout, context.signal);
        const { events, undecodable } = await readTask(store, table, task, context.signal);
        const columns = createColumns(context.out, context.paint, [
          { title: 'SEQ', align: 'right' },
          { title: 'AT' },
          { title: 'TYPE' },
          { title: 'ACTOR' },
          { title: 'DATA' },
        ]);
        for (const row of inOrder(events, undecodable)) {
          if (json) await context.out.line(eventLine(row));
          else await columns.row(cellsOf(row));
        }
        await columns.end();
        if (events.length + undecodable.length === 0)
          context.say('This task has a projection and no events.');
      });
    });
}

const cellsOf = (row: Row) =>
  isEvent(row)
    ? [
        String(row.seq),
        row.at,
        { text: row.type, tone: 'bold' as const },
        row.actor ?? '',
        { text: clip(plainJsonOf(row.data ?? EMPTY_MAP), PAYLOAD_WIDTH), tone: 'dim' as const },
      ]
    : [
        String(row.seq ?? '?'),
        '',
        { text: 'undecodable', tone: 'bad' as const },
        '',
        `${row.key}: ${row.reason}`,
      ];
