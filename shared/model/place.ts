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
  /** Whether the events of a task are grouped by type; left out where they are not. */
  grouped: z.literal(true).optional(),
  /** Types of events that are hidden; left out where none is. */
  hidden: z.array(z.string()).min(1).optional(),
  /** What the task is compared with: `stored` for its projection, else the path of another place. */
  with: z.string().min(1).optional(),
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

const encodeValue = (text: string): string => encodeURIComponent(text.replace(LONE_SURROGATE, '\ufffd'));

/** What a task's address says beside its name. */
type Query = Pick<Place, 'seq' | 'grouped' | 'hidden' | 'with'>;

const queryOf = ({ seq, grouped, hidden = [], with: other }: Query): string =>
  [
    ...(seq === undefined ? [] : [`seq=${seq}`]),
    ...(grouped === undefined ? [] : ['grouped']),
    ...hidden.map((type) => `hide=${encodeValue(type)}`),
    ...(other === undefined ? [] : [`with=${encodeValue(other)}`]),
  ].join('&');

/**
 * The path and query of `place` in the window's address: `/t/<connection>/<table>/<task>?seq=5&grouped&hide=Progressed`,
 * or `/`.
 */
export function placeToPath({ connection, table, task, ...rest }: Place): string {
  const parts: string[] = [];
  for (const part of [connection, table, task]) {
    if (part === undefined) break;
    parts.push(encodeSegment(part));
  }
  if (parts.length === 0) return '/';
  const query = parts.length === 3 ? queryOf(rest) : '';
  return `/t/${parts.join('/')}${query === '' ? '' : `?${query}`}`;
}

const decodeValue = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** Reads what it knows of a query; what is damaged is left out, so that the link still finds its task. */
function readQuery(query: string): Query {
  const pairs = query.split('&');
  const valuesOf = (name: string): readonly string[] =>
    pairs.flatMap((pair) =>
      pair.startsWith(`${name}=`) ? (decodeValue(pair.slice(name.length + 1)) ?? []) : [],
    );
  const [seq] = valuesOf('seq').filter((text) => /^\d{1,15}$/.test(text));
  const hidden = valuesOf('hide');
  const [other] = valuesOf('with').filter((text) => text !== '');
  return {
    ...(seq === undefined ? {} : { seq: Number(seq) }),
    ...(pairs.includes('grouped') ? { grouped: true } : {}),
    ...(hidden.length === 0 ? {} : { hidden: [...hidden] }),
    ...(other === undefined ? {} : { with: other }),
  };
}

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
  return {
    ...(connection === undefined ? {} : { connection }),
    ...(table === undefined ? {} : { table }),
    ...(task === undefined ? {} : { task }),
    ...(task === undefined ? {} : readQuery(query)),
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
