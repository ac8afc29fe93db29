import { attributeOf, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { QueueCount } from './deadLetterStore.ts';
import { queueIn } from './keys.ts';
import { REDRIVEN_AT } from './letterItems.ts';

/** Counts items by queue, page by page. */
export function queueCounter() {
  const counts = new Map<string, QueueCount>();
  return {
    add: (items: readonly AttributeMap[]): void => {
      for (const item of items) {
        const queue = queueIn(stringOf(item, 'PK') ?? '');
        if (queue === undefined) continue;
        const { letters, open } = counts.get(queue) ?? { letters: 0, open: 0 };
        const isOpen = attributeOf(item, REDRIVEN_AT) === undefined;
        counts.set(queue, { queue, letters: letters + 1, open: open + (isOpen ? 1 : 0) });
      }
    },
    /** Every queue met so far, by name. */
    queues: (): readonly QueueCount[] =>
      [...counts.values()].sort((a, b) => (a.queue < b.queue ? -1 : a.queue > b.queue ? 1 : 0)),
  };
}
