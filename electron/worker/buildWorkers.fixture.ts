import { resolve } from 'node:path';
import { build } from 'vite';

/** The workers that suites run. */
export type WorkerName = 'auditWorker' | 'layoutWorker' | 'reducerWorker' | 'replayWorker';

/** Bundles workers as the product has them, each as `NAME.cjs` in `folder`, which keeps what else it holds. */
export async function buildWorkers(folder: string, names: readonly WorkerName[]): Promise<void> {
  const entries = names.map((name) => [name, resolve(import.meta.dirname, `${name}.ts`)] as const);
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node16',
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: Object.fromEntries<string>(entries),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  });
}
