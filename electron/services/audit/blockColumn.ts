/** Values in a block. */
const BLOCK = 1 << 14;

/** A column of numbers that grows at its end. */
export interface BlockColumn {
  readonly length: number;
  readonly push: (value: number) => void;
  readonly at: (position: number) => number | undefined;
}

/** The arrays that a column is made of. */
type Numbers = Float64Array | Uint32Array | Int32Array | Uint8Array;

/** An empty column. It grows by blocks: one array would be copied as a whole, with a million rows for too long. */
export function createBlockColumn(make: new (length: number) => Numbers): BlockColumn {
  const blocks: Numbers[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    push: (value) => {
      if (length % BLOCK === 0) blocks.push(new make(BLOCK));
      const last = blocks[blocks.length - 1];
      if (last !== undefined) last[length % BLOCK] = value;
      length += 1;
    },
    at: (position) =>
      position < 0 || position >= length
        ? undefined
        : blocks[Math.floor(position / BLOCK)]?.[position % BLOCK],
  };
}
