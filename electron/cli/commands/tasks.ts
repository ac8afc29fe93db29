import type { Command } from 'commander';
import { stringOf } from '#shared/model/attributeValue.ts';
import { jsonOf } from '#shared/model/plainJson.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { createColumns } from '../columns.ts';
import { withConnection, type CliContext } from '../context.ts';
import { globalOptions } from '../options.ts';
import { statusTone } from '../style.ts';
import { streamTableOf } from '../streamTable.ts';
import { clip } from '../words.ts';

/** What is listed of a task; null where the table does not tell. */
interface TaskLine {
  readonly task: string;
  status: string | null;
  lastSeq: number;
  events: number;
  updatedAt: string | null;
}

/** Takes one item of the table into the list. As in the window, what cannot be read as an event does not count as one. */
function collect(lines: Map<string, TaskLine>, item: TaskItem, isTasks: boolean): void {
  if (item.kind === 'bystander') return;
  let line = lines.get(item.taskId);
  if (line === undefined) {
    line = { task: item.taskId, status: null, lastSeq: 0, events: 0, updatedAt: null };
    lines.set(item.taskId, line);
  }
  if (item.kind === 'projection') {
    line.status = stringOf(item.projection.fields, 'status') ?? null;
    if (isTasks) line.updatedAt = stringOf(item.projection.fields, 'updated_at') ?? null;
    return;
  }
  if (item.kind === 'undecodable') return;
  // Only tasks say when they were changed; of other streams it is the time of the last event.
  if (!isTasks && item.event.seq >= line.lastSeq && item.event.at !== '') line.updatedAt = item.event.at;
  line.lastSeq = Math.max(line.lastSeq, item.event.seq);
  line.events += 1;
}

const several = (text: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...text.split(',').map((part) => part.trim()),
];

/** What to say of the wanted statuses that no task has; undefined when there are none of that kind. */
function unmetText(wanted: ReadonlySet<string>, lines: Iterable<TaskLine>): string | undefined {
  const here = new Set([...lines].flatMap(({ status }) => status ?? []));
  const unmet = [...wanted].filter((status) => !here.has(status));
  if (unmet.length === 0) return undefined;
  const names = [...here].sort();
  const shown = names.slice(0, SHOWN_STATUSES).map((name) => clip(name, STATUS_WIDTH));
  const more = names.length > shown.length ? ', …' : '';
  const others = names.length === 0 ? 'no task here has one' : `statuses here: ${shown.join(', ')}${more}`;
  return `No task is ${unmet.join(' or ')}; ${others}.`;
}

/** Most statuses that are listed, and most characters of each: a table may hold anything as a status. */
const SHOWN_STATUSES = 20;
const STATUS_WIDTH = 40;

/** `tasks TABLE`: every task with its stored status, in the order of ids. */
export function addTasks(program: Command, add: (command: Command) => Command, context: CliContext): void {
  add(program.command('tasks'))
    .description('list the tasks of a table with their stored status, in the order of their ids')
    .argument('<table>', 'name of the table')
    .option(
      '--status <status>',
      'only tasks with this stored status; repeat it, or separate several by commas',
      several,
      [],
    )
    .addHelpText('after', '\nExample:\n  $ dynascope tasks tasks --status failed,dead_lettered\n')
    .action(async (table: string, local: { readonly status: readonly string[] }, command: Command) => {
      const { json, layout } = globalOptions(command);
      await withConnection(context, command, async (connected) => {
        const { signal } = context;
        const { store, isTasks } = await streamTableOf(connected, table, layout, signal);
        const lines = new Map<string, TaskLine>();
        await store.readTable({
          signal,
          onItems: (items, progress) => {
            for (const item of items) collect(lines, item, isTasks);
            context.glance(`${progress.items} items read, ${lines.size} tasks …`);
          },
        });
        const columns = createColumns(context.out, context.paint, [
          { title: 'TASK' },
          { title: 'STATUS' },
          { title: 'LAST', align: 'right' },
          { title: 'EVENTS', align: 'right' },
          { title: 'UPDATED' },
        ]);
        const wanted = new Set(local.status);
        for (const line of [...lines.values()].sort((a, b) => (a.task < b.task ? -1 : 1))) {
          if (wanted.size > 0 && !wanted.has(line.status ?? '')) continue;
          if (json) {
            await context.out.line(jsonOf(line));
            continue;
          }
          await columns.row([
            line.task,
            { text: line.status ?? '–', tone: statusTone(line.status ?? '') },
            String(line.lastSeq),
            String(line.events),
            line.updatedAt ?? '–',
          ]);
        }
        await columns.end();
        const unmet = unmetText(wanted, lines.values());
        if (unmet !== undefined) context.say(unmet);
      });
    });
}
