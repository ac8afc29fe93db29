import { memoryRequestStore } from './memoryRequestStore.ts';
import { requestStoreContract } from './requestStore.contract.ts';

requestStoreContract('in memory', (now) => {
  const store = memoryRequestStore({ now });
  return {
    store,
    putRaw: (items) => {
      items.forEach(store.putRaw);
      return Promise.resolve();
    },
    rawOf: (id) => Promise.resolve(store.rawOf(id)),
  };
});
