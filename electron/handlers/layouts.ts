import type { AppHandlers } from '#shared/contract/index.ts';
import { readLayoutText } from '../services/layoutText.ts';
import type { Services } from '../hostServices.ts';

/** Handlers of `layouts`: layout files, and how one is made. */
export const layoutHandlers = ({ catalog, layoutSamples }: Services): AppHandlers['layouts'] => ({
  list: async ({ connection }) => [...(await catalog.list(connection))],
  text: async ({ connection, name }) => ({ name, text: await catalog.text(connection, name) }),
  read: ({ text }) => Promise.resolve(readLayoutText(text)),
  save: ({ connection, layout }) => catalog.save(connection, layout),
  remove: async ({ connection, name }) => {
    await catalog.remove(connection, name);
    return {};
  },
  sample: async (ref, { emit, signal }) => {
    await layoutSamples.sample(ref, { emit, signal });
    return {};
  },
  propose: ({ handle }, { signal }) => layoutSamples.propose(handle, signal),
  preview: ({ handle, layout }, { signal }) => layoutSamples.preview(handle, layout, signal),
});
