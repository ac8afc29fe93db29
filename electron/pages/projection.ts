import { BYTE, CLASSES } from './bytes.ts';
import { IRREGULAR, skipString } from './skip.ts';
import { LETTER, MAX_DEPTH, skipValue } from './skipValue.ts';

// Taken out once: an imported value is looked up anew at each use, and these are used for every byte.
const { quote, comma, colon, openObject, closeObject, backslash } = BYTE;
const { S, N, B, M } = LETTER;
const classes = CLASSES;

/** Where attributes of an item lie, one slot for each that was asked for. */
export interface Found {
  /** The first letter of the value's tag, 0 where there is none; sets are told as 1, truths and nulls as 2. */
  readonly tags: Uint8Array;
  /** Whether a text is written with escapes, so that its bytes are not the text. */
  readonly escaped: Uint8Array;
  /** The bytes of a text, a number or a binary between their quotes; of others, the value behind its tag. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

interface Wanted {
  readonly name: Uint8Array;
  /** The slot of this attribute; those that are only led through have slots behind those asked for. */
  slot: number;
  within: Wanted[];
  /** The same by the length of their names. */
  level: Level;
}

/** What is wanted in one map, by the length of its name: few are of one length. */
type Level = readonly (readonly Wanted[] | undefined)[];

/** The attributes that are looked for in items, made ready. */
export interface Projection {
  readonly level: Level;
  readonly slots: number;
}

/** A name as JSON writes it, without its quotes. */
const nameBytes = (name: string): Uint8Array =>
  new Uint8Array(Buffer.from(JSON.stringify(name).slice(1, -1)));

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

function levelOf(wanted: readonly Wanted[]): Level {
  const level: Wanted[][] = [];
  for (const entry of wanted) (level[entry.name.length] ??= []).push(entry);
  return Array.from(level);
}

/** Makes ready to look for the attributes at `paths`, each a list of names; the first gets slot 0. */
export function compileProjection(paths: readonly (readonly string[])[]): Projection {
  const root: Wanted[] = [];
  let slots = paths.length;
  paths.forEach((path, slot) => {
    let level = root;
    path.forEach((part, depth) => {
      const name = nameBytes(part);
      let entry = level.find((known) => same(known.name, name));
      if (entry === undefined) {
        entry = { name, slot: -1, within: [], level: [] };
        level.push(entry);
      }
      if (depth === path.length - 1) entry.slot = slot;
      level = entry.within;
    });
  });
  const number = (level: readonly Wanted[]): void => {
    for (const entry of level) {
      if (entry.slot < 0) entry.slot = slots++;
      number(entry.within);
      entry.level = levelOf(entry.within);
    }
  };
  number(root);
  return { level: levelOf(root), slots };
}

/** Room for what a projection finds. */
export function createFound({ slots }: Projection): Found {
  return {
    tags: new Uint8Array(slots),
    escaped: new Uint8Array(slots),
    from: new Uint32Array(slots),
    to: new Uint32Array(slots),
  };
}

/** What of `level` has the name in bytes `from` to `to`. */
function entryOf(level: Level, bytes: Uint8Array, from: number, to: number): Wanted | undefined {
  const length = to - from;
  const wanted = length < level.length ? level[length] : undefined;
  if (wanted === undefined) return undefined;
  for (let index = 0; index < wanted.length; index += 1) {
    const entry = wanted[index];
    if (entry === undefined) break;
    const { name } = entry;
    let at = 0;
    while (at < length && name[at] === bytes[from + at]) at += 1;
    if (at === length) return entry;
  }
  return undefined;
}

function hasBackslash(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] === backslash) return true;
  return false;
}

/** Notes where the value at `at` lies; the position behind it. */
function note(found: Found, slot: number, bytes: Uint8Array, at: number, depth: number): number {
  // The second of one name: the last one counts, and so does nothing within the first.
  if (found.tags[slot] !== 0) return IRREGULAR;
  const tag = bytes[at + 2] ?? 0;
  const isText = tag === S || tag === N || tag === B;
  if (!isText || bytes[at + 3] !== quote) {
    const end = skipValue(bytes, at, depth);
    if (end === IRREGULAR) return IRREGULAR;
    found.tags[slot] = bytes[at + 3] === quote ? tag : bytes[at + 3] === S ? 1 : 2;
    found.from[slot] = at + 5;
    found.to[slot] = end - 1;
    return end;
  }
  if (bytes[at] !== openObject || bytes[at + 1] !== quote) return IRREGULAR;
  if (bytes[at + 4] !== colon || bytes[at + 5] !== quote) return IRREGULAR;
  const from = at + 6;
  let to = from;
  while (classes[bytes[to] ?? 0] === 0) to += 1;
  let escaped = 0;
  if (bytes[to] !== quote) {
    const behind = skipString(bytes, to);
    if (behind === IRREGULAR) return IRREGULAR;
    escaped = hasBackslash(bytes, to, behind) ? 1 : 0;
    to = behind - 1;
  }
  found.tags[slot] = tag;
  found.from[slot] = from;
  found.to[slot] = to;
  found.escaped[slot] = escaped;
  return bytes[to + 1] === closeObject ? to + 2 : IRREGULAR;
}

/** Walks the members of the map whose opening brace is at `at`. */
function walk(
  bytes: Uint8Array,
  at: number,
  level: Level,
  found: Found,
  canonical: boolean,
  depth: number,
): number {
  if (bytes[at + 1] === closeObject) return at + 2;
  let next = at + 1;
  for (;;) {
    if (bytes[next] !== quote) return IRREGULAR;
    const from = next + 1;
    let to = from;
    while (classes[bytes[to] ?? 0] === 0) to += 1;
    if (bytes[to] !== quote) {
      const behind = skipString(bytes, to);
      if (behind === IRREGULAR || (!canonical && hasBackslash(bytes, to, behind))) return IRREGULAR;
      to = behind - 1;
    }
    if (bytes[to + 1] !== colon) return IRREGULAR;
    const value = to + 2;
    const entry = entryOf(level, bytes, from, to);
    if (entry === undefined) next = skipValue(bytes, value, depth);
    else if (entry.level.length > 0 && bytes[value + 2] === M && bytes[value + 3] === quote) {
      next = walkWithin(bytes, value, entry, found, canonical, depth);
    } else next = note(found, entry.slot, bytes, value, depth);
    if (next === IRREGULAR) return IRREGULAR;
    const end = bytes[next];
    next += 1;
    if (end === closeObject) return next;
    if (end !== comma) return IRREGULAR;
  }
}

/** Walks the map value at `at`, in which something is wanted. */
function walkWithin(
  bytes: Uint8Array,
  at: number,
  { level, slot }: Wanted,
  found: Found,
  canonical: boolean,
  depth: number,
): number {
  const begins = bytes[at] === openObject && bytes[at + 1] === quote && bytes[at + 4] === colon;
  if (!begins || bytes[at + 5] !== openObject || found.tags[slot] !== 0 || depth > MAX_DEPTH)
    return IRREGULAR;
  const end = walk(bytes, at + 5, level, found, canonical, depth + 1);
  if (end === IRREGULAR || bytes[end] !== closeObject) return IRREGULAR;
  found.tags[slot] = M;
  found.from[slot] = at + 5;
  found.to[slot] = end;
  return end + 1;
}

/**
 * Looks for attributes in the item at `at` without decoding it; the position behind the item, which is checked through
 * and through. {@link IRREGULAR} when it is written in another way than servers write, or is none: decode it, and look
 * in what `JSON.stringify` makes of it, which is `canonical`: there a name has one spelling.
 */
export function project(
  bytes: Uint8Array,
  at: number,
  { level }: Projection,
  found: Found,
  canonical = false,
): number {
  found.tags.fill(0);
  return bytes[at] === openObject ? walk(bytes, at, level, found, canonical, 0) : IRREGULAR;
}
