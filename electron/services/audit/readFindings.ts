import { throwIfCancelled } from '#shared/errors/appError.ts';
import type { StoredFinding } from '../../settings/auditFolder.ts';
import { createPacer } from '../slices.ts';

/** Findings between two looks at the clock. */
const LOOK_EVERY = 16;

/**
 * Reads findings in slices, until `take` gives `false` or there are no more.
 * @throws `Cancelled` once `signal` has been aborted
 */
export async function readFindings(
  findings: AsyncIterable<StoredFinding>,
  take: (stored: StoredFinding) => boolean,
  signal?: AbortSignal,
): Promise<void> {
  const pace = createPacer();
  let read = 0;
  for await (const stored of findings) {
    if (!take(stored)) return;
    read += 1;
    if (read % LOOK_EVERY !== 0) continue;
    await pace();
    throwIfCancelled(signal);
  }
}
