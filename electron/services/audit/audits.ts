import type { AuditRef } from '#shared/contract/audit.ts';
import type { TableRef } from '#shared/contract/common.ts';
import { AppError } from '#shared/errors/appError.ts';
import type {
  AuditEstimate,
  AuditFilter,
  AuditOptions,
  AuditOverview,
  AuditRun,
} from '#shared/model/audit.ts';
import type { AuditComparison } from '#shared/model/auditComparison.ts';
import type { OpenAuditPass } from '../../audit/auditPass.ts';
import { noSuchRun, type AuditFolder, type AuditHead } from '../../settings/auditFolder.ts';
import { markOf, stillRuns } from '../../settings/process.ts';
import { reducerWords, subjectOf, type SubjectDeps } from './auditSubject.ts';
import { createCompareRuns, type ComparedRun } from './compareRuns.ts';
import { createFindingRanges, type FindingRange, type RunFindings } from './findingRanges.ts';
import { startLiveAudit, type LiveAudit } from './liveAudit.ts';
import { createPastIndexes } from './pastIndexes.ts';
import { BYTES_PER_UNIT } from './sources/tablePlan.ts';
import { watchLive, type AuditListener } from './watchLive.ts';

/** What audits stand on. */
export interface AuditsDeps extends SubjectDeps {
  readonly folderOf: (connection: string) => AuditFolder;
  readonly openPass: OpenAuditPass;
  readonly newId: () => string;
  /** The version of this program. */
  readonly version: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly warn: (message: string, error: unknown) => void;
  readonly memoryBudget?: number;
  readonly checkpointEvery?: number;
}

/** Audits of tables: started, watched, looked through and compared. They outlive the windows that started them. */
export interface Audits {
  estimate(ref: TableRef, signal: AbortSignal): Promise<AuditEstimate>;
  /** @throws `InvalidInput` while another audit of the table runs, or for a table without streams */
  start(ref: TableRef, options: AuditOptions, signal: AbortSignal): Promise<AuditRun>;
  pause(ref: AuditRef): void;
  /** @throws `NotFound` when nothing of it is kept to go on from */
  resume(ref: AuditRef): Promise<AuditRun>;
  cancel(ref: AuditRef): void;
  remove(ref: AuditRef): Promise<void>;
  runs(ref: TableRef): Promise<readonly AuditRun[]>;
  watch(ref: AuditRef, listener: AuditListener): Promise<void>;
  overview(ref: AuditRef): Promise<AuditOverview>;
  range(
    ref: AuditRef,
    filter: AuditFilter,
    range: { readonly from: number; readonly to: number },
    signal?: AbortSignal,
  ): Promise<FindingRange>;
  compare(ref: AuditRef, against: string, signal?: AbortSignal): Promise<AuditComparison>;
  /** Interrupts what runs, so that it can be gone on with. */
  close(): Promise<void>;
}

const MEMORY = 128 * 1024 * 1024;
const CHECKPOINT_EVERY = 10_000;

const foundIn = ({ findings }: AuditRun): number => findings.error + findings.warning + findings.info;

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** Makes the service of audits. */
export function createAudits(deps: AuditsDeps): Audits {
  const live = new Map<string, LiveAudit>();
  const past = createPastIndexes();
  const ranges = createFindingRanges();
  const compareRuns = createCompareRuns();
  let closing = false;

  const keyOf = ({ connection, run }: Pick<AuditRef, 'connection' | 'run'>): string =>
    JSON.stringify([connection, run]);
  const filesOf = ({ connection, run }: AuditRef) => deps.folderOf(connection).filesOf(run);

  /** A run as it stands; one whose program has ended is interrupted. */
  const told = async (head: AuditHead): Promise<AuditRun> => {
    const { run, driver } = head;
    if (run.state !== 'running' && run.state !== 'paused') return run;
    if (driver !== undefined && driver.pid !== process.pid && (await stillRuns(driver))) return run;
    return { ...run, state: 'interrupted', judging: false };
  };

  const headOf = async (ref: AuditRef): Promise<AuditHead> => {
    const head = await filesOf(ref).readHead();
    if (head === undefined || head.run.table !== ref.table) throw noSuchRun(ref.run);
    return head;
  };

  const findingsOf = async (ref: AuditRef): Promise<RunFindings> => {
    const files = filesOf(ref);
    const own = live.get(keyOf(ref))?.index ?? past.get(keyOf(ref));
    if (own !== undefined) return { files, index: own };
    const { run } = await headOf(ref);
    return { files, index: await past.read(keyOf(ref), foundIn(run), files) };
  };

  /** A run with what it judged by, for comparing it. */
  const comparedRun = async (ref: AuditRef): Promise<ComparedRun & RunFindings> => {
    const key = keyOf(ref);
    const head = await headOf(ref);
    const run = live.get(key)?.state() ?? (await told(head));
    if (!live.has(key)) past.forgetOlder(key, foundIn(run));
    return { ...head, run, ...(await findingsOf(ref)) };
  };

  const runsOf = async ({ connection, table }: TableRef): Promise<readonly AuditRun[]> => {
    const folder = deps.folderOf(connection);
    const found: AuditRun[] = [];
    for (const run of await folder.runs()) {
      const audit = live.get(keyOf({ connection, run }));
      const head = audit === undefined ? await folder.filesOf(run).readHead() : undefined;
      const state = audit?.state() ?? (head && (await told(head)));
      if (state?.table === table) found.push(state);
    }
    return found.sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
  };

  const drive = async (ref: AuditRef, head: AuditHead, resumed: boolean): Promise<AuditRun> => {
    const running = (await runsOf(ref)).find(({ state }) => state === 'running' || state === 'paused');
    if (running !== undefined || closing) {
      throw new AppError('InvalidInput', {
        message: `An audit of “${ref.table}” is under way.`,
        nextStep: 'Wait for it, or cancel it.',
      });
    }
    const files = filesOf(ref);
    const from = resumed ? await files.readCheckpoint() : undefined;
    // One that was stopped before anything was read begins once more.
    if (resumed && from === undefined && head.run.items > 0) {
      throw new AppError('NotFound', {
        message: 'Nothing of this audit is kept that it could go on from.',
        nextStep: 'Start a new one.',
      });
    }
    past.forget(keyOf(ref));
    const audit = await startLiveAudit(
      {
        openPass: deps.openPass,
        use: (work) => deps.use(ref.connection, work),
        files,
        now: deps.now,
        warn: deps.warn,
        memoryBudget: deps.memoryBudget ?? MEMORY,
        checkpointEvery: deps.checkpointEvery ?? CHECKPOINT_EVERY,
      },
      { ...head, driver: await markOf(process.pid) },
      from,
    );
    live.set(keyOf(ref), audit);
    void audit.over.then(() => {
      past.keep(keyOf(ref), audit.index);
      live.delete(keyOf(ref));
    });
    return audit.state();
  };

  return {
    estimate: async (ref, signal) => {
      const { tables, title, reducer } = await subjectOf(deps, ref, signal);
      const bytes = sumOf(tables.map((each) => each.bytes));
      return {
        items: sumOf(tables.map((each) => each.items)),
        bytes,
        units: Math.ceil(bytes / BYTES_PER_UNIT),
        layout: title,
        reducer: reducerWords(reducer),
        projectionsElsewhere: tables.map(({ table }) => table).filter((table) => table !== ref.table),
      };
    },
    start: async (ref, options, signal) => {
      const { tables, layout, title, reducer } = await subjectOf(deps, ref, signal);
      const run = deps.newId();
      const head: AuditHead = {
        version: 1,
        layout,
        reducer,
        programs: [deps.version],
        run: {
          run,
          table: ref.table,
          state: 'running',
          startedAt: new Date(deps.now()).toISOString(),
          options,
          layout: title,
          reducer: reducerWords(reducer),
          folds: reducer.kind !== 'none',
          expectedItems: sumOf(tables.map(({ items }) => items)),
          tasks: 0,
          events: 0,
          items: 0,
          units: 0,
          seconds: 0,
          judging: false,
          findings: { error: 0, warning: 0, info: 0 },
        },
      };
      return drive({ ...ref, run }, head, false);
    },
    pause: (ref) => live.get(keyOf(ref))?.pause(),
    resume: async (ref) => {
      const audit = live.get(keyOf(ref));
      if (audit?.state().state === 'paused') {
        audit.resume();
        return audit.state();
      }
      // One that was just stopped may still be writing down where.
      await audit?.over;
      const head = await headOf(ref);
      const programs = head.programs && [...new Set([...head.programs, deps.version])];
      return drive(ref, { ...head, programs, resumedAt: new Date(deps.now()).toISOString() }, true);
    },
    cancel: (ref) => live.get(keyOf(ref))?.stop('cancelled'),
    remove: async (ref) => {
      const audit = live.get(keyOf(ref));
      audit?.stop('cancelled');
      await audit?.over;
      await headOf(ref);
      past.forget(keyOf(ref));
      await filesOf(ref).remove();
    },
    runs: runsOf,
    watch: async (ref, listener) => {
      const audit = live.get(keyOf(ref));
      if (audit === undefined) {
        await listener.emit(await told(await headOf(ref)));
        return;
      }
      await watchLive(audit, listener);
    },
    overview: async (ref) => (await findingsOf(ref)).index.overview(),
    range: async (ref, filter, range, signal) => {
      if (filter.against === undefined) {
        return ranges.range(await findingsOf(ref), undefined, filter, range, signal);
      }
      const own = await comparedRun(ref);
      const other = await comparedRun({ ...ref, run: filter.against.run });
      const against = { run: other, difference: compareRuns(own, other) };
      return ranges.range(own, against, filter, range, signal);
    },
    compare: async (ref, against, signal) => {
      const [own, other] = [await comparedRun(ref), await comparedRun({ ...ref, run: against })];
      return compareRuns(own, other).comparison(signal);
    },
    close: async () => {
      closing = true;
      for (const audit of live.values()) audit.stop('interrupted');
      await Promise.all([...live.values()].map(({ over }) => over));
    },
  };
}
