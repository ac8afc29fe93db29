import type { Caller } from './caller.ts';
import type { Comparisons } from './compare/comparisons.ts';
import type { Remote, ReplayCallOptions } from './hostApi.ts';
import type { CompareCall } from './protocol.ts';

/** The comparisons of whatever server `started` gives at the time of each call. */
export function comparisonsProxy(started: () => Caller): Remote<Comparisons> {
  const ask = async (call: CompareCall, options: ReplayCallOptions | undefined): Promise<never> =>
    started().ask({ kind: 'compare', call }, options);
  return {
    align: (left, right, o) => ask({ method: 'align', args: [left, right] }, o),
    compared: (left, right, range, o) => ask({ method: 'compared', args: [left, right, range] }, o),
    comparedAt: (left, right, row, o) => ask({ method: 'comparedAt', args: [left, right, row] }, o),
    nextDifference: (left, right, row, towards, o) =>
      ask({ method: 'nextDifference', args: [left, right, row, towards] }, o),
  };
}
