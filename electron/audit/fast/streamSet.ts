const SMALLEST = 1024;

/** A set of 64-bit hashes, in two halves of 32 bits: 8 bytes for each place, two thirds of them taken at most. */
export interface HashSet {
  readonly size: number;
  /** Whether it was not there before. */
  add(high: number, low: number): boolean;
  has(high: number, low: number): boolean;
  /** All of them, in pairs; {@link createHashSet} takes them again. */
  list(): Uint32Array;
  /** Takes all of them out; the memory stays. */
  clear(): void;
}

/** Makes a set with the pairs of `list` in it, and with room for `expected` at once. */
export function createHashSet(list: ArrayLike<number> = [], expected = 0): HashSet {
  let places = SMALLEST;
  while (places * 2 < expected * 3) places *= 2;
  let highs = new Uint32Array(places);
  let lows = new Uint32Array(places);
  let size = 0;

  /** Where a hash is, or the free place for it. Both halves 0 stand for a free place. */
  const placeOf = (high: number, low: number): number => {
    const mask = lows.length - 1;
    let place = low & mask;
    while ((lows[place] !== 0 || highs[place] !== 0) && (lows[place] !== low || highs[place] !== high)) {
      place = (place + 1) & mask;
    }
    return place;
  };
  const isFree = (place: number): boolean => lows[place] === 0 && highs[place] === 0;
  const grow = (): void => {
    const old = { highs, lows };
    highs = new Uint32Array(old.highs.length * 2);
    lows = new Uint32Array(old.lows.length * 2);
    old.lows.forEach((low, index) => {
      const high = old.highs[index] ?? 0;
      if (low === 0 && high === 0) return;
      const place = placeOf(high, low);
      highs[place] = high;
      lows[place] = low;
    });
  };
  const add = (high: number, given: number): boolean => {
    const low = given === 0 && high === 0 ? 1 : given;
    const place = placeOf(high, low);
    if (!isFree(place)) return false;
    highs[place] = high;
    lows[place] = low;
    size += 1;
    if (size * 3 > lows.length * 2) grow();
    return true;
  };
  for (let index = 0; index + 1 < list.length; index += 2) add(list[index] ?? 0, list[index + 1] ?? 0);

  return {
    get size() {
      return size;
    },
    clear() {
      highs.fill(0);
      lows.fill(0);
      size = 0;
    },
    add,
    has: (high, low) => !isFree(placeOf(high, low === 0 && high === 0 ? 1 : low)),
    list: () => {
      const pairs = new Uint32Array(size * 2);
      let at = 0;
      lows.forEach((low, index) => {
        const high = highs[index] ?? 0;
        if (low === 0 && high === 0) return;
        pairs[at] = high;
        pairs[at + 1] = low;
        at += 2;
      });
      return pairs;
    },
  };
}
