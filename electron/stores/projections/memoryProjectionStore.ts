import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { marked, rewritten, sameItem } from './asRead.ts';
import type { ProjectionStore } from './projectionStore.ts';

/** Items by table and key, in memory: what the twin works on. */
export interface MemoryItems {
  readonly get: (table: string, key: AttributeMap) => AttributeMap | undefined;
  readonly put: (table: string, key: AttributeMap, item: AttributeMap) => void;
  readonly remove: (table: string, key: AttributeMap) => void;
}

/** The twin of the DynamoDB store, in memory: same rules. */
export function memoryProjectionStore({ get, put, remove }: MemoryItems): ProjectionStore {
  return {
    read: ({ table, key }) => Promise.resolve(get(table, key)),
    rewrite(rewrite) {
      const { table, key, before, events } = rewrite;
      const met = get(table, key);
      const after = rewritten(rewrite);
      if (sameItem(met, after)) return Promise.resolve({ outcome: 'written', item: met });
      if (!sameItem(met, before)) return Promise.resolve({ outcome: 'projectionChanged', met });
      if (events.next.some((next) => get(events.table, next) !== undefined)) {
        return Promise.resolve({ outcome: 'eventsCame' });
      }
      if (get(events.table, events.last) === undefined) return Promise.resolve({ outcome: 'eventGone' });
      put(table, key, after);
      return Promise.resolve({ outcome: 'written', item: after });
    },
    restore({ table, key, after, before, mark, writeId }) {
      const met = get(table, key);
      const restored = before === undefined ? undefined : marked(before, mark, writeId);
      if (sameItem(met, restored)) return Promise.resolve({ outcome: 'written', item: met });
      if (!sameItem(met, after)) return Promise.resolve({ outcome: 'projectionChanged', met });
      if (restored === undefined) remove(table, key);
      else put(table, key, restored);
      return Promise.resolve({ outcome: 'written', item: restored });
    },
  };
}
