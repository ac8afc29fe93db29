import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';

/** Handlers of `events`: conditional writes to one task. */
export const eventHandlers = ({ writes }: Services): AppHandlers['events'] => ({
  append: (input, { signal }) => writes.append(input, { signal }),
  changeStatus: (input, { signal }) => writes.changeStatus(input, { signal }),
});
