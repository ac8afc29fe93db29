import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';
import { relay } from './relay.ts';

/** Handlers of `app`: the program itself. */
export const appHandlers = ({ info, settings, links }: Services): AppHandlers['app'] => ({
  info: () => Promise.resolve(info),
  readSettings: () => settings.read(),
  changeSettings: (input) => settings.change(input),
  links: (_input, context) =>
    relay(
      (listener) =>
        links.on(({ place, isFor }) => {
          if (isFor(context.portId)) listener(place);
        }),
      context,
    ),
});
