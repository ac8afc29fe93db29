import { namesOf } from '../../layouts/streams/values.ts';
import type { LayoutMatch } from '#shared/model/streamLayout.ts';
import type { Found } from '../../pages/projection.ts';
import { LETTER } from '../../pages/skipValue.ts';
import { areBytes } from './compareBytes.ts';
import type { Slots } from './slots.ts';

/** Whether a condition holds: 1 yes, 0 no, -1 when bytes alone do not tell. */
export type Holds = -1 | 0 | 1;

type Condition = LayoutMatch['where'][number];

/** The first letters that a projection tells of types; it tells no two sets apart, nor truths from nulls. */
const TAGS: Readonly<Record<NonNullable<Condition['type']>, number>> = {
  S: LETTER.S,
  N: LETTER.N,
  B: LETTER.B,
  M: LETTER.M,
  L: LETTER.L,
  SS: 1,
  NS: 1,
  BS: 1,
  BOOL: 2,
  NULL: 2,
};

const isAmbiguous = (tag: number): boolean => tag === 1 || tag === 2;

/** Makes a condition ready that only looks at what was found. */
export function bytesWhere(
  { path, exists, type, equals }: Condition,
  slots: Slots,
): (bytes: Uint8Array, found: Found) => Holds {
  const slot = slots.at(namesOf(path));
  const wanted = equals === undefined ? undefined : new Uint8Array(Buffer.from(String(equals)));
  const tagWanted = typeof equals === 'string' ? LETTER.S : typeof equals === 'number' ? LETTER.N : 2;
  return (bytes, found) => {
    const tag = found.tags[slot] ?? 0;
    if (tag === 0) return exists === false ? 1 : 0;
    if (exists === false) return 0;
    if (type !== undefined && tag !== TAGS[type]) return 0;
    if (wanted !== undefined && tag !== tagWanted) return 0;
    if ((type !== undefined || wanted !== undefined) && isAmbiguous(tag)) return -1;
    if (wanted === undefined) return 1;
    if (found.escaped[slot] === 1) return -1;
    if (areBytes(bytes, found.from[slot] ?? 0, found.to[slot] ?? 0, wanted)) return 1;
    // Another spelling may be the same number.
    return tag === LETTER.N ? -1 : 0;
  };
}
