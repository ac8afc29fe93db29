import { setFlagsFromString } from 'node:v8';

/**
 * Lets the heaps of this process, workers included, grow to three times what lives in them before V8 collects. Left to
 * itself it collects after some 8 MB more, buffers outside the heap counted: with a live heap of 20 MB every few pages
 * of a table begin a major collection, half of all processor time of an audit (docs/adr/0020-heap-growth.md). V8 reads
 * the flag at each collection, so it counts from the next one on.
 */
export function growHeapInLargeSteps(): void {
  setFlagsFromString('--heap-growing-percent=200');
}
