import { parentPort } from 'node:worker_threads';
import { servePass } from '../audit/passServer.ts';
import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { openReducer } from '../replay/reducers/openReducer.ts';

// Entry of the audit worker; loaded by anything but a worker thread it does nothing.
if (parentPort !== null) servePass(parentPort, { compile: compileLayout, reducerOf: openReducer });
