import type { AuditRun } from '#shared/model/audit.ts';
import { throwIfCancelled, toErrorData } from '#shared/errors/appError.ts';
import type { AuditDelta, AuditPass, OpenAuditPass } from '../../audit/auditPass.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import type { AuditCheckpoint } from '../../settings/auditCheckpoint.ts';
import type { AuditFiles, AuditHead } from '../../settings/auditFolder.ts';
import { createEmitter, type Emitter } from '../emitter.ts';
import { watchSlowReducer } from '../slowReducer.ts';
import { createBell } from '../waiting.ts';
import { createAuditScans, planScans, type AuditScans } from './auditScans.ts';
import { driveAudit, type Drive } from './driveAudit.ts';
import type { FindingIndex } from './findingIndex.ts';
import { openFindingLog } from './findingLog.ts';
import { createItemRate } from './itemRate.ts';
import type { AuditPiece } from './sources/auditPiece.ts';
import { createSlowPieces } from './slowPieces.ts';
import { createUnitPace } from './unitPace.ts';
import { watchedPass } from './watchedPass.ts';

/** What driving an audit stands on. */
export interface LiveAuditDeps {
  readonly openPass: OpenAuditPass;
  readonly use: <T>(work: (dynamo: Dynamo) => Promise<T>) => Promise<T>;
  readonly files: AuditFiles;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly warn: (message: string, error: unknown) => void;
  /** Bytes of memory for streams that have not ended. */
  readonly memoryBudget: number;
  /** Milliseconds between checkpoints, at least. */
  readonly checkpointEvery: number;
}

/** An audit that is being driven by this program. */
export interface LiveAudit {
  state(): AuditRun;
  readonly index: FindingIndex;
  readonly changes: Emitter<AuditRun>;
  pause(): void;
  resume(): void;
  /** Ends it at once; `why` is what it is called then. */
  stop(why: 'cancelled' | 'interrupted'): void;
  /** Settles when everything of it is on disk and nothing runs any longer. Never rejects. */
  readonly over: Promise<void>;
}

/** Milliseconds between two tellings of progress. */
const TELL_EVERY = 200;

/** A checkpoint takes at most this share of the time. */
const CHECKPOINT_SHARE = 20;

/** Begins an audit, or goes on with one from its checkpoint. Settles when it is under way. */
export async function startLiveAudit(
  { openPass, use, files, now, warn, memoryBudget, checkpointEvery }: LiveAuditDeps,
  head: AuditHead,
  from: AuditCheckpoint | undefined,
): Promise<LiveAudit> {
  const abort = new AbortController();
  const { signal } = abort;
  const changes = createEmitter<AuditRun>();
  const bell = createBell();
  const log = await openFindingLog(files, from?.bytes ?? 0);
  const { index } = log;
  const rate = createItemRate(now);
  let run: AuditRun = {
    ...head.run,
    state: 'running',
    endedAt: undefined,
    error: undefined,
    items: from?.items ?? 0,
    units: from?.units ?? 0,
    ...(from?.unitsEstimated === true ? { unitsEstimated: true } : {}),
    seconds: from?.seconds ?? 0,
    judging: false,
    findings: index.counts(),
  };
  let began = now();
  let before = run.seconds;
  let toldAt = 0;
  let savedAt = now();
  let pauseBetween = checkpointEvery;
  let headSaved: Promise<void> = Promise.resolve();
  let why: 'cancelled' | 'interrupted' = 'cancelled';

  const seconds = (): number => (run.state === 'running' ? before + (now() - began) / 1000 : before);
  const lasting = (): AuditRun => {
    const perSecond = run.state === 'running' && !run.judging ? rate.perSecond() : undefined;
    return {
      ...run,
      seconds: seconds(),
      findings: index.counts(),
      ...(perSecond === undefined ? {} : { itemsPerSecond: perSecond }),
    };
  };
  const watch = watchSlowReducer(() => changes.emit(state()));
  const state = (): AuditRun => {
    const slow = run.state === 'running' ? watch.slow() : undefined;
    return slow === undefined ? lasting() : { ...lasting(), slow };
  };
  const saveHead = (driven: boolean): Promise<void> => {
    const { driver, ...rest } = head;
    const data: AuditHead = {
      ...rest,
      run: lasting(),
      ...(driven && driver !== undefined ? { driver } : {}),
    };
    headSaved = headSaved
      .then(() => files.writeHead(data))
      .catch((error: unknown) => {
        warn('The state of an audit could not be kept', error);
      });
    return headSaved;
  };
  const change = (more: Partial<AuditRun>): void => {
    before = seconds();
    began = now();
    run = { ...run, ...more };
    changes.emit(state());
  };

  let scans: AuditScans | undefined =
    from &&
    createAuditScans(
      from.scans.map(({ plan, ...scan }) => ({ ...scan, plan: { limit: undefined, ...plan } })),
    );
  const saveCheckpoint = async (pass: AuditPass): Promise<void> => {
    if (broken || scans === undefined) return;
    const started = now();
    await log.sync();
    await files.writeCheckpoint({
      scans: [...scans.state()],
      pass: await pass.checkpoint(),
      bytes: log.bytes(),
      items: run.items,
      units: run.units,
      ...(run.unitsEstimated === true ? { unitsEstimated: true } : {}),
      seconds: seconds(),
    });
    await saveHead(true);
    savedAt = now();
    pauseBetween = Math.max(checkpointEvery, (savedAt - started) * CHECKPOINT_SHARE);
  };

  const keep = async (delta: AuditDelta): Promise<void> => {
    const { tasks, events, items } = delta;
    await log.append(delta.findings);
    run = { ...run, tasks, events, items };
  };

  /** Whether a reducer of the reader's own folds, which may take any time for a piece. */
  const mayBeSlow = head.reducer.kind === 'module';
  const pieces = createSlowPieces(() => pass);

  /** Whether something was half done: no checkpoint after it would be true. */
  let broken = false;
  let isTorn = false;
  const onFailure = (): void => {
    broken = true;
  };

  const onDelta = async (delta: AuditDelta, piece: AuditPiece | undefined): Promise<void> => {
    // Behind findings that could not be written others have no place.
    if (isTorn) return;
    await keep(delta).catch((error: unknown) => {
      isTorn = true;
      onFailure();
      throw error;
    });
    if (piece?.kind === 'page') {
      scans?.passed(piece.segment, piece.lastKey);
      run = {
        ...run,
        units: run.units + piece.units,
        ...(piece.estimated === true ? { unitsEstimated: true } : {}),
      };
    }
    rate.add(run.items);
    if (now() - toldAt >= TELL_EVERY) {
      toldAt = now();
      changes.emit(state());
    }
  };
  const wantsRest = (): boolean => run.state === 'paused' || now() - savedAt >= pauseBetween;
  const onRest = async (pass: AuditPass): Promise<void> => {
    // The pass keeps the files of one checkpoint that may not have been written, not of two.
    await saveCheckpoint(pass).catch((error: unknown) => {
      onFailure();
      throw error;
    });
    if (run.state !== 'paused') return;
    // What was under way as it was paused has been read since.
    changes.emit(state());
    while (isPaused()) await bell.wait(60_000, signal);
    rate.reset();
    throwIfCancelled(signal);
  };
  const isPaused = (): boolean => run.state === 'paused' && !signal.aborted;

  const drive = async (pass: AuditPass): Promise<boolean> =>
    use(async (dynamo) => {
      const { table, options } = run;
      scans ??= createAuditScans(await planScans(dynamo, head.layout, table, options, signal));
      // A piece that is given up half-way is gone back behind: there has to be something to go back to.
      if (mayBeSlow && from === undefined) await saveCheckpoint(pass);
      const driven: Drive = {
        pieces: scans.pieces(dynamo, signal),
        pass,
        pace: createUnitPace(options.unitsPerSecond),
        // A run that goes on may consume as much again.
        maxUnits: options.maxUnits,
        signal,
        onDelta,
        wantsRest,
        onRest: () => pieces.without(() => onRest(pass)),
        onJudging: () => change({ judging: true }),
      };
      return pieces.during(() => driveAudit(driven));
    });

  const carryOut = async (): Promise<void> => {
    let end: Partial<AuditRun>;
    try {
      const setup = {
        layout: head.layout,
        reducer: head.reducer,
        spillFolder: files.spillFolder,
        memoryBudget,
      };
      pass = watchedPass(await openPass(setup, from?.pass), onFailure);
      pass.onRunning?.(watch.take);
      end = { state: (await drive(pass)) ? 'done' : 'ceiling' };
    } catch (error) {
      end = signal.aborted ? { state: why } : { state: 'failed', error: toErrorData(error) };
    }
    try {
      if (end.state === 'done') await files.dropCheckpoint();
      else if (pass !== undefined) await saveCheckpoint(pass);
    } catch (error) {
      warn('An audit could not be kept to be gone on with', error);
    }
    await pass?.close().catch((error: unknown) => warn('An audit did not end well', error));
    watch.stop();
    await log.close();
    before = seconds();
    run = { ...run, ...end, judging: false, endedAt: new Date(now()).toISOString() };
    await saveHead(false);
    changes.emit(state());
  };

  let pass: AuditPass | undefined;
  const over = carryOut();
  await saveHead(true);
  return {
    state,
    index,
    changes,
    over,
    pause: () => {
      if (run.state !== 'running') return;
      change({ state: 'paused' });
      if (mayBeSlow) void pieces.hold(isPaused);
    },
    resume: () => {
      if (run.state !== 'paused') return;
      change({ state: 'running' });
      pass?.hold?.(false);
      bell.ring();
    },
    stop: (reason) => {
      if (signal.aborted || (run.state !== 'running' && run.state !== 'paused')) return;
      why = reason;
      change({ state: reason });
      // Judging the last streams may take long, and there is no way to tell it to stop.
      if (run.judging) void pass?.close();
      else if (mayBeSlow) void pieces.end();
      abort.abort();
      bell.ring();
    },
  };
}
