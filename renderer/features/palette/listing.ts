import type { TaskListProgress } from '#shared/contract/tasks.ts';
import type { AsyncState } from '../../ui/asyncState.ts';
import { counted } from '../../ui/numbers.ts';
import { FIND_LIMIT, type Listing, type PaletteState } from './store.ts';

/** The table in which tasks are looked for, and how much of it is listed. */
export type ListingState =
  | { readonly phase: 'none' }
  | { readonly phase: 'opening' }
  | { readonly phase: 'reading'; readonly listing: Listing; readonly items: number }
  | { readonly phase: 'ready'; readonly listing: Listing };

/** What the reading of a table says of it as a place to look for tasks in. */
export function listingState(reading: AsyncState<never, TaskListProgress | undefined>): ListingState {
  if (reading.phase !== 'running') return { phase: 'none' };
  if (reading.progress === undefined) return { phase: 'opening' };
  const { handle, version, items, phase } = reading.progress;
  return phase === 'ready'
    ? { phase, listing: { handle, version } }
    : { phase, listing: { handle, version }, items };
}

/** How far tasks have been looked for; undefined: to the end, or until as many as are shown were found. */
export function lookedWords(state: ListingState, found: PaletteState['found']): string | undefined {
  if (state.phase === 'none') return 'Open a table with tasks to look for tasks.';
  if (state.phase === 'opening' || found.phase === 'running') return 'Looking for tasks…';
  if (found.phase === 'failed') return 'Tasks could not be looked for.';
  const isFull = found.phase === 'done' && found.value.length >= FIND_LIMIT;
  if (state.phase === 'ready' || isFull) return undefined;
  return `The table is still being read, ${counted(state.items, 'item')} so far: more tasks may be found.`;
}
