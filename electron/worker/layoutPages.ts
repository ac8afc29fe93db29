import type { EventRule, LayoutFile, Packed } from '#shared/model/streamLayout.ts';
import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { OF_EVENTS } from '../layouts/streams/layoutTables.ts';
import type { PageReader } from '../replay/pageReader.ts';
import { itemAt, itemPlaces } from './itemPlaces.ts';

const isStored = (packed: Packed | undefined): boolean =>
  packed === undefined ||
  ((packed.encoding === 'native' || packed.encoding === 'bytes') && packed.encodingBy === undefined);

const isRfc3339 = (time: EventRule['event']['time']): boolean =>
  time === undefined || time.format === 'rfc3339';

/** Whether texts of events are made by nothing but taking them from the item: no list, nothing packed or converted. */
const isAsStored = ({ holds, body, event, item }: EventRule): boolean =>
  holds === 'event' &&
  isStored(body) &&
  isStored(event.data) &&
  isRfc3339(event.time) &&
  isRfc3339(item.time);

/** Words of events that stand in no item. */
const wordsOf = ({ event: { type, defaultType, data } }: EventRule): readonly string[] => [
  ...(type !== undefined && defaultType === undefined ? [] : [defaultType ?? 'event']),
  // What a payload that is no map is called.
  ...(data === undefined || data.mapsOnly === true ? [] : ['data']),
];

/** Reads pages of tables of a layout, made ready. @throws `InvalidInput` for a layout that cannot be used */
export function layoutPages(file: LayoutFile): PageReader {
  const { readItem } = compileLayout(file);
  const asStored = file.events.every(isAsStored);
  const words = file.events.flatMap(wordsOf).map((word) => word.toLowerCase());
  return {
    index: itemPlaces,
    read: (page, from, to) => readItem(itemAt(page, from, to), OF_EVENTS),
    isLiteral: (piece) => asStored && !words.some((word) => word.includes(piece)),
  };
}
