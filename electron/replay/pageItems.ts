import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { UndecodableEvent } from '#shared/model/taskEvent.ts';
import type { PageReader } from './pageReader.ts';
import type { PlacedEvent } from './taskStream.ts';

/** Items of one task in a page, by what they are. */
export interface PageItems {
  readonly events: readonly PlacedEvent[];
  readonly undecodable: readonly UndecodableEvent[];
  /** Fields of the last projection among them. */
  readonly projection: AttributeMap | undefined;
}

/**
 * Sorts the items of `taskId` in an answer's bytes by kind; items of other tasks, or of none, are left out.
 * `number` gives the page its number, and is asked only where the page has events.
 */
export function sortPage(
  page: Uint8Array,
  taskId: string,
  reader: PageReader,
  number: () => number,
): PageItems {
  const events: PlacedEvent[] = [];
  const undecodable: UndecodableEvent[] = [];
  let projection: AttributeMap | undefined;
  let numbered: number | undefined;
  const places = reader.index(page);
  for (let at = 0; at + 1 < places.length; at += 2) {
    const [from, to] = [places[at] ?? 0, places[at + 1] ?? 0];
    let member = 0;
    for (const item of reader.read(page, from, to)) {
      if (item.kind === 'bystander' || item.taskId !== taskId) continue;
      if (item.kind === 'event') {
        numbered ??= number();
        events.push({ event: item.event, place: { page: numbered, from, to, member } });
        member += 1;
      } else if (item.kind === 'undecodable') undecodable.push(item.undecodable);
      else projection = item.projection.fields;
    }
  }
  return { events, undecodable, projection };
}
