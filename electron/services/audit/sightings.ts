/** Where keys were seen: at which position first, and how often. */
export interface Sightings {
  /** Positions are told in ascending order. */
  readonly add: (key: number, position: number) => void;
  /** Infinity for a key that was never seen. */
  readonly first: (key: number) => number;
  readonly count: (key: number) => number;
}

/** Tables that the keys are shared out to: one that grows is copied, and a single one would be so for too long. */
const SHARDS = 256;
const FIRST_SLOTS = 16;

interface Shard {
  /** One more than the key; 0 where there is none. */
  keys: Float64Array;
  firsts: Uint32Array;
  counts: Uint32Array;
  used: number;
}

const emptyShard = (slots: number): Shard => ({
  keys: new Float64Array(slots),
  firsts: new Uint32Array(slots),
  counts: new Uint32Array(slots),
  used: 0,
});

/** Where a key lies, or would; the number of slots is a power of two, and one of them is always free. */
function slotOf(keys: Float64Array, key: number): number {
  const mask = keys.length - 1;
  let slot = key & mask;
  while (keys[slot] !== 0 && keys[slot] !== key + 1) slot = (slot + 1) & mask;
  return slot;
}

function grow(shard: Shard): void {
  const { keys, firsts, counts } = shard;
  Object.assign(shard, { ...emptyShard(keys.length * 2), used: shard.used });
  for (let old = 0; old < keys.length; old += 1) {
    const kept = keys[old] ?? 0;
    if (kept === 0) continue;
    const slot = slotOf(shard.keys, kept - 1);
    shard.keys[slot] = kept;
    shard.firsts[slot] = firsts[old] ?? 0;
    shard.counts[slot] = counts[old] ?? 0;
  }
}

/**
 * Makes an empty table of whole numbers from 0 to 2^53 - 2 that are spread evenly, as hashes are. Typed, 16 bytes a slot
 * and two slots a key or so: a `Set` of as many numbers takes twice that, and is copied at one stretch when it grows.
 */
export function createSightings(): Sightings {
  const shards = Array.from({ length: SHARDS }, () => emptyShard(FIRST_SLOTS));
  const shardOf = (key: number): Shard | undefined => shards[(key >>> 24) % SHARDS];
  return {
    add: (key, position) => {
      const shard = shardOf(key);
      if (shard === undefined) return;
      let slot = slotOf(shard.keys, key);
      if (shard.keys[slot] === 0) {
        if ((shard.used + 1) * 4 > shard.keys.length * 3) {
          grow(shard);
          slot = slotOf(shard.keys, key);
        }
        shard.keys[slot] = key + 1;
        shard.firsts[slot] = position;
        shard.used += 1;
      }
      shard.counts[slot] = (shard.counts[slot] ?? 0) + 1;
    },
    first: (key) => {
      const shard = shardOf(key);
      if (shard === undefined) return Infinity;
      const slot = slotOf(shard.keys, key);
      return shard.keys[slot] === 0 ? Infinity : (shard.firsts[slot] ?? Infinity);
    },
    count: (key) => {
      const shard = shardOf(key);
      return shard?.counts[slotOf(shard.keys, key)] ?? 0;
    },
  };
}
