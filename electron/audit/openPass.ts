import { dirname, join } from 'node:path';
import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { openReducer } from '../replay/reducers/openReducer.ts';
import type { OpenAuditPass } from './auditPass.ts';
import { fastPass } from './fast/fastPass.ts';
import { sortedPass } from './sortedPass.ts';
import type { SandboxOptions } from '../replay/reducers/sandbox/sandbox.ts';
import type { PassParts } from './passParts.ts';
import { workerPass } from './workerPass.ts';

/** `sandbox`: how reducers of one's own run; without it they cannot. */
const partsOf = (sandbox: SandboxOptions | undefined): PassParts => ({
  compile: compileLayout,
  reducerOf: (source) => openReducer(source, sandbox),
});

/** Starts a pass over items in any order, in this thread. */
export const openPassHere = (sandbox?: SandboxOptions): OpenAuditPass => fastPass(partsOf(sandbox));

/** Starts such a pass in a worker thread, whose bundle (`auditWorker.cjs`) lies beside that of the replay worker. */
export const openPassBeside = (replayWorkerFile: string): OpenAuditPass =>
  workerPass(join(dirname(replayWorkerFile), 'auditWorker.cjs'));

/** Starts a pass over lines that are promised to be sorted by partition key; the promise is verified. */
export const openSortedPass = (sandbox?: SandboxOptions): OpenAuditPass => sortedPass(partsOf(sandbox));
