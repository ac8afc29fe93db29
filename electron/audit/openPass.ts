import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { openReducer } from '../replay/reducers/openReducer.ts';
import type { OpenAuditPass } from './auditPass.ts';
import { referencePass } from './referencePass.ts';
import { sortedPass } from './sortedPass.ts';

const parts = { compile: compileLayout, reducerOf: openReducer };

/** Starts a pass over items in any order. */
export const openAuditPass: OpenAuditPass = referencePass(parts);

/** Starts a pass over lines that are promised to be sorted by partition key; the promise is verified. */
export const openSortedPass: OpenAuditPass = sortedPass(parts);
