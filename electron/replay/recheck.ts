import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { sameEvent } from './equality.ts';
import type { Rewritten } from './rewritten.ts';
import type { SortedItems } from './taskItems.ts';
import type { TaskStream } from './taskStream.ts';

/** So many of the last events are remembered over a reset, to tell which of them have gone. */
const REMEMBERED = 100;

type Looked = Pick<
  TaskStream,
  'length' | 'eventAt' | 'countUpTo' | 'drop' | 'isUnreadable' | 'addEvents' | 'addUndecodable'
>;

/** Notices events that are gone, or no more what they were, when their stream is looked at again. */
export function createRecheck(stream: Looked, { note, cameBack }: Pick<Rewritten, 'note' | 'cameBack'>) {
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

  const withKey = ({ key, seq }: TaskEvent): TaskEvent | undefined =>
    eventsFrom(stream.countUpTo(seq - 1), stream.countUpTo(seq)).find((event) => event.key === key);

  /** Whether the stream would be the same with the event added: rows are never freed, so it is not. */
  const isHeld = (event: TaskEvent): boolean => {
    const held = stream.isUnreadable(event.key) ? undefined : withKey(event);
    return held !== undefined && sameEvent(held, event);
  };

  /** Drops events behind `afterSeq` that two looks in a row have not found; `there`: the keys that this one has. */
  const dropMissing = (afterSeq: number, there: ReadonlySet<string>): boolean => {
    const missing = eventsFrom(stream.countUpTo(afterSeq)).filter(({ key }) => !there.has(key));
    const gone = missing.filter(({ key }) => doubtful.has(key));
    doubtful = new Set(missing.map(({ key }) => key));
    for (const event of gone) stream.drop(event);
    return gone.length > 0;
  };

  return {
    /** Takes everything that there is behind `afterSeq`; returns whether anything changed. */
    look(afterSeq: number, { events, undecodable }: Pick<SortedItems, 'events' | 'undecodable'>): boolean {
      const gone = dropMissing(afterSeq, new Set(events.map(({ key }) => key)));
      const moved = stream.addEvents(events.filter((event) => !isHeld(event)));
      cameBack(events);
      const unread = stream.addUndecodable(undecodable);
      return gone || moved || unread;
    },
    /** Keeps the last events of a stream that is about to be cleared; of one that was cut off, those before that. */
    remember(): void {
      if (before.length === 0) before = eventsFrom(stream.length - REMEMBERED);
      doubtful = new Set();
    },
    /** Tells what has become of them, once the stream has been read again. */
    compareRemembered(): void {
      for (const event of before) {
        const same = withKey(event);
        if (same === undefined || !sameEvent(same, event)) note(event, same);
      }
      before = [];
    },
  };
}
