import type { SearchHit } from '#shared/contract/travel.ts';
import { attributeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import { plainJson } from '#shared/model/plainJson.ts';
import type { Replayed } from '../replayed.ts';
import type { Slices } from '../slices.ts';
import { textsIn } from '../textMatch.ts';
import type { Budget } from './budget.ts';
import { excerptOf } from './excerpt.ts';
import type { MatchTexts } from './matchTexts.ts';
import type { SearchedRange } from './searchEvents.ts';

/** Steps matched at once. */
const BATCH = 500;

/** A field as a text is looked for in it: `name: value`, and texts as they were written where JSON escapes something. */
function lineOf(name: string, value: AttributeValue): string {
  const line = `${name}: ${plainJson(value)}`;
  return line.includes('\\') ? [line, ...textsIn(value)].join('\n') : line;
}

/** A field that an event set, with its place among the batch's texts; a removed one has none. */
interface Move {
  readonly name: string;
  readonly text: number | undefined;
}

/** What one event did to the fields. */
interface Step {
  readonly seq: number;
  readonly type: string;
  readonly moves: readonly Move[];
}

/** The fields that differ, told by identity: states share what an event leaves alone. Their texts go into `texts`. */
function movesOf(before: AttributeMap, after: AttributeMap, texts: string[]): readonly Move[] {
  if (before === after) return [];
  const moves: Move[] = [];
  for (const [name, is] of Object.entries(after)) {
    if (attributeOf(before, name) === is) continue;
    moves.push({ name, text: texts.length });
    texts.push(lineOf(name, is));
  }
  for (const name of Object.keys(before)) {
    if (!Object.hasOwn(after, name)) moves.push({ name, text: undefined });
  }
  return moves;
}

/**
 * Looks for a text in the states after positions `from` up to, not including, `to`: tells the events by which it came
 * in and went out. Before the first event nothing is in the state.
 */
export function* searchStates(
  stream: Replayed,
  match: MatchTexts,
  from: number,
  to: number,
  budget: Budget,
): Slices<SearchedRange> {
  const hits: SearchHit[] = [];
  const holding = new Set<string>();
  let next = from;
  const begin = from === 0 ? [] : Object.entries(stream.stateAfter(from));
  const held = yield* match(begin.map(([name, value]) => lineOf(name, value)));
  held.forEach((found, at) => {
    const name = begin[at]?.[0];
    if (found !== undefined && name !== undefined) holding.add(name);
  });
  while (next < to) {
    const texts: string[] = [];
    const steps: Step[] = [];
    stream.steps(next, Math.min(to, next + BATCH), (position, before, event, after) => {
      const moves = movesOf(position === 0 ? {} : before, after, texts);
      if (moves.length > 0) steps.push({ seq: event.seq, type: event.type, moves });
      next = position + 1;
      return !budget.spent();
    });
    const found = yield* match(texts);
    for (const { seq, type, moves } of steps) {
      const held = holding.size > 0;
      let excerpt: ReturnType<typeof excerptOf> | undefined;
      for (const { name, text } of moves) {
        const hit = text === undefined ? undefined : found[text];
        if (hit === undefined) holding.delete(name);
        else {
          holding.add(name);
          excerpt ??= excerptOf(texts[text ?? 0] ?? '', hit);
        }
      }
      if (!held && excerpt !== undefined) hits.push({ kind: 'entered', seq, type, excerpt });
      else if (held && holding.size === 0) hits.push({ kind: 'left', seq });
    }
    if (budget.spent()) break;
  }
  return { next, hits };
}
