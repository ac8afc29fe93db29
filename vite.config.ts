import react from '@vitejs/plugin-react';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** Modules the host programs take from the runtime or from node_modules instead of the bundle. */
const external = ['electron', 'open', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** Oldest runtimes the build must run on: Electron 22 is Chrome 108 and Node 16 (DESIGN, Runtimes). */
const CHROME_MAJOR = 108;
const CHROME = `chrome${CHROME_MAJOR}`;
const NODE = 'node16';

/** Settings for one Node-side bundle: CommonJS, everything inlined but the runtime's own modules. */
const nodeTarget = (input: Readonly<Record<string, string>>) => ({
  consumer: 'server' as const,
  resolve: { noExternal: true as const, external, conditions: ['node'] },
  build: {
    outDir: resolve(root, 'dist'),
    emptyOutDir: false,
    copyPublicDir: false,
    ssr: true,
    target: NODE,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input,
      external,
      output: {
        format: 'cjs' as const,
        entryFileNames: '[name].cjs',
        chunkFileNames: 'chunks/[name]-[hash].cjs',
      },
    },
  },
});

export default defineConfig({
  root: resolve(root, 'renderer'),
  base: '/',
  plugins: [react()],
  // The dev server lowers CSS as the build does: older runtimes know no `light-dark()`.
  css: { transformer: 'lightningcss', lightningcss: { targets: { chrome: CHROME_MAJOR << 16 } } },
  environments: {
    client: {
      build: {
        outDir: resolve(root, 'dist/window'),
        emptyOutDir: true,
        target: CHROME,
        cssTarget: CHROME,
        sourcemap: true,
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        // One chunk, loaded from disk or loopback.
        chunkSizeWarningLimit: 2000,
      },
    },
    host: nodeTarget({
      main: resolve(root, 'electron/main.ts'),
      web: resolve(root, 'electron/web.ts'),
      cli: resolve(root, 'electron/cli.ts'),
      replayWorker: resolve(root, 'electron/worker/replayWorker.ts'),
      reducerWorker: resolve(root, 'electron/worker/reducerWorker.ts'),
      auditWorker: resolve(root, 'electron/worker/auditWorker.ts'),
      layoutWorker: resolve(root, 'electron/worker/layoutWorker.ts'),
    }),
    // Apart, since a sandboxed preload can load no chunk beside it.
    preload: nodeTarget({ preload: resolve(root, 'electron/preload.ts') }),
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'host', 'preload']) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});
