import { decodeItem } from '../../pages/decodeItem.ts';
import { createFound, project, type Found, type Projection } from '../../pages/projection.ts';
import { IRREGULAR, skipExtent } from '../../pages/skip.ts';

/** Reads items for the attributes of a projection. What was found is that of the last item read. */
export interface ItemReader {
  readonly found: Found;
  /** Where the item lies: in the bytes given, or in ones of its own where it was written oddly. */
  bytes: Uint8Array;
  from: number;
  to: number;
  /** Reads the item at `at`; the position behind it, {@link IRREGULAR} when it is none. */
  read(bytes: Uint8Array, at: number): number;
}

/**
 * Makes a reader. `key` is the slot of the partition key, whose bytes are compared: where it is written with escapes,
 * or the item in any other unusual way, the item is decoded and written again, so that one key has one spelling.
 */
export function createItemReader(projection: Projection, key: number): ItemReader {
  const found = createFound(projection);
  const reader: ItemReader = {
    found,
    bytes: new Uint8Array(0),
    from: 0,
    to: 0,
    read: (bytes, at) => {
      const end = project(bytes, at, projection, found);
      if (end !== IRREGULAR && (found.tags[key] === 0 || found.escaped[key] === 0)) {
        reader.bytes = bytes;
        reader.from = at;
        reader.to = end;
        return end;
      }
      const extent = skipExtent(bytes, at);
      const item = extent === IRREGULAR ? undefined : decodeItem(bytes, at, extent);
      if (item === undefined) return IRREGULAR;
      const own = new Uint8Array(Buffer.from(JSON.stringify(item)));
      if (project(own, 0, projection, found, true) === IRREGULAR) return IRREGULAR;
      reader.bytes = own;
      reader.from = 0;
      reader.to = own.length;
      return extent;
    },
  };
  return reader;
}
