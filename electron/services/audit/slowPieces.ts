import { setTimeout as delay } from 'node:timers/promises';
import type { AuditPass } from '../../audit/auditPass.ts';

/** How long the pieces under way are waited for when an audit is stopped or paused, in milliseconds. */
const GRACE = 40;

/** What becomes of pieces under way that a reducer of the reader's own may take any time for. */
export interface SlowPieces {
  /** Carries out `work`, in which pieces are given to the pass. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Carries out `work`, in which they are not. */
  without(work: () => Promise<void>): Promise<void>;
  /** Ends them in their middle, unless they are through in a moment. */
  end(): Promise<void>;
  /** Holds them in their middle while `isPaused`, unless they are through in a moment. */
  hold(isPaused: () => boolean): Promise<void>;
}

/** Looks after the pieces of one audit; `passOf` gives its pass, once there is one. */
export function createSlowPieces(passOf: () => AuditPass | undefined): SlowPieces {
  let isFeeding = false;
  return {
    async during(work) {
      isFeeding = true;
      try {
        return await work();
      } finally {
        isFeeding = false;
      }
    },
    async without(work) {
      isFeeding = false;
      await work();
      isFeeding = true;
    },
    async end() {
      await delay(GRACE);
      if (isFeeding) await passOf()?.close(0);
    },
    async hold(isPaused) {
      await delay(GRACE);
      if (isFeeding && isPaused()) passOf()?.hold?.(true);
    },
  };
}
