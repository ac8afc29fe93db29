import type { SeenVersion } from './recordState.ts';

/** One link of a chain of versions as it is drawn, or a run of them that is not. */
export type ChainLink =
  | { readonly kind: 'gap'; readonly before: number }
  | {
      readonly kind: 'unseen' | 'seen' | 'present';
      readonly version: number;
      readonly seen: SeenVersion | undefined;
    }
  | { readonly kind: 'next'; readonly version: number };

/** How many of the versions that were seen here are drawn at most: the last ones. */
const DRAWN = 4;

/**
 * The chain of versions as far as it is worth drawing: the first, those that were seen since the record was opened,
 * the present one, and the one that the next write would make.
 */
export function chainLinks(version: number, seenVersions: readonly SeenVersion[]): readonly ChainLink[] {
  const seen = new Map(seenVersions.map((each) => [each.version, each]));
  const earlier = [...seen.keys()].filter((each) => each < version).sort((a, b) => a - b);
  const drawn = [...new Set([...(version > 1 ? [1] : []), ...earlier.slice(-DRAWN), version])];
  const links: ChainLink[] = [];
  let last = 0;
  for (const each of drawn) {
    if (each > last + 1) links.push({ kind: 'gap', before: each });
    const found = seen.get(each);
    const kind = each === version ? 'present' : found === undefined ? 'unseen' : 'seen';
    links.push({ kind, version: each, seen: found });
    last = each;
  }
  return [...links, { kind: 'next', version: version + 1 }];
}
