import { connectDynamo } from '../../electron/dynamo/client.ts';
import type { Dynamo } from '../../electron/dynamo/dynamo.ts';
import {
  startTestEngine,
  testEngineUnavailable,
  type TestEngineKind,
} from '../../electron/engine/testEngine.ts';
import { TASK_TABLE } from '../../electron/layouts/definitions.ts';
import { decodeRows } from '../../electron/pages/decodeRows.ts';
import { indexPage } from '../../electron/pages/indexPage.ts';
import { planOf } from '../../electron/services/audit/sources/tablePlan.ts';
import { auditTask, ITEMS_PER_TASK } from '../harness/auditItems.ts';
import { audit, readAndParse, readBytes, type AuditedTable } from '../harness/auditRuns.ts';
import type { Bench } from '../harness/bench.ts';
import type { Figure } from '../harness/figures.ts';
import { inTurns, timed } from '../harness/measure.ts';
import { auditAlone, plainLoop, withCannedServer, type LonelyAudit } from '../harness/programs.ts';

const ROUNDS = 5;

/** The plain loop takes a minute on one engine, an audit two seconds: one noisy moment is not to decide. */
const LOOP_ROUNDS = 3;
const AUDITS_A_LOOP = 3;

/** Tasks in each engine's table; 10,000 of them (210,000 items) are what the goals were set by. */
const TASKS = Number(process.env['DYNASCOPE_BENCH_AUDIT_TASKS'] ?? 3000);

const TABLE = 'audited';

/** A page without a limit makes DynamoDB Local hold the rest of the table: more than it is given otherwise. */
const ROOMY = { javaHeap: '4g' } as const;

/** How many times faster than the plain loop an audit is to be, at 210,000 items. */
const FASTER = { dynoxide: 3, 'dynamodb-local': 25 } as const satisfies Record<TestEngineKind, number>;

async function fill(dynamo: Dynamo): Promise<void> {
  await dynamo.createTable({ ...TASK_TABLE, table: TABLE });
  for (let from = 0; from < TASKS; from += 100) {
    const count = Math.min(100, TASKS - from);
    const members = Array.from({ length: count }, (_, index) => auditTask(from + index)).flat();
    const { leftovers } = await dynamo.batchWrite(
      TABLE,
      members.map((put) => ({ put })),
    );
    if (leftovers.length > 0) throw new Error('The table could not be written.');
  }
}

/** Refuses figures of an audit that did not do its work. */
async function auditAll(table: AuditedTable, tasks: number): Promise<void> {
  const done = await audit(table);
  if (done.tasks !== tasks || done.findings !== 0)
    throw new Error(`The audit found ${JSON.stringify(done)}.`);
}

async function loopOver(endpoint: string): Promise<number> {
  const { ms, items } = await plainLoop(endpoint, TABLE);
  if (items !== TASKS * ITEMS_PER_TASK) throw new Error(`The loop read ${items} items.`);
  return ms;
}

async function onEngine(kind: TestEngineKind, say: (line: string) => void): Promise<readonly Figure[]> {
  const engine = await startTestEngine(kind, ROOMY);
  const dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'local' });
  try {
    await fill(dynamo);
    const described = { table: TABLE, describe: () => dynamo.describeTable(TABLE) };
    const plan = () => planOf(dynamo, described, {}, new AbortController().signal);
    const table: AuditedTable = { dynamo, table: TABLE, plan: await plan() };
    const auditPlanned = () => timed(async () => auditAll({ ...table, plan: await plan() }, TASKS));
    const value = await inTurns(ROUNDS, [
      async () => ({ raw: await timed(() => readBytes(table)) }),
      async () => ({ audit: await auditPlanned() }),
    ]);
    // What the loop leaves in the engine to be collected is charged to the first audit after it, and the worker that is
    // kept for a minute may be gone: that one is told apart.
    const besideLoop = await inTurns(LOOP_ROUNDS, [
      async () => ({ loop: await loopOver(engine.endpoint) }),
      async () => ({ first: await auditPlanned() }),
      ...Array.from({ length: AUDITS_A_LOOP }, () => async () => ({ audit: await auditPlanned() })),
    ]).catch((error: unknown) => {
      say(`${kind}: the plain loop failed: ${String(error)}`);
      return undefined;
    });
    const name = `${kind}, ${(TASKS * ITEMS_PER_TASK).toLocaleString('en')} items: audit`;
    const raw = {
      name,
      value: value('audit'),
      unit: 'ms',
      against: { name: 'the same pages, bytes only', value: value('raw') },
      goal: { ratio: 1.1 },
    } as const;
    if (besideLoop === undefined) return [raw];
    const loop = {
      name,
      value: besideLoop('audit'),
      unit: 'ms',
      against: { name: 'plain loop of the document client', value: besideLoop('loop') },
      goal: { ratio: Number((1 / FASTER[kind]).toFixed(2)) },
    } as const;
    const first = {
      name: 'the same, as the first after the loop: engine and worker to be warmed up',
      value: besideLoop('first'),
      unit: 'ms',
    } as const;
    return [raw, loop, first];
  } finally {
    dynamo.close();
    await engine.stop();
  }
}

/** Decoding alone, of pages in memory. */
async function decoding(pages: readonly Uint8Array[]): Promise<Figure> {
  const indexed = pages.map((page) => ({ page, index: indexPage(page) }));
  const value = await inTurns(7, [
    async () => ({
      rows: await timed(() => {
        for (const { page, index } of indexed) if (index !== undefined) decodeRows(page, index);
      }),
    }),
    async () => ({
      parse: await timed(() => {
        for (const page of pages)
          JSON.parse(Buffer.from(page.buffer, page.byteOffset, page.length).toString());
      }),
    }),
  ]);
  return {
    name: 'decoding all rows of pages in memory',
    value: value('rows'),
    unit: 'ms',
    against: { name: 'JSON.parse of the pages', value: value('parse') },
    goal: { ratio: 0.85 },
  };
}

const CANNED = 210_000;

const onCanned = (): Promise<readonly Figure[]> =>
  withCannedServer(CANNED, 'ready', async (endpoint) => {
    const dynamo = connectDynamo({ kind: 'endpoint', endpoint, region: 'local' });
    try {
      const table: AuditedTable = {
        dynamo,
        table: TABLE,
        plan: { segments: 1, inFlight: 1, limit: undefined },
      };
      const first = await timed(() => auditAll(table, CANNED / ITEMS_PER_TASK));
      const value = await inTurns(9, [
        async () => ({ audit: await timed(() => auditAll(table, CANNED / ITEMS_PER_TASK)) }),
        async () => ({ parse: await timed(() => readAndParse(table)) }),
      ]);
      const pages: Uint8Array[] = [];
      for await (const { body } of dynamo.rawScanTable({ table: TABLE }, { plan: table.plan })) {
        pages.push(body);
        if (pages.length === 40) break;
      }
      return [
        {
          name: `canned pages, ${CANNED.toLocaleString('en')} items: audit`,
          value: value('audit'),
          unit: 'ms',
          against: { name: 'download and JSON.parse', value: value('parse') },
          goal: { ratio: 0.5 },
        },
        {
          name: 'the same, as the first of a program: its worker starts, its code is cold',
          value: first,
          unit: 'ms',
        },
        await decoding(pages),
      ];
    } finally {
      dynamo.close();
    }
  });

/** Items of the audits whose memory is compared, and how often each is run. */
const SIZES = { small: 1_000_000, large: 5_000_000 } as const;
const ALONE_ROUNDS = 3;

/** After another audit in the same process, so that all of them have compiled what an audit runs. */
async function aloneOn(items: number): Promise<LonelyAudit> {
  const run = await withCannedServer(SIZES.small, 'made', (before) =>
    withCannedServer(items, 'made', (endpoint) => auditAlone(endpoint, { before })),
  );
  if (run.items !== items) throw new Error('Not all was audited.');
  return run;
}

/** Memory, the main thread's lateness and cancelling, in a process that does nothing else. */
async function alone(): Promise<readonly Figure[]> {
  // The largest sample of a longer run is the larger for there being more of them: so the level is compared as well.
  const value = await inTurns(ALONE_ROUNDS, [
    async () => {
      const { resident, residentLevel, lateP99, late } = await aloneOn(SIZES.small);
      return { small: resident, smallLevel: residentLevel, lateP99, late };
    },
    async () => {
      const { resident, residentLevel } = await aloneOn(SIZES.large);
      return { large: resident, largeLevel: residentLevel };
    },
  ]);
  const cancelled = await withCannedServer(SIZES.small, 'made', (endpoint) =>
    auditAlone(endpoint, { cancelAfter: 1500 }),
  );
  return [
    { name: 'audit of 1,000,000 items: resident', value: value('small'), unit: 'MB', goal: { limit: 300 } },
    {
      name: 'audit of 5,000,000 items: resident',
      value: value('large'),
      unit: 'MB',
      against: { name: 'at 1,000,000', value: value('small') },
      goal: { ratio: 1.1 },
    },
    {
      name: 'audit of 5,000,000 items: resident, level in its second half',
      value: value('largeLevel'),
      unit: 'MB',
      against: { name: 'at 1,000,000', value: value('smallLevel') },
      goal: { ratio: 1 },
    },
    {
      name: 'audit of 1,000,000 items: event loop late, p99',
      value: value('lateP99'),
      unit: 'ms',
      goal: { limit: 50 },
    },
    { name: 'audit of 1,000,000 items: event loop late, longest', value: value('late'), unit: 'ms' },
    {
      name: 'audit cancelled: until it has ended',
      value: cancelled.cancelMs ?? 0,
      unit: 'ms',
      goal: { limit: 100 },
    },
  ];
}

/** Audits of whole tables, against what no reader can beat and against what people run (docs/benchmarks.md). */
export const audits: Bench = async ({ say }) => {
  const figures: Figure[] = [...(await onCanned()), ...(await alone())];
  for (const kind of ['dynoxide', 'dynamodb-local'] as const) {
    const missing = testEngineUnavailable(kind);
    if (missing === undefined) figures.push(...(await onEngine(kind, say)));
    else say(`${kind} is left out: ${missing}`);
  }
  return figures;
};
