import { genericTaskStoreContract } from './genericTaskStore.contract.ts';
import { memoryRecordTable } from './memoryRecordTable.ts';

genericTaskStoreContract('in memory', () => memoryRecordTable());
