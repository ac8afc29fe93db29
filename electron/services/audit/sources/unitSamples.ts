/** A page's read units. */
export interface PageUnits {
  readonly units: number;
  /** Whether they are estimated, by what other pages consumed. */
  readonly estimated: boolean;
}

/** Read units of a scan of which not every page tells what it consumes. */
export interface UnitSamples {
  /** Whether pages of a segment are to tell; asked as it begins. */
  readonly tellsUnits: (segment: number) => boolean;
  /** The units of a page that came; `units`: what it told, if it was to. */
  readonly take: (page: {
    readonly segment: number;
    readonly body: Uint8Array;
    readonly units: number;
  }) => PageUnits;
}

/** Bytes on the wire that have told before others need not. */
const ENOUGH = 2 * 1024 * 1024;

/** In smaller pages the rounding of each page’s units counts for too much. */
const LARGE_PAGE = 128 * 1024;

/** After that every so-manyth segment tells. */
const EVERY = 16;

/**
 * Samples what pages consume: all of a small table; of a large one its first pages, and then a sixteenth of its
 * segments. Pages between are taken to consume as much for a byte on the wire: DynamoDB counts units by the size of what
 * is read (its documentation, read units), which is all but proportional to that within a table.
 */
export function createUnitSamples(): UnitSamples {
  const silent = new Set<number>();
  const told = { pages: 0, bytes: 0, units: 0 };
  return {
    tellsUnits: (segment) => {
      const isEnough = told.bytes >= ENOUGH && told.bytes / told.pages >= LARGE_PAGE;
      if (!isEnough || segment % EVERY === 0) return true;
      silent.add(segment);
      return false;
    },
    take: ({ segment, body, units }) => {
      if (silent.has(segment)) {
        // To half a unit, as the server counts.
        return { units: Math.round((body.byteLength * told.units * 2) / told.bytes) / 2, estimated: true };
      }
      told.pages += 1;
      told.bytes += body.byteLength;
      told.units += units;
      return { units, estimated: false };
    },
  };
}
