import { constants, setPriority } from 'node:os';

/**
 * Lets other threads go first where processors are scarce: the window, the host's main thread, an engine on the same
 * computer that reads the next page meanwhile. For the thread that calls it, whose work nobody awaits in milliseconds.
 * Only Linux gives a thread a priority of its own (setpriority(2), "C library/kernel differences"); elsewhere it would
 * be the whole process's, so nothing is changed there.
 */
export function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Refused by a sandbox: no worse than before.
  }
}
