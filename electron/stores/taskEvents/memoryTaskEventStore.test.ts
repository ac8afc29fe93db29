import { memoryTaskEventStore } from './memoryTaskEventStore.ts';
import { taskEventStoreContract } from './taskEventStore.contract.ts';

taskEventStoreContract('in memory', () => {
  const store = memoryTaskEventStore();
  return {
    store,
    putRaw: (items) => {
      items.forEach(store.putRaw);
      return Promise.resolve();
    },
  };
});
