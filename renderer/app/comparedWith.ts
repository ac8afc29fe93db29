import { pathToPlace, placeToPath, type Place } from '#shared/model/place.ts';

/** What the task of the place is compared with: another place, the same task's other event among them, or its projection. */
export type ComparedWith =
  | { readonly kind: 'stored' }
  | {
      readonly kind: 'place';
      readonly place: Place & { readonly connection: string; readonly table: string; readonly task: string };
    };

const NAME = 'with=';

/** The part of the address that names what is compared with: `with=stored`, or `with=` and a path. */
export function comparedToQuery(other: ComparedWith): string {
  return `${NAME}${other.kind === 'stored' ? 'stored' : encodeURIComponent(placeToPath(other.place))}`;
}

/** What a query names; undefined when it names nothing, or no task. Never throws. */
export function queryToCompared(query: string): ComparedWith | undefined {
  const text = query
    .split('&')
    .find((pair) => pair.startsWith(NAME))
    ?.slice(NAME.length);
  if (text === undefined || text === '') return undefined;
  if (text === 'stored') return { kind: 'stored' };
  const { connection, table, task, seq } = pathToPlace(decoded(text)) ?? {};
  if (connection === undefined || table === undefined || task === undefined) return undefined;
  return { kind: 'place', place: { connection, table, task, ...(seq === undefined ? {} : { seq }) } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
