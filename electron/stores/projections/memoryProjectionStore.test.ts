import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { memoryProjectionStore } from './memoryProjectionStore.ts';
import { projectionStoreContract } from './projectionStore.contract.ts';

const keyText = (key: AttributeMap): string => JSON.stringify([stringOf(key, 'PK'), stringOf(key, 'SK')]);

projectionStoreContract('memory', () => {
  const items = new Map<string, AttributeMap>();
  const store = memoryProjectionStore({
    get: (_, key) => items.get(keyText(key)),
    put: (_, key, item) => void items.set(keyText(key), item),
    remove: (_, key) => void items.delete(keyText(key)),
  });
  return Promise.resolve({
    store,
    table: 't',
    put: (item) => Promise.resolve(void items.set(keyText(item), item)),
    itemAt: (key) => Promise.resolve(items.get(keyText(key))),
  });
});
