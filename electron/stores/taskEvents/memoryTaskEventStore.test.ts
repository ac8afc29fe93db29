import { memoryTaskEventStore } from './memoryTaskEventStore.ts';
import { taskEventReadingContract } from './taskEventReading.contract.ts';
import { taskEventStoreContract } from './taskEventStore.contract.ts';
import type { OpenTaskEventStore } from './taskEventStoreUnderTest.fixture.ts';

const open: OpenTaskEventStore = () => {
  const store = memoryTaskEventStore();
  return {
    store,
    putRaw: (items) => {
      items.forEach(store.putRaw);
      return Promise.resolve();
    },
  };
};

taskEventStoreContract('in memory', open);
taskEventReadingContract('in memory', open);
