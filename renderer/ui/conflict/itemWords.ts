import type { Conflict, ItemAttempt } from '#shared/model/conflict.ts';

/** A lost write on one item, with its attempt. */
export type ItemConflict = Pick<Conflict, 'actualState' | 'incomplete'> & { readonly attempt: ItemAttempt };

const isGone = ({ actualState, incomplete }: ItemConflict): boolean =>
  incomplete === undefined && Object.keys(actualState).length === 0;

/** What happened to a write on one item, in one line. */
export function itemTitle(conflict: ItemConflict): string {
  const { key, lock, expected } = conflict.attempt;
  if (expected === null) return `${key} was there already`;
  return isGone(conflict) ? `${key} was no longer there` : `${lock} was no longer ${expected}`;
}

/** The condition that a write on one item stood under. */
export function itemExpected({ key, lock, expected }: ItemAttempt): string {
  return expected === null ? `that there is no ${key} yet` : `that ${lock} of ${key} is ${expected}`;
}

/** What a write on one item met instead. */
export function itemFound(conflict: ItemConflict): string {
  const { lock, met } = conflict.attempt;
  if (conflict.incomplete !== undefined) return 'something else, which the failed write did not tell';
  if (isGone(conflict)) return 'no such item';
  return met === null ? `the item without ${lock}` : `the item with ${lock} ${met}`;
}
