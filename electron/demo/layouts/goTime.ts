import { nanoTimeText } from '#shared/model/nanoTime.ts';

/** A time as Go's RFC3339Nano writes it: without the zeros at the end of the fraction, and without an empty one. */
export function goTime(nanos: bigint): string {
  return nanoTimeText(nanos).replace(/\.?0*Z$/, 'Z');
}
