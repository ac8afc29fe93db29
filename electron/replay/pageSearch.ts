import type { EventRows } from './eventRows.ts';
import type { PageReader } from './pageReader.ts';

/** Whether a row may match; asked for rows of one page in their order. */
type MayMatch = (row: number) => boolean;

/** Letters, digits and what ids are made of: nothing that JSON writes in another way, or that joins two texts. */
const PLAIN = /[a-z0-9_-]{3,}/g;

/** Words that stand in a text made from an event but not in its bytes. */
const MADE = /^(null|ull|nul|true|rue|tru|false|alse|fals|als|min)$/;

/** The type whose words are worked out from a number, rather than taken from the event as they are. */
const WORKED_OUT = 'TaskRetryScheduled';

/** Bytes beyond ASCII, whose lower case may be ASCII, and escapes, which may stand for anything. */
const UNCERTAIN = /[^\u0000-\u005b\u005d-\u007f]/g;

/** The next place in `text` at or behind `from` that `find` tells; the text's length when there is none. */
const nextPlace = (text: string, find: (from: number) => number, from: number): number => {
  const at = find(from);
  return at < 0 ? text.length : at;
};

/**
 * Looks for a text in the bytes of pages, without decoding them: a row that it says no to certainly has not the text.
 * Undefined for a text of which bytes cannot tell. Made for the rows of the page that `first` is in.
 */
export function bytesSearch(
  wanted: string,
  reader: Pick<PageReader, 'isLiteral'>,
): ((rows: EventRows, first: number) => MayMatch | undefined) | undefined {
  // What has the whole text has its longest plain piece, and that stands in one piece in the bytes.
  const pieces = wanted.toLowerCase().match(PLAIN) ?? [];
  const needle = pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
  if (needle === '' || MADE.test(needle) || !reader.isLiteral(needle)) return undefined;
  let kept: { readonly page: number; readonly mayMatch: MayMatch } | undefined;

  return (rows, first) => {
    const place = rows.placeOf(first);
    const page = place === undefined ? undefined : rows.pageOf(place.page);
    if (place === undefined || page === undefined) return undefined;
    if (kept?.page === place.page) return kept.mayMatch;
    const text = Buffer.from(page.buffer, page.byteOffset, page.byteLength).toString('latin1');
    const lower = text.toLowerCase();
    const findNeedle = (from: number): number => lower.indexOf(needle, from);
    const findUncertain = (from: number): number => {
      UNCERTAIN.lastIndex = from;
      return UNCERTAIN.exec(text)?.index ?? -1;
    };
    let hit = -1;
    let uncertain = -1;
    const mayMatch: MayMatch = (row) => {
      if (rows.typeNames[rows.types.values[row] ?? -1] === WORKED_OUT) return true;
      const { from, to } = rows.placeOf(row) ?? { from: 0, to: text.length };
      if (hit < from) hit = nextPlace(text, findNeedle, from);
      if (uncertain < from) uncertain = nextPlace(text, findUncertain, from);
      return hit < to || uncertain < to;
    };
    kept = { page: place.page, mayMatch };
    return mayMatch;
  };
}
