import { counted } from './counted.ts';
import type { LayoutPairing } from './layoutPairing.ts';

/** What is to be said of how projections and events belong together; a warning where they seem not to. */
export interface PairingWords {
  readonly look: 'warning' | 'note';
  readonly says: string;
}

const sentence = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(' ');

/** What the sample holds of both. */
const heldWords = ({ streams, projections, whole }: LayoutPairing): string =>
  `The ${whole ? 'table' : 'sample'} has ${counted(streams, 'stream')} with events, ${counted(projections, 'projection')}, and no pair of them.`;

/** `1 of 3 streams has its`, `2 of 3 streams have their`. */
function have({ of, found }: { of: number; found: number }, noun: string, its = '', their = ''): string {
  const one = found === 1 || of === 1;
  return `${found} of ${counted(of, noun)} ${one ? 'has' : 'have'} ${one ? its : their}`.trimEnd();
}

/** What came of looking some of them up. */
function lookedWords({ looked: { streams, projections } }: LayoutPairing): string | undefined {
  const told = [
    ...(streams.of === 0 ? [] : [`${have(streams, 'stream', 'its', 'their')} projection`]),
    ...(projections.of === 0 ? [] : [`${have(projections, 'projection')} events`]),
  ];
  return told.length === 0 ? undefined : `Looked up by key, ${told.join(', and ')}.`;
}

/** Ids are as long as their writers like; two of them have to stand in a sentence. */
const shortened = (id: string): string => (id.length > 80 ? `${id.slice(0, 80)}…` : id);

/** What either kind is called, side by side. */
const namesWords = ({ stream, projection }: LayoutPairing): string | undefined =>
  stream === undefined || projection === undefined
    ? undefined
    : `Events are read as of “${shortened(stream)}”, projections as of “${shortened(projection)}”.`;

/** What the reader should look at. */
function suspects({ streams, projections }: LayoutPairing, id: string): string {
  if (streams === 0) return 'at the key patterns of the events.';
  return projections === 0
    ? 'at the key patterns of the projection, and at its table.'
    : `at “${id}” and the key patterns of the projection: they have to give the id that the events have.`;
}

/**
 * How projections and events belong together, in words; undefined where nothing is to be said of it. `undecodable`: how
 * many events cannot be read; `id`: what the reader knows the id of a projection's stream by.
 */
export function pairingWords(
  pairing: LayoutPairing | undefined,
  { undecodable, id }: { readonly undecodable: number; readonly id: string },
): PairingWords | undefined {
  if (pairing === undefined) return undefined;
  const { streams, projections, paired, whole, always, looked } = pairing;
  if (paired > 0) {
    const where = whole ? '' : ' in the sample';
    return {
      look: 'note',
      says: `${paired} of ${counted(projections, 'projection')} ${paired === 1 ? 'has' : 'have'} events${where}.`,
    };
  }
  // Snapshots that are taken now and then may be missing, and events that cannot be read have no id to compare.
  if ((projections === 0 && !always) || (streams === 0 && undecodable > 0)) return undefined;
  const told = lookedWords(pairing);
  const found = looked.streams.found + looked.projections.found;
  if (found > 0) return { look: 'note', says: sentence(heldWords(pairing), told) };
  const sure = whole || looked.streams.of + looked.projections.of > 0;
  const names = namesWords(pairing);
  const says = sure
    ? sentence(heldWords(pairing), told, names, `Look ${suspects(pairing, id)}`)
    : sentence(
        heldWords(pairing),
        'They may belong to items outside of the sample, which a few reads by key do not tell.',
        names,
        `If that is not meant, look ${suspects(pairing, id)}`,
      );
  return { look: sure ? 'warning' : 'note', says };
}
