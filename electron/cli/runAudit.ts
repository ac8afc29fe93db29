import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { AuditSetup, OpenAuditPass } from '../audit/auditPass.ts';
import type { ReducerSource } from '../replay/reducers/replaySetup.ts';
import { driveAudit } from '../services/audit/driveAudit.ts';
import type { AuditPieces } from '../services/audit/sources/auditPiece.ts';
import { createUnitPace } from '../services/audit/unitPace.ts';
import type { CliContext } from './context.ts';
import type { AuditSummary, Report } from './reports/report.ts';
import { makeSpillFolder } from './spillFolder.ts';
import { namingFiles, type ReadFile } from './wrongLines.ts';

/** What is audited, and how. */
export interface CliAudit {
  readonly open: OpenAuditPass;
  readonly layout: LayoutFile;
  readonly reducer: ReducerSource;
  readonly memoryMb: number;
  readonly pieces: AuditPieces;
  readonly maxUnits?: number | undefined;
  readonly unitsPerSecond?: number | undefined;
  /** The file that the lines of a segment come from. */
  readonly fileOf?: ((segment: number) => ReadFile | undefined) | undefined;
}

/** How an audit ended. */
export interface CliAudited {
  readonly summary: AuditSummary;
  /** Findings of severity error. */
  readonly errors: number;
  /** Whether everything was read. */
  readonly complete: boolean;
  /** Items read, by what the pass was told of their table. */
  readonly counted: ReadonlyMap<string | undefined, number>;
}

type Totals = { -readonly [Name in keyof Omit<AuditSummary, 'seconds'>]: AuditSummary[Name] };

/** Runs an audit and tells its findings as they come. Nothing of it stays on disk. */
export async function runAudit(
  { deps, signal, glance }: Pick<CliContext, 'deps' | 'signal' | 'glance'>,
  audit: CliAudit,
  add: Report['add'],
): Promise<CliAudited> {
  const spill = await makeSpillFolder();
  const setup: AuditSetup = {
    layout: audit.layout,
    reducer: audit.reducer,
    spillFolder: spill.path,
    memoryBudget: audit.memoryMb * 1024 * 1024,
  };
  const begun = deps.now();
  const totals: Totals = { tasks: 0, events: 0, items: 0, findings: 0, units: 0 };
  const counted = new Map<string | undefined, number>();
  let errors = 0;
  try {
    const pass = namingFiles(await audit.open(setup), audit.fileOf);
    try {
      const complete = await driveAudit({
        pieces: audit.pieces,
        pass,
        pace: createUnitPace(audit.unitsPerSecond),
        maxUnits: audit.maxUnits,
        signal,
        onDelta: async ({ findings, tasks, events, items }, piece) => {
          if (piece !== undefined) {
            counted.set(piece.table, (counted.get(piece.table) ?? 0) + items - totals.items);
          }
          Object.assign(totals, { tasks, events, items });
          if (piece?.kind === 'page') {
            totals.units += piece.units;
            if (piece.estimated === true) totals.unitsEstimated = true;
          }
          for (const { finding } of findings) {
            totals.findings += 1;
            if (finding.severity === 'error') errors += 1;
            await add(finding);
          }
          glance(`${items} items read, ${totals.findings} findings …`);
        },
      });
      return { summary: { ...totals, seconds: (deps.now() - begun) / 1000 }, errors, complete, counted };
    } finally {
      await pass.close();
    }
  } finally {
    await spill.remove();
  }
}
