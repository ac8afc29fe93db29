import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';
import { relay } from './relay.ts';

/** Handlers of `connections`: what is saved, and whether it answers. */
export const connectionHandlers = ({ connections, prompts }: Services): AppHandlers['connections'] => ({
  list: () => connections.list(),
  profiles: () => connections.profiles(),
  save: (input) => connections.save(input),
  remove: async ({ connection }) => {
    await connections.remove(connection);
    return {};
  },
  reconnect: ({ connection }) => connections.reconnect(connection),
  watch: (_input, context) => relay((listener) => connections.watch(listener), context),
  prompts: (_input, context) => relay((listener) => prompts.watch(listener), context),
  answerPrompt: ({ id, code }) => {
    prompts.answer(id, code);
    return Promise.resolve({});
  },
});
