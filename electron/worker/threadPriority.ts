import { constants, getPriority, setPriority } from 'node:os';

/**
 * Lets other threads go first where processors are scarce: the window, the host's main thread, an engine on the same
 * computer that reads the next page meanwhile. For the thread that calls it, and those that it starts from then on, whose
 * work nobody awaits in milliseconds.
 * Only Linux gives a thread a priority of its own (setpriority(2), "C library/kernel differences"); elsewhere it would
 * be the whole process's, so nothing is changed there.
 */
export function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    // Who has been started with a lower one stays there.
    if (getPriority(0) < constants.priority.PRIORITY_BELOW_NORMAL)
      setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Refused by a sandbox: no worse than before.
  }
}
