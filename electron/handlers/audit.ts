import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';

/** Handlers of `audit`: whole tables replayed and judged. */
export const auditHandlers = ({ audits }: Pick<Services, 'audits'>): AppHandlers['audit'] => ({
  estimate: (ref, { signal }) => audits.estimate(ref, signal),
  start: ({ options, ...ref }, { signal }) => audits.start(ref, options, signal),
  pause: async (ref) => {
    audits.pause(ref);
    return Promise.resolve({});
  },
  resume: (ref) => audits.resume(ref),
  cancel: async (ref) => {
    audits.cancel(ref);
    return Promise.resolve({});
  },
  remove: async (ref) => {
    await audits.remove(ref);
    return {};
  },
  runs: async (ref) => ({ runs: [...(await audits.runs(ref))] }),
  watch: async (ref, listener) => {
    await audits.watch(ref, listener);
    return {};
  },
  overview: (ref) => audits.overview(ref),
  range: ({ filter, range, ...ref }, { signal }) => audits.range(ref, filter, range, signal),
  compare: ({ against, ...ref }, { signal }) => audits.compare(ref, against, signal),
});
