import type { AuditRun } from '#shared/model/audit.ts';
import { settledOrAborted } from '../waiting.ts';
import type { LiveAudit } from './liveAudit.ts';

/** What a window is told while an audit goes on. */
export interface AuditListener {
  readonly signal: AbortSignal;
  readonly emit: (run: AuditRun) => Promise<void>;
}

const isDriven = (audit: LiveAudit): boolean => ['running', 'paused'].includes(audit.state().state);

/** Tells how an audit stands, now and whenever it has come further, until it ends or nobody listens. */
export async function watchLive(audit: LiveAudit, { signal, emit }: AuditListener): Promise<void> {
  let latest: AuditRun | undefined;
  let sending = Promise.resolve();
  const stop = audit.changes.on((run) => {
    // A slow window gets the latest and never a queue.
    const waiting = latest !== undefined;
    latest = run;
    if (waiting) return;
    sending = sending.then(async () => {
      const next = latest;
      latest = undefined;
      if (next !== undefined && !signal.aborted) await emit(next);
    });
  });
  try {
    await emit(audit.state());
    await settledOrAborted(audit.over, signal);
    await sending;
    if (!signal.aborted && !isDriven(audit)) await emit(audit.state());
  } finally {
    stop();
  }
}
