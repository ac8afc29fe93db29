import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent, UndecodableEvent } from '#shared/model/taskEvent.ts';
import type { PagePlace } from './eventRows.ts';
import type { PageReader } from './pageReader.ts';
import type { PlacedEvent } from './taskStream.ts';

/** Items of one task in a page, by what they are. */
export interface PageItems {
  readonly events: readonly PlacedEvent[];
  readonly undecodable: readonly UndecodableEvent[];
  /** Fields of the last projection among them. */
  readonly projection: AttributeMap | undefined;
}

/** What part of a page its task's events have to be so that the page is kept: else more is held than is shown. */
const SHARE = 0.5;

/** Pages of so few bytes are kept whatever they hold. */
const SMALL = 4096;

/**
 * Sorts the items of `taskId` in an answer's bytes by kind; items of other tasks, or of none, are left out.
 * `number` gives the page its number, and is asked only where the page is to be kept: of one that is mostly other
 * things, the events are handed over as objects.
 */
export function sortPage(
  page: Uint8Array,
  taskId: string,
  reader: PageReader,
  number: () => number,
): PageItems {
  const found: { readonly event: TaskEvent; readonly at: Omit<PagePlace, 'page'> }[] = [];
  const undecodable: UndecodableEvent[] = [];
  let projection: AttributeMap | undefined;
  let own = 0;
  const places = reader.index(page);
  for (let at = 0; at + 1 < places.length; at += 2) {
    const [from, to] = [places[at] ?? 0, places[at + 1] ?? 0];
    let member = 0;
    for (const item of reader.read(page, from, to)) {
      if (item.kind === 'bystander' || item.taskId !== taskId) continue;
      if (item.kind === 'event') {
        found.push({ event: item.event, at: { from, to, member } });
        if (member === 0) own += to - from;
        member += 1;
      } else if (item.kind === 'undecodable') undecodable.push(item.undecodable);
      else projection = item.projection.fields;
    }
  }
  const isKept = page.length <= SMALL || own >= page.length * SHARE;
  const kept = isKept && found.length > 0 ? number() : undefined;
  const events = found.map(({ event, at }): PlacedEvent => ({
    event,
    place: kept === undefined ? undefined : { page: kept, ...at },
  }));
  return { events, undecodable, projection };
}
