import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { jsonOf } from '#shared/model/plainJson.ts';
import type { LayoutPairing } from '#shared/model/layoutPairing.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { readLayoutText, type LayoutProblem } from '../../layouts/streams/checkLayout.ts';
import type { CompiledLayout } from '../../layouts/streams/compiledLayout.ts';
import { compileLayout } from '../../layouts/streams/compileLayout.ts';
import { keyProblem } from '../../layouts/streams/keyProblem.ts';
import {
  layoutReporter,
  longestStreams,
  NO_RULE,
  type LayoutReport,
} from '../../layouts/streams/layoutReport.ts';
import { otherTableProblems } from '../../services/otherTableProblems.ts';
import { createColumns } from '../columns.ts';
import { withConnection, type CliContext } from '../context.ts';
import { EXIT, wrongUse } from '../exitStatus.ts';
import { clip, visible } from '../words.ts';
import { pairingIn, sayPairing } from './checkPairing.ts';

/** What is to be checked. */
interface CheckOptions {
  readonly file: string;
  readonly json: boolean;
  readonly table: string | undefined;
  /** Most items read. */
  readonly items: number;
}

/** Streams shown. */
const SHOWN = 3;

/** Characters of a stream's types that are shown. */
const TYPES_WIDTH = 60;

const textOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown';
    throw wrongUse(
      `The file “${visible(file)}” cannot be read: ${visible(why)}.`,
      'Give the path of a layout file.',
    );
  }
};

async function tellProblems(
  context: CliContext,
  problems: readonly LayoutProblem[],
  json: boolean,
): Promise<void> {
  context.exit(EXIT.findings);
  for (const problem of problems) {
    if (json) await context.out.line(jsonOf({ problem }));
    else {
      const { path, says, nextStep } = problem;
      const where = path === '' ? '' : `${context.paint('bold', visible(path))}: `;
      await context.out.line(`${where}${visible(says)} ${visible(nextStep)}`);
    }
  }
}

const sampled = async (
  { signal, glance }: CliContext,
  dynamo: Dynamo,
  table: string,
  most: number,
  layout: CompiledLayout,
): Promise<{ readonly report: LayoutReport; readonly whole: boolean }> => {
  const reporter = layoutReporter(layout, table);
  let left = most;
  for await (const page of dynamo.scanPages({ table, limit: Math.min(most, SCAN_PAGE) }, { signal })) {
    for (const item of page.items.slice(0, left)) reporter.add(item);
    left -= page.items.length;
    glance(`${most - Math.max(left, 0)} items read …`);
    if (left <= 0) break;
  }
  return { report: reporter.report(), whole: left > 0 };
};

/** Items asked for in a page. */
const SCAN_PAGE = 1000;

async function tellReport(context: CliContext, report: LayoutReport): Promise<void> {
  const { out, paint } = context;
  await out.line(`${report.items} items read; ${report.streams.size} streams among them.`);
  await out.line('');
  const rules = createColumns(out, paint, [
    { title: 'RULE' },
    { title: 'ITEMS', align: 'right' },
    { title: 'EVENTS', align: 'right' },
    { title: 'PROJECTIONS', align: 'right' },
    { title: 'UNREAD', align: 'right' },
  ]);
  for (const { rule, items, events, projections, unread } of report.rules) {
    const name = rule === NO_RULE ? 'no rule' : rule;
    const tone = unread > 0 || rule === NO_RULE ? 'bad' : 'plain';
    await rules.row([
      { text: name, tone },
      String(items),
      String(events),
      String(projections),
      String(unread),
    ]);
  }
  await rules.end();
  for (const { rule, reason, count, example } of report.unread) {
    await out.line(
      `${rule}: ${count} unread, ${visible(reason)}; for instance ${visible(clip(example, 100))}`,
    );
  }
  if (report.unknownKeys.length > 0) {
    const keys = report.unknownKeys.map((each) => visible(clip(each, 100))).join('; ');
    await out.line(`No rule knows, for instance: ${keys}. Name them under “ignore” if they are no events.`);
  }
  if (report.streams.size > 0) await out.line('');
  const streams = createColumns(out, paint, [
    { title: 'STREAM' },
    { title: 'EVENTS', align: 'right' },
    { title: 'NUMBERS' },
    { title: 'FROM' },
    { title: 'TO' },
    { title: 'PROJECTION' },
    { title: 'TYPES' },
  ]);
  for (const { stream, events, firstSeq, lastSeq, firstAt, lastAt, types, hasProjection } of longestStreams(
    report,
    SHOWN,
  )) {
    await streams.row([
      stream,
      String(events),
      events === 0 ? '–' : `${firstSeq}–${lastSeq}`,
      firstAt === '' ? '–' : firstAt,
      lastAt === '' ? '–' : lastAt,
      hasProjection ? 'yes' : 'no',
      clip([...types].join(', '), TYPES_WIDTH),
    ]);
  }
  await streams.end();
}

async function tellReportAsJson(
  { out }: CliContext,
  report: LayoutReport,
  pairing: LayoutPairing | undefined,
): Promise<void> {
  for (const rule of report.rules) await out.line(jsonOf({ rule }));
  for (const unread of report.unread) await out.line(jsonOf({ unread }));
  for (const key of report.unknownKeys) await out.line(jsonOf({ unknown: { key } }));
  for (const { types, ...stream } of longestStreams(report, SHOWN)) {
    await out.line(jsonOf({ stream: { ...stream, types: [...types] } }));
  }
  if (pairing !== undefined) await out.line(jsonOf({ pairing }));
  await out.line(jsonOf({ summary: { items: report.items, streams: report.streams.size } }));
}

/** `layout check`: what is wrong with the file, and with a table what it makes of its items. */
export async function checkLayoutFile(
  context: CliContext,
  command: Command,
  { file, json, table, items }: CheckOptions,
): Promise<void> {
  const read = readLayoutText(await textOf(file));
  if (read.layout === undefined) return tellProblems(context, read.problems, json);
  const { layout } = read;
  if (table === undefined) {
    const words = `The layout “${layout.name}” is in order. Say --table to see what it makes of items.`;
    return context.out.line(json ? jsonOf({ layout: layout.name, ok: true }) : words);
  }
  await withConnection(context, command, async ({ dynamo }) => {
    const { key } = await dynamo.describeTable(table, { signal: context.signal });
    const problem = keyProblem(layout, key, table);
    const problems = [
      ...(problem === undefined ? [] : [problem]),
      ...(await otherTableProblems(dynamo, { table }, layout, context.signal)),
    ];
    if (problems.length > 0) return tellProblems(context, problems, json);
    const compiled = compileLayout(layout);
    const { report, whole } = await sampled(context, dynamo, table, items, compiled);
    const pairing = await pairingIn(context, dynamo, { table, layout: compiled, whole }, report);
    await (json ? tellReportAsJson(context, report, pairing) : tellReport(context, report));
    sayPairing(context, pairing, report);
    const isUnread = report.rules.some(
      ({ rule, unread, items: count }) => unread > 0 || (rule === NO_RULE && count > 0),
    );
    if (isUnread) context.exit(EXIT.findings);
    if (report.items === 0) context.say(`The table “${visible(table)}” is empty.`);
  });
}
