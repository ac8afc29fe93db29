import type { MissingEnd } from '#shared/contract/compare.ts';
import { firstIndex } from '../bisect.ts';
import type { Replayed } from '../replayed.ts';
import type { SidePoint } from './sidePoint.ts';

type Numbered = Pick<Replayed, 'length' | 'seqAt'>;

/** How many events of a stream are numbered `seq` or lower. */
export const countUpTo = (stream: Numbered, seq: number): number =>
  firstIndex(stream.length, (position) => (stream.seqAt(position) ?? seq) > seq);

/** Where `seq` names no event of the stream: what the stream has. 0 names none, it stands for before the first. */
function missingEnd(stream: Numbered, seq: number): Omit<MissingEnd, 'side'> | undefined {
  if (seq === 0 || stream.seqAt(countUpTo(stream, seq) - 1) === seq) return undefined;
  return {
    events: stream.length,
    firstSeq: stream.seqAt(0) ?? 0,
    lastSeq: stream.seqAt(stream.length - 1) ?? 0,
  };
}

/** The sides that end at an event which is not there. */
export function missingEndsOf(
  sides: { readonly left: SidePoint; readonly right: SidePoint },
  streamOf: (task: number) => Numbered,
): readonly MissingEnd[] {
  return (['left', 'right'] as const).flatMap((side) => {
    const { task, at } = sides[side];
    if (at.kind === 'stored' || at.seq === undefined) return [];
    const missing = missingEnd(streamOf(task), at.seq);
    return missing === undefined ? [] : [{ side, ...missing }];
  });
}
