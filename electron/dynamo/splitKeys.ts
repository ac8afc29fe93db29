import { compareText } from '../pages/compareText.ts';

/** Tells the first partition key in use behind a text, in the order of UTF-8 bytes; undefined: there is none. */
export type NextKey = (behind: string) => Promise<string | undefined>;

/** Behind every key that begins with what stands before it. */
const LAST = '\u{10ffff}';

/** Partition keys from `first`, which is one, to before `end`; undefined: to the last one. */
interface KeySpan {
  readonly first: string;
  readonly end: string | undefined;
}

/** More different characters than this in one place are not told apart: what is cut is cut between these. */
const MOST_BRANCHES = 64;

const isWithin = (key: string | undefined, end: string | undefined): key is string =>
  key !== undefined && (end === undefined || compareText(key, end) < 0);

const beginning = (key: string, characters: number): string => Array.from(key).slice(0, characters).join('');

/** How many characters all keys of a span have in common; undefined where they all begin with the first one. */
async function sharedLength(next: NextKey, { first, end }: KeySpan): Promise<number | undefined> {
  const isShared = async (characters: number): Promise<boolean> =>
    !isWithin(await next(beginning(first, characters) + LAST), end);
  let shared = 0;
  let differs = Array.from(first).length;
  if (await isShared(differs)) return undefined;
  while (differs - shared > 1) {
    const middle = Math.floor((shared + differs) / 2);
    if (await isShared(middle)) shared = middle;
    else differs = middle;
  }
  return shared;
}

/** The first key of each branch: with another character than the others behind the `shared` ones. */
async function branchesOf(
  next: NextKey,
  { first, end }: KeySpan,
  shared: number,
): Promise<readonly string[]> {
  const firsts: string[] = [];
  for (let key: string | undefined = first; isWithin(key, end) && firsts.length < MOST_BRANCHES;) {
    firsts.push(key);
    key = await next(beginning(key, shared + 1) + LAST);
  }
  return firsts;
}

/** Texts that part the branches into `parts` of the same size, as if each branched like all of them once more. */
function evenCuts(firsts: readonly string[], shared: number, parts: number): readonly string[] {
  const characters = firsts.map((key) => Array.from(key)[shared] ?? '');
  return Array.from({ length: parts - 1 }, (_, index) => {
    const place = ((index + 1) / parts) * firsts.length;
    const branch = Math.floor(place);
    const within = Math.floor((place - branch) * characters.length);
    const start = beginning(firsts[branch] ?? '', shared + 1);
    return within === 0 ? start : start + (characters[within] ?? '');
  });
}

async function cutsOf(next: NextKey, span: KeySpan, parts: number): Promise<readonly string[]> {
  if (parts < 2) return [];
  const shared = await sharedLength(next, span);
  if (shared === undefined) return [];
  const firsts = await branchesOf(next, span, shared);
  if (firsts.length >= parts) return evenCuts(firsts, shared, parts);
  const share = Math.round(parts / firsts.length);
  const cuts: string[] = [];
  for (const [index, first] of firsts.entries()) {
    const start = beginning(first, shared + 1);
    if (index > 0) cuts.push(start);
    cuts.push(...(await cutsOf(next, { first, end: start + LAST }, share)));
  }
  return cuts;
}

/**
 * Texts in rising order between which partition keys lie, in about `parts` ranges, none of them empty. The ranges hold
 * about as many keys each where keys branch evenly, as numbers and random ids do: from some hundred keys in use no more
 * can be told. No text comes back where there is nothing to part.
 */
export async function splitKeys(next: NextKey, parts: number): Promise<readonly string[]> {
  const first = await next('');
  if (first === undefined) return [];
  const cuts = [...(await cutsOf(next, { first, end: undefined }, parts))].sort(compareText);
  const kept: string[] = [];
  let from = first;
  for (const cut of cuts) {
    // Nothing would lie before this one, or nothing behind it.
    if (compareText(from, cut) > 0) continue;
    const behind = await next(cut);
    if (behind === undefined) break;
    kept.push(cut);
    from = behind;
  }
  return kept;
}
