import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';
import { rowListHandlers } from './rowLists.ts';

/** Handlers of `deadLetters`: events that were given up, and their redrive. */
export const deadLetterHandlers = ({
  deadLetters,
}: Pick<Services, 'deadLetters'>): AppHandlers['deadLetters'] => ({
  ...rowListHandlers(deadLetters.lists),
  queues: async ({ handle }) => [...(await deadLetters.queues(handle))],
  redrivable: async ({ handle, filter, among }) => [...(await deadLetters.redrivable(handle, filter, among))],
  preview: ({ queue, key, ...ref }, { signal }) => deadLetters.preview(ref, { queue, key }, signal),
  redrive: (input, { signal }) => deadLetters.redrive(input, signal),
  redriveAll: (input, { signal, emit }) => deadLetters.redriveAll(input, { signal, emit }),
});
