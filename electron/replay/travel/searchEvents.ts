import type { SearchHit } from '#shared/contract/travel.ts';
import { searchableText } from '../searchableText.ts';
import type { Replayed } from '../replayed.ts';
import type { Slices } from '../slices.ts';
import type { Budget } from './budget.ts';
import { excerptOf } from './excerpt.ts';
import type { MatchTexts } from './matchTexts.ts';

/** Texts matched at once. */
const BATCH = 500;

/** Hits among the positions looked at, and where to go on; `next` is `to` at the end. */
export interface SearchedRange {
  readonly next: number;
  readonly hits: readonly SearchHit[];
}

/** Looks for a text in what events from position `from` up to, not including, `to` carry; ends when `budget` is spent. */
export function* searchEvents(
  stream: Replayed,
  match: MatchTexts,
  from: number,
  to: number,
  budget: Budget,
): Slices<SearchedRange> {
  const hits: SearchHit[] = [];
  let next = from;
  while (next < to) {
    const texts: string[] = [];
    const start = next;
    while (next < to && texts.length < BATCH) {
      const event = stream.eventAt(next);
      texts.push(event === undefined ? '' : searchableText(event));
      next += 1;
      if (budget.spent()) break;
    }
    const matches = yield* match(texts);
    matches.forEach((found, offset) => {
      const seq = stream.seqAt(start + offset);
      const type = stream.typeAt(start + offset);
      if (found === undefined || seq === undefined || type === undefined) return;
      hits.push({ kind: 'carries', seq, type, excerpt: excerptOf(texts[offset] ?? '', found) });
    });
    if (budget.spent()) break;
  }
  return { next, hits };
}
