import { memoryTable } from '../memoryTable.ts';
import { memoryTaskEventStore } from '../taskEvents/memoryTaskEventStore.ts';
import { deadLetterStoreContract } from './deadLetterStore.contract.ts';
import { memoryDeadLetterStore } from './memoryDeadLetterStore.ts';

deadLetterStoreContract('in memory', () => {
  const table = memoryTable();
  return {
    store: memoryDeadLetterStore({ table }),
    events: memoryTaskEventStore({ table }),
    putRaw: (items) => {
      items.forEach(table.put);
      return Promise.resolve();
    },
  };
});
