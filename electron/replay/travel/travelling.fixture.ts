import type { EventFilter } from '#shared/contract/replay.ts';
import type { SearchHit, TextQuery, TravelTarget, Towards } from '#shared/contract/travel.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { createTaskSession } from '../createTaskSession.ts';
import { eventItem } from '../samples.ts';
import type { TaskSession } from '../taskSession.ts';
import { arrayStream } from './arrayStream.fixture.ts';
import { createTravel, type TravelSession } from './travelSession.ts';

/** The filter that lets every event through. */
export const ALL: EventFilter = { types: [], text: '', regex: false };

/** A traveller whose slices end after one look each. */
export const hurried = (events: readonly TaskEvent[]): TravelSession => {
  const stream = arrayStream(events);
  return createTravel({
    stream: () => stream,
    version: () => 1,
    positions: () => events.map((_, index) => index),
    rowsAt: () => [],
    budget: () => ({ spent: () => true }),
  }).session;
};

/** What a walk comes to, in as many slices as it takes. */
export const findWith = (
  session: TravelSession,
  target: TravelTarget,
  seq: number,
  towards: Towards,
): number | null => {
  let answer = session.find(target, seq, towards, undefined);
  while (answer.kind === 'further') answer = session.find(target, seq, towards, answer.cursor);
  if (answer.kind === 'moved') throw new Error('The stream has not changed.');
  return answer.kind === 'found' ? answer.seq : null;
};

/** Everything that a search finds, in as many slices as it takes. */
export const searchWith = (session: TravelSession, query: TextQuery): readonly SearchHit[] => {
  const hits: SearchHit[] = [];
  let answer = session.search(query, undefined);
  for (;;) {
    if (answer.kind === 'moved') throw new Error('The stream has not changed.');
    hits.push(...answer.hits);
    if (answer.cursor === undefined) return hits;
    answer = session.search(query, answer.cursor);
  }
};

/** The session of a task that has these events, complete. */
export const opened = (events: readonly TaskEvent[]): TaskSession => {
  const session = createTaskSession('t');
  session.add(events.map((event) => eventItem(event)));
  session.complete();
  return session;
};

/** The sequences that are meant, told the plain way; then the one that a walk should find. */
export const expected = (meant: readonly number[], seq: number, towards: Towards): number | null => {
  if (towards === 'start') return meant[0] ?? null;
  if (towards === 'forward') return meant.find((each) => each > seq) ?? null;
  return meant.filter((each) => each < seq).at(-1) ?? null;
};
