import { LINK_SCHEME, uriToPlace, type Place } from '#shared/model/place.ts';

/** The place that the first `dynascope://` link among a program's arguments names, or undefined. */
export function placeInArguments(argv: readonly string[]): Place | undefined {
  const link = argv.find((argument) => argument.toLowerCase().startsWith(`${LINK_SCHEME}://`));
  return link === undefined ? undefined : uriToPlace(link);
}
