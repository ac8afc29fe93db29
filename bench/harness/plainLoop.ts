import { growHeapInLargeSteps } from '../../electron/runtime/heapGrowth.ts';
import { readWithLoop } from './auditRuns.ts';
import { timed } from './measure.ts';

// A program of its own: what the document client leaves to be collected would be charged to what is measured after it.

growHeapInLargeSteps();

const [, , endpoint = '', table = ''] = process.argv;
let items = 0;
const ms = await timed(async () => {
  items = await readWithLoop(endpoint, table);
});
process.send?.({ ms, items });
process.disconnect();
