import { monitorEventLoopDelay } from 'node:perf_hooks';
import { connectDynamo } from '../../electron/dynamo/client.ts';
import { growHeapInLargeSteps } from '../../electron/runtime/heapGrowth.ts';
import { hasCode } from '../../shared/errors/appError.ts';
import { audit } from './auditRuns.ts';
import { median, timed } from './measure.ts';

// A program of its own, so that its memory is the audit's: main thread, worker and what Node itself takes.

growHeapInLargeSteps();

const [, , endpoint = '', cancelAfter = '0', before = ''] = process.argv;
const target = { table: 'canned', plan: { segments: 1, inFlight: 1, limit: undefined } };

const auditAt = async (address: string, signal?: AbortSignal) => {
  const dynamo = connectDynamo({ kind: 'endpoint', endpoint: address, region: 'local' });
  try {
    return await audit({ ...target, dynamo }, signal);
  } finally {
    dynamo.close();
  }
};

const monitor = monitorEventLoopDelay({ resolution: 1 });
monitor.enable();
// V8 compiles what is called a thousand times: code that a longer audit has and a shorter one has not yet.
if (before !== '') await auditAt(before);
const resident: number[] = [];
const sampling = setInterval(() => resident.push(process.memoryUsage.rss() / 1e6), 20);
const cancel = new AbortController();
let cancelledAt = 0;
if (Number(cancelAfter) > 0) {
  setTimeout(() => {
    cancelledAt = performance.now();
    cancel.abort();
  }, Number(cancelAfter));
}
let done = { tasks: 0, items: 0, findings: 0 };
const ms = await timed(async () => {
  try {
    done = await auditAt(endpoint, cancel.signal);
  } catch (error) {
    if (!hasCode(error, 'Cancelled')) throw error;
  }
});
const cancelMs = cancelledAt === 0 ? undefined : performance.now() - cancelledAt;
monitor.disable();
clearInterval(sampling);
const { tasks, items, findings } = done;
process.send?.({
  ms,
  items,
  tasks,
  findings,
  resident: Math.max(...resident),
  residentLevel: median(resident.slice(resident.length / 2)),
  lateP99: monitor.percentile(99) / 1e6,
  late: monitor.max / 1e6,
  ...(cancelMs === undefined ? {} : { cancelMs }),
});
process.disconnect();
