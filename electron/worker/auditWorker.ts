import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { servePass } from '../audit/passServer.ts';
import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { openReducer } from '../replay/reducers/openReducer.ts';
import { lowerThreadPriority } from './threadPriority.ts';

// Entry of the audit worker; loaded by anything but a worker thread it does nothing.
if (parentPort !== null) {
  lowerThreadPriority();
  const sandbox = { workerFile: join(__dirname, 'reducerWorker.cjs') };
  servePass(parentPort, (watch) => ({
    compile: compileLayout,
    reducerOf: (source) => openReducer(source, { ...sandbox, ...watch }),
  }));
}
