import { z } from 'zod';

/** Zod schema for a place in the window, as a deep link names it: each part only makes sense below the one before. */
export const placeSchema = z.object({
  connection: z.string().optional(),
  table: z.string().optional(),
  /**
   * The task. In a table of another layout, the entry: a record's `<owner>:<task>`, a request's id, the user of a
   * workspace.
   */
  task: z.string().optional(),
  seq: z.int().min(0).optional(),
});

/** A place in the window; empty is the start page. */
export type Place = z.infer<typeof placeSchema>;

/** The scheme that the system hands to the desktop program. */
export const LINK_SCHEME = 'dynascope';

const LINK_HOST = 'open';
const MARK = '~';

/** A half of a surrogate pair alone has no UTF-8 form; DynamoDB cannot hold one either. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * One segment of a path. Beside percent-encoding, what URL parsers would fold away (an empty segment, `.`, `..`)
 * gets a leading `~`, and so does what begins with one.
 */
const encodeSegment = (text: string): string => {
  const encoded = encodeURIComponent(text.replace(LONE_SURROGATE, '\ufffd'));
  return text === '' || text === '.' || text === '..' || text.startsWith(MARK) ? MARK + encoded : encoded;
};

const decodeSegment = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment.startsWith(MARK) ? segment.slice(1) : segment);
  } catch {
    return undefined;
  }
};

/** The path and query of `place` in the window's address: `/t/<connection>/<table>/<task>?seq=5`, or `/`. */
export function placeToPath({ connection, table, task, seq }: Place): string {
  const parts: string[] = [];
  for (const part of [connection, table, task]) {
    if (part === undefined) break;
    parts.push(encodeSegment(part));
  }
  if (parts.length === 0) return '/';
  const query = parts.length === 3 && seq !== undefined ? `?seq=${seq}` : '';
  return `/t/${parts.join('/')}${query}`;
}

const seqOf = (query: string): number | undefined => {
  for (const pair of query.split('&')) {
    if (/^seq=\d{1,15}$/.test(pair)) return Number(pair.slice(4));
  }
  return undefined;
};

/**
 * The place that a path with its query names, or undefined when it names none. A `seq` that is no number is left
 * out, so a damaged link still finds its task. Never throws.
 */
export function pathToPlace(path: string): Place | undefined {
  const [withoutHash = ''] = path.split('#');
  const mark = withoutHash.indexOf('?');
  const pathname = mark === -1 ? withoutHash : withoutHash.slice(0, mark);
  const query = mark === -1 ? '' : withoutHash.slice(mark + 1);
  if (pathname === '/' || pathname === '') return {};
  if (!pathname.startsWith('/t/')) return undefined;
  const segments = pathname.slice(3).replace(/\/$/, '').split('/');
  if (segments.length > 3 || segments.includes('')) return undefined;
  const parts = segments.map(decodeSegment);
  if (parts.includes(undefined)) return undefined;
  const [connection, table, task] = parts;
  const seq = task === undefined ? undefined : seqOf(query);
  return {
    ...(connection === undefined ? {} : { connection }),
    ...(table === undefined ? {} : { table }),
    ...(task === undefined ? {} : { task }),
    ...(seq === undefined ? {} : { seq }),
  };
}

/** The link to `place` that opens the desktop program: `dynascope://open/t/…`. */
export function placeToUri(place: Place): string {
  return `${LINK_SCHEME}://${LINK_HOST}${placeToPath(place)}`;
}

/** The place that a `dynascope://open/…` link names, or undefined when it is another link or a damaged one. Never throws. */
export function uriToPlace(uri: string): Place | undefined {
  const found = /^dynascope:\/\/open(\/[^]*)?$/i.exec(uri);
  return found === null ? undefined : pathToPlace(found[1] ?? '/');
}
