import { randomUUID } from 'node:crypto';
import type { AuditRef } from '#shared/contract/audit.ts';
import { auditFilterSchema, type AuditFilter, type AuditRun } from '#shared/model/audit.ts';
import type { Finding } from '#shared/model/finding.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { openPassHere } from '../../audit/openPass.ts';
import { FAULTS, type FaultName } from '../../audit/plantedFaults.fixture.ts';
import type { PlantedTask } from '../../audit/plantedTask.fixture.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { legalStream } from '../../replay/samples.ts';
import { auditFolder } from '../../settings/auditFolder.ts';
import { readyLayout } from '../layoutCatalog.ts';
import { createAudits, type Audits, type AuditsDeps } from './audits.ts';

/** A signal that never aborts. */
export const NEVER: AbortSignal = new AbortController().signal;

/** What happened to every planted task. */
export const EVENTS = legalStream([0, 0, 3, 1, 0, 0], [1, 5, 9, 60]);

const NAMES = Object.keys(FAULTS).filter((name): name is FaultName => name in FAULTS);

/** Tasks with one fault after another. */
export const tasksWithFaults = (count: number): readonly PlantedTask[] =>
  Array.from({ length: count }, (_, index) =>
    FAULTS[NAMES[index % NAMES.length] ?? 'none']({ task: `t-${index}`, events: EVENTS, pick: index }),
  );

/** Audits of tables in `dynamo`, of tasks or by a `layout`, that keep their files in `folder`. */
export const auditsOver = (
  dynamo: Dynamo,
  folder: string,
  { layout, ...more }: Partial<AuditsDeps> & { readonly layout?: LayoutFile } = {},
): Audits =>
  createAudits({
    tables: {
      describe: async ({ table }) => ({
        ...(await dynamo.describeTable(table)),
        indexes: [],
        detected: 'task',
        layout: layout === undefined ? 'task' : 'stream',
      }),
      streams: () => Promise.resolve(layout && readyLayout(layout, 'saved')),
    },
    setupOf: () => Promise.resolve(undefined),
    folderOf: (connection) => auditFolder(folder, connection),
    use: (_, work) => work(dynamo),
    openPass: openPassHere(),
    newId: randomUUID,
    version: '1.2.3',
    now: () => Date.now(),
    warn: (message, error) => {
      throw new Error(message, { cause: error });
    },
    checkpointEvery: 0,
    ...more,
  });

/** Waits until a run has ended, and gives what was told last. */
export const ended = async (audits: Audits, ref: AuditRef): Promise<AuditRun> => {
  const seen: AuditRun[] = [];
  await audits.watch(ref, { signal: NEVER, emit: (state) => Promise.resolve(void seen.push(state)) });
  const last = seen.at(-1);
  if (last === undefined) throw new Error('Nothing was told.');
  return last;
};

/** The findings of a run that pass a filter. */
export const rowsOf = async (
  audits: Audits,
  ref: AuditRef,
  filter: AuditFilter = auditFilterSchema.parse({}),
) => (await audits.range(ref, filter, { from: 0, to: 2000 })).rows;

/** Task and kind of each finding, whatever their order. */
export const named = (findings: readonly { readonly finding: Finding }[]): readonly string[] =>
  findings.map(({ finding }) => `${finding.task} ${finding.kind}`).sort();
