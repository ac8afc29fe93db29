import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { serveReplay } from '../replay/replayServer.ts';
import { readerOf } from './readerOf.ts';

// Entry of the replay worker; loaded by anything but a worker thread it does nothing.
if (parentPort !== null) {
  serveReplay(parentPort, {
    readerOf,
    sandbox: { workerFile: join(__dirname, 'reducerWorker.cjs') },
  });
}
