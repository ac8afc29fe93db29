import { ScanCommand, type ScanCommandOutput } from '@aws-sdk/lib-dynamodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workerPass } from '../../electron/audit/workerPass.ts';
import type { AuditDelta } from '../../electron/audit/auditPass.ts';
import type { Dynamo } from '../../electron/dynamo/dynamo.ts';
import { streamLayoutOf } from '../../electron/layouts/streams/builtInLayouts.ts';
import { driveAudit } from '../../electron/services/audit/driveAudit.ts';
import { tablePieces } from '../../electron/services/audit/sources/tablePieces.ts';
import type { TablePlan } from '../../electron/services/audit/sources/tablePlan.ts';
import { createUnitPace } from '../../electron/services/audit/unitPace.ts';
import { documentClient } from './documentClient.ts';
import { built } from './paths.ts';

/** A table, and by which plan it is read. */
export interface AuditedTable {
  readonly dynamo: Dynamo;
  readonly table: string;
  readonly plan: TablePlan;
}

/** Bytes of the whole table, asked for as an audit does, received and thrown away. */
export async function readBytes({ dynamo, table, plan }: AuditedTable): Promise<number> {
  let received = 0;
  for await (const { bytes } of tablePieces(dynamo, { table, plan }, new AbortController().signal))
    received += bytes.byteLength;
  return received;
}

/** Items of the whole table, each page parsed as text and looked at no further. */
export async function readAndParse({ dynamo, table, plan }: AuditedTable): Promise<number> {
  let items = 0;
  for await (const { body } of dynamo.rawScanTable({ table }, { plan })) {
    const page: { readonly Items: readonly unknown[] } = JSON.parse(
      Buffer.from(body.buffer, body.byteOffset, body.length).toString(),
    );
    items += page.Items.length;
  }
  return items;
}

const openPass = workerPass(built('auditWorker.cjs'));

/** The audit as the host runs it: pages handed to the worker. Totals, and how many findings there were. */
export async function audit(
  { dynamo, table, plan }: AuditedTable,
  signal: AbortSignal = new AbortController().signal,
): Promise<Omit<AuditDelta, 'findings'> & { readonly findings: number }> {
  const layout = streamLayoutOf('task');
  if (layout === undefined) throw new Error('There is no built-in layout of tasks.');
  const spillFolder = await mkdtemp(join(tmpdir(), 'dynascope-bench-audit-'));
  const pass = await openPass({
    layout,
    reducer: { kind: 'task' },
    spillFolder,
    memoryBudget: 64 * 1024 * 1024,
  });
  let findings = 0;
  let totals = { tasks: 0, events: 0, items: 0 };
  try {
    await driveAudit({
      pieces: tablePieces(dynamo, { table, plan }, signal),
      pass,
      pace: createUnitPace(undefined),
      maxUnits: undefined,
      signal,
      onDelta: ({ findings: found, ...sofar }) => {
        findings += found.length;
        totals = sofar;
        return Promise.resolve();
      },
    });
    return { ...totals, findings };
  } finally {
    await pass.close();
    await rm(spillFolder, { recursive: true, force: true });
  }
}

/** What a program without further thought does: the SDK's document client, page after page of Scan. */
export async function readWithLoop(endpoint: string, table: string): Promise<number> {
  const client = documentClient(endpoint);
  let items = 0;
  let startKey: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page: ScanCommandOutput = await client.send(
      new ScanCommand({ TableName: table, ExclusiveStartKey: startKey }),
    );
    items += page.Items?.length ?? 0;
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
  client.destroy();
  return items;
}
