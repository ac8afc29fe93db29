import { streamLayoutOf } from '../layouts/streams/builtInLayouts.ts';
import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { openReducer } from '../replay/reducers/openReducer.ts';
import { auditPassContract } from './auditPass.contract.ts';
import { referencePass } from './referencePass.ts';
import { twoTablesContract } from './twoTables.contract.ts';

const layout = streamLayoutOf('task');
if (layout === undefined) throw new Error('There is no built-in layout of tasks.');

const open = referencePass({ compile: compileLayout, reducerOf: openReducer });

auditPassContract('reference', { open, layout, memoryBudget: 64 << 20 });
twoTablesContract('reference', { open, layout, memoryBudget: 64 << 20 });
