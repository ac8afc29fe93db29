import { memoryItemTables } from './memoryItemTables.ts';
import { workspaceStoreContract } from './workspaceStore.contract.ts';
import { workspaceStore } from './workspaceStore.ts';

workspaceStoreContract('in memory', () => {
  const tables = memoryItemTables();
  return {
    store: workspaceStore(tables),
    putRaw: (model, items) => {
      items.forEach((item) => tables.putRaw(model, item));
      return Promise.resolve();
    },
  };
});
