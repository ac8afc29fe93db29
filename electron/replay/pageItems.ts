import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent, UndecodableEvent } from '#shared/model/taskEvent.ts';
import type { PageReader } from './pageReader.ts';
import { NO_MARKING, type Marking, type Skimmer } from './skim.ts';
import type { TaskStream } from './taskStream.ts';

/** What a page had beside events, and whether its events changed the stream. */
export interface PageItems {
  readonly moved: boolean;
  readonly undecodable: readonly UndecodableEvent[];
  /** Fields of the last projection among them. */
  readonly projection: AttributeMap | undefined;
}

/** How the pages of one stream are read. */
export interface PageParts {
  readonly taskId: string;
  readonly reader: PageReader;
  readonly skim: Skimmer;
  readonly stream: Pick<TaskStream, 'placing' | 'mayHeal'>;
}

/** Somebody who wants to see events whole, by their numbers. */
export interface EventWatch {
  awaits(seq: number): boolean;
  seen(event: TaskEvent): void;
}

/** A skimmer of the stream `taskId`: the reader's own, or one that leaves every item to be decoded. */
export function skimmerOf(reader: PageReader, taskId: string, marking: Marking = NO_MARKING): Skimmer {
  const own = reader.skim?.(taskId, marking);
  if (own !== undefined) return own;
  return (page) => {
    const places = reader.index(page);
    return { places, count: places.length / 2, events: undefined };
  };
}

/** What part of a page its task's events have to be so that the page is kept: else more is held than is shown. */
const SHARE = 0.5;

/** Pages of so few bytes are kept whatever they hold. */
const SMALL = 4096;

/**
 * Puts the events of a task in an answer's bytes into its stream; items of other tasks, or of none, are left out. Only
 * items that are not plainly events are decoded, each let go before the next.
 */
export function addPageItems(page: Uint8Array, parts: PageParts, watch?: EventWatch): PageItems {
  const { taskId, reader, stream } = parts;
  const { places, count, events } = parts.skim(page);
  const placing = stream.placing(page);
  const undecodable: UndecodableEvent[] = [];
  let projection: AttributeMap | undefined;
  let own = 0;
  const addDecoded = (from: number, to: number): void => {
    let member = 0;
    for (const item of reader.read(page, from, to)) {
      if (item.kind === 'bystander' || item.taskId !== taskId) continue;
      if (item.kind === 'event') {
        placing.event(item.event, { from, to, member });
        watch?.seen(item.event);
        if (member === 0) own += to - from;
        member += 1;
      } else if (item.kind === 'undecodable') undecodable.push(item.undecodable);
      else projection = item.projection.fields;
    }
  };
  for (let index = 0; index < count; index += 1) {
    const [from, to] = [places[2 * index] ?? 0, places[2 * index + 1] ?? 0];
    const seq = events?.seqs[index] ?? 0;
    if (events === undefined || seq === 0 || stream.mayHeal(seq) || watch?.awaits(seq) === true) {
      addDecoded(from, to);
    } else {
      placing.skimmed(events, index, from, to);
      own += to - from;
    }
  }
  const isKept = page.length <= SMALL || own >= page.length * SHARE;
  return { moved: placing.end(isKept && own > 0), undecodable, projection };
}
