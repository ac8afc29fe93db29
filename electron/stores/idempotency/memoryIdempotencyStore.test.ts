import { memoryTable } from '../memoryTable.ts';
import { memoryTaskEventStore } from '../taskEvents/memoryTaskEventStore.ts';
import { idempotencyStoreContract } from './idempotencyStore.contract.ts';
import { memoryIdempotencyStore } from './memoryIdempotencyStore.ts';

idempotencyStoreContract(
  'in memory',
  ({ now }) => {
    const table = memoryTable();
    return {
      store: memoryIdempotencyStore({ table, now }),
      events: memoryTaskEventStore({ table, now }),
      putRaw: (item) => {
        table.put(item);
        return Promise.resolve();
      },
    };
  },
  200,
);
