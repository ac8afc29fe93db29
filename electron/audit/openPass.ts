import { dirname, join } from 'node:path';
import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { openReducer } from '../replay/reducers/openReducer.ts';
import type { OpenAuditPass } from './auditPass.ts';
import { fastPass } from './fast/fastPass.ts';
import { sortedPass } from './sortedPass.ts';
import { workerPass } from './workerPass.ts';

const parts = { compile: compileLayout, reducerOf: openReducer };

/** Starts a pass over items in any order, in this thread. */
export const openAuditPass: OpenAuditPass = fastPass(parts);

/** Starts such a pass in a worker thread, whose bundle (`auditWorker.cjs`) lies beside that of the replay worker. */
export const openPassBeside = (replayWorkerFile: string): OpenAuditPass =>
  workerPass(join(dirname(replayWorkerFile), 'auditWorker.cjs'));

/** Starts a pass over lines that are promised to be sorted by partition key; the promise is verified. */
export const openSortedPass: OpenAuditPass = sortedPass(parts);
