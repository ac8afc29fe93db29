import { pathToPlace, placeToPath, type Place } from '#shared/model/place.ts';

/** What the task of the place is compared with: another place, the same task's other event among them, or its projection. */
export type ComparedWith =
  | { readonly kind: 'stored' }
  | {
      readonly kind: 'place';
      readonly place: Place & { readonly connection: string; readonly table: string; readonly task: string };
    };

/** What is compared with, as a place names it: `stored`, or a path. */
export const comparedText = (other: ComparedWith): string =>
  other.kind === 'stored' ? 'stored' : placeToPath(other.place);

/** What a place names; undefined when it is no task. Never throws. */
export function comparedIn(text: string | undefined): ComparedWith | undefined {
  if (text === undefined) return undefined;
  if (text === 'stored') return { kind: 'stored' };
  const { connection, table, task, seq } = pathToPlace(text) ?? {};
  if (connection === undefined || table === undefined || task === undefined) return undefined;
  return { kind: 'place', place: { connection, table, task, ...(seq === undefined ? {} : { seq }) } };
}
