import type { LayoutFault } from '#shared/contract/layouts.ts';
import { layoutPlace } from '#shared/model/layoutPlace.ts';

/** What to write in a field, by the place in the layout that it is about. */
const WORDS = [
  [
    /^name$/,
    'The name of the layout has small letters, digits and hyphens only, 63 at most, and begins with a letter or a digit.',
  ],
  [/^events\[\d+\]\.stream$/, '“Id of the stream” is empty. Write what tells streams apart, such as {id}.'],
  [
    /^projections\[\d+\]\.stream$/,
    '“Id of its stream” is empty. Write what tells streams apart, such as {id}.',
  ],
  [
    /\.sequence\.sum\[0\]\.from/,
    '“Number from” is empty. Write a part of the patterns, such as {seq}, or the name of an attribute.',
  ],
  [/\.sequence\.padding$/, '“Padded to digits” takes a whole number from 1 to 20, or nothing.'],
] as const satisfies readonly (readonly [RegExp, string])[];

/** What is wrong with a field, in words about the field; `issue`: what the layout’s schema says of it. */
export function fieldFault(issue: {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}): LayoutFault {
  const path = layoutPlace(issue.path);
  return { path, says: WORDS.find(([place]) => place.test(path))?.[1] ?? `${issue.message}.` };
}
