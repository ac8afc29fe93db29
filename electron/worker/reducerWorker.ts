import { isMainThread, workerData } from 'node:worker_threads';
import { isSandboxData } from '../replay/reducers/sandbox/control.ts';
import { lockHost } from '../replay/reducers/sandbox/lockHost.ts';
import { serveSandbox } from '../replay/reducers/sandbox/serveSandbox.ts';

// Entry of a sandbox's thread; loaded by anything else it does nothing.
const data: unknown = workerData;
if (!isMainThread && isSandboxData(data)) {
  lockHost();
  serveSandbox(data);
}
