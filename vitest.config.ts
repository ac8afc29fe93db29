import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Of two processors only one would be used: many tests wait for an engine or a process of their own.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,electron,renderer,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts'],
          // One thread that keeps its modules: two thirds of the time went to loading them anew for each file. What a
          // test changes for the whole process it puts back (electron/dynamo/ownEnvironment.fixture.ts).
          pool: 'threads',
          isolate: false,
          // Ends a test that hangs; how fast it is on a busy machine is no test's business.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{shared,electron,renderer,scripts,bench}/**/*.integration.test.ts'],
          globalSetup: ['electron/engine/prepareTestEngines.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
