import type { TextQuery, TravelTarget } from '#shared/contract/travel.ts';
import { ERROR_FLAGS, FLAG } from '../flags.ts';
import type { Budget } from './budget.ts';
import { stepMeets } from './fieldTest.ts';
import type { Slices } from '../slices.ts';
import type { MatchTexts } from './matchTexts.ts';
import { firstFrom, type Walk } from './places.ts';
import { searchEvents, type SearchedRange } from './searchEvents.ts';
import { searchStates } from './searchStates.ts';
import type { Travelled } from './travelled.ts';

/** What one slice of a walk came to: the event found, or where to go on, or that there is none. */
export type FoundSlice =
  | { readonly kind: 'found'; readonly seq: number; readonly position: number }
  | { readonly kind: 'further'; readonly position: number }
  | { readonly kind: 'none' };

/** Events looked at in one go: on the way back they are folded forward, and the last one that is meant counts. */
const CHUNK = 500;

/** The same where a slice's time does not suffice for so many. */
const SMALL = 16;

const ENDLESS: Budget = { spent: () => false };

/** Positions in a range that are meant, ascending; `next` tells how far the range was looked through. */
interface Looked {
  readonly next: number;
  readonly positions: readonly number[];
}

type LookAtOnce = (from: number, to: number, budget: Budget) => Looked;

type Look = (...range: Parameters<LookAtOnce>) => Slices<Looked>;

const FAILED: ReadonlySet<string> = new Set(['failed', 'dead_lettered']);

/** What keeps within its budget by itself. */
const atOnce = (look: LookAtOnce): Look =>
  function* (...range) {
    return look(...range);
  };

/** Looks at columns alone. */
function byColumn(meant: (position: number) => boolean): Look {
  return atOnce((from, to, budget) => {
    const positions: number[] = [];
    let next = from;
    while (next < to) {
      if (meant(next)) positions.push(next);
      next += 1;
      if (budget.spent()) break;
    }
    return { next, positions };
  });
}

function bySearch(
  stream: Travelled,
  search: (from: number, to: number, budget: Budget) => Slices<SearchedRange>,
): Look {
  return function* (from, to, budget) {
    const { next, hits } = yield* search(from, to, budget);
    const entered = hits.filter(({ kind }) => kind !== 'left');
    return { next, positions: entered.map(({ seq }) => Math.max(from, firstFrom(stream, seq))) };
  };
}

function lookFor(stream: Travelled, target: TravelTarget, matcherOf: MatcherOf): Look {
  switch (target.kind) {
    case 'field':
      return atOnce((from, to, budget) => {
        const positions: number[] = [];
        let next = from;
        stream.steps(from, to, (position, before, _, after) => {
          if (stepMeets(before, after, target.path, target.test, position === 0)) positions.push(position);
          next = position + 1;
          return !budget.spent();
        });
        return { next, positions };
      });
    case 'failure':
      return byColumn((position) => {
        if ((stream.flagsAt(position) & ERROR_FLAGS) !== 0) return true;
        const status = stream.statusAt(position);
        return FAILED.has(status) && (position === 0 || stream.statusAt(position - 1) !== status);
      });
    case 'gap':
      return byColumn((position) => (stream.flagsAt(position) & FLAG.gap) !== 0);
    case 'finding': {
      // An entry that cannot be read is no event: the first event after it stands for it.
      const unread = new Set(stream.unread.map((seq) => Math.min(firstFrom(stream, seq), stream.length - 1)));
      return byColumn((position) => stream.flagsAt(position) !== 0 || unread.has(position));
    }
    case 'text': {
      const match = matcherOf(target.query);
      const search = target.query.within === 'events' ? searchEvents : searchStates;
      return bySearch(stream, (from, to, budget) => search(stream, match, from, to, budget));
    }
  }
}

/** What matches the texts of a query. */
type MatcherOf = (query: TextQuery) => MatchTexts;

/**
 * Looks for the next event that is the target, as far as `budget` goes; a slow expression takes several slices.
 * @throws `InvalidInput` when an expression is bad or too slow
 */
export function* findSlice(
  stream: Travelled,
  target: TravelTarget,
  walk: Walk,
  budget: Budget,
  matcherOf: MatcherOf,
): Slices<FoundSlice> {
  const look = lookFor(stream, target, matcherOf);
  const tell = (position: number): FoundSlice => ({
    kind: 'found',
    seq: stream.seqAt(position) ?? 0,
    position,
  });
  let at = Math.min(walk.position, stream.length);
  let size = CHUNK;
  if (walk.towards === 'forward') {
    while (at < stream.length) {
      const { next, positions } = yield* look(at, Math.min(stream.length, at + size), budget);
      const [first] = positions;
      if (first !== undefined) return tell(first);
      at = next;
      size *= 2;
      if (budget.spent()) break;
    }
    return at < stream.length ? { kind: 'further', position: at } : { kind: 'none' };
  }
  while (at > 0) {
    const from = Math.max(0, at - size);
    const { next, positions } = yield* look(from, at, size === SMALL ? ENDLESS : budget);
    if (next < at && size !== SMALL) {
      // A chunk counts whole or not at all: half of one, from its beginning, tells nothing of its end.
      size = SMALL;
      continue;
    }
    const last = positions.at(-1);
    if (last !== undefined) return tell(last);
    at = from;
    if (budget.spent()) break;
  }
  return at > 0 ? { kind: 'further', position: at } : { kind: 'none' };
}
