import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { sameEvent } from './equality.ts';
import type { Rewritten } from './rewritten.ts';
import type { TaskStream } from './taskStream.ts';

/** So many of the last events are remembered over a reset, to tell which of them have gone. */
const REMEMBERED = 100;

type Looked = Pick<TaskStream, 'length' | 'eventAt' | 'countUpTo' | 'drop'>;

/** Notices events that are gone, or no more what they were, when their stream is looked at again. */
export function createRecheck(stream: Looked, { note }: Pick<Rewritten, 'note'>) {
  /** Events that the last look did not find: an index may be behind its table, so that one look proves nothing. */
  let doubtful: ReadonlySet<string> = new Set();
  /** The last events of the stream that a reset has cleared, until it has been read again. */
  let before: readonly TaskEvent[] = [];

  const eventsFrom = (position: number, to = stream.length): readonly TaskEvent[] => {
    const from = Math.max(0, position);
    return Array.from({ length: Math.max(0, to - from) }, (_, index) => stream.eventAt(from + index)).flatMap(
      (event) => event ?? [],
    );
  };

  return {
    /** Drops events behind `afterSeq` that two looks in a row have not found; `there`: the keys that this one has. */
    dropMissing(afterSeq: number, there: ReadonlySet<string>): boolean {
      const missing = eventsFrom(stream.countUpTo(afterSeq)).filter(({ key }) => !there.has(key));
      const gone = missing.filter(({ key }) => doubtful.has(key));
      doubtful = new Set(missing.map(({ key }) => key));
      for (const event of gone) {
        stream.drop(event);
        note(event, undefined);
      }
      return gone.length > 0;
    },
    /** Keeps the last events of a stream that is about to be cleared. */
    remember(): void {
      before = eventsFrom(stream.length - REMEMBERED);
      doubtful = new Set();
    },
    /** Tells what has become of them, once the stream has been read again. */
    compareRemembered(): void {
      for (const event of before) {
        const there = eventsFrom(stream.countUpTo(event.seq - 1), stream.countUpTo(event.seq));
        const same = there.find(({ key }) => key === event.key);
        if (same === undefined || !sameEvent(same, event)) note(event, same);
      }
      before = [];
    },
  };
}
