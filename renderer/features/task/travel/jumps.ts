import type { TravelTarget } from '#shared/contract/travel.ts';
import type { DiffPath } from '#shared/model/diff.ts';
import type { Choice } from '../../../ui/Field.tsx';

/** What can be jumped to from event to event. */
export type Jump = 'failure' | 'gap' | 'finding' | 'change' | 'hit';

/** The jumps that are always there. */
export const JUMPS: readonly Choice<Jump>[] = [
  { value: 'failure', label: 'failure' },
  { value: 'gap', label: 'gap' },
  { value: 'finding', label: 'finding' },
];

/** What is looked for; undefined for a change without a field, and for hits, which the search knows. */
export function jumpOf(jump: Exclude<Jump, 'hit'>, field: DiffPath | undefined): TravelTarget | undefined {
  if (jump !== 'change') return { kind: jump };
  return field === undefined ? undefined : { kind: 'field', path: [...field], test: { op: 'changes' } };
}
