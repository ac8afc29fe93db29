import type { Caller } from '../caller.ts';
import type { WhatIfProxy } from '../hostApi.ts';
import type { Unasked, WhatIfCall } from '../protocol.ts';
import { chunksOf, createLane, type OnLost, type Opened } from '../proxies.ts';

/** The proxy of a comparison that the server holds under `handle`. `forget` is called when it is closed. */
export function whatIfProxy(
  caller: Caller,
  handle: number,
  forget: (down: OnLost) => void,
): Opened<WhatIfProxy> {
  const lane = createLane(caller, handle, forget);
  const whatIf = (call: WhatIfCall): Unasked => ({ kind: 'whatIf', handle, call });
  const { read, write } = lane;
  return {
    down: lane.down,
    proxy: {
      ...lane.common,
      add: (segment, items, o) =>
        write(
          chunksOf(items).map((part) => whatIf({ method: 'add', args: [segment, part] })),
          o,
        ),
      end: (o) => write([whatIf({ method: 'end', args: [] })], o),
      report: (o) => read(whatIf({ method: 'report', args: [] }), o),
    },
  };
}
