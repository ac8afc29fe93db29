import type { Towards } from '#shared/contract/travel.ts';
import { firstIndex } from '../bisect.ts';
import type { Replayed } from '../replayed.ts';

/** The first position whose number is at least `seq`. */
export function firstFrom(stream: Replayed, seq: number): number {
  return firstIndex(stream.length, (position) => (stream.seqAt(position) ?? seq) >= seq);
}

/** Where a walk stands: forward it goes on at `position`, backward it goes on before it. */
export interface Walk {
  readonly towards: 'forward' | 'backward';
  readonly position: number;
}

/** The walk that begins at event `seq`, which itself is not looked at. */
export function beginWalk(stream: Replayed, seq: number, towards: Towards): Walk {
  switch (towards) {
    case 'forward':
      return { towards, position: firstFrom(stream, seq + 1) };
    case 'backward':
      return { towards, position: firstFrom(stream, seq) };
    case 'start':
      return { towards: 'forward', position: 0 };
  }
}
