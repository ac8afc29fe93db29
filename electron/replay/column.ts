/** The arrays that columns are made of. */
type Numbers = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** A column of numbers that grows. Typed, so that a million rows take what they hold and nothing more. */
export interface Column<A extends Numbers> {
  /** Longer than what is in use; another array after the column has grown. */
  readonly values: A;
  /** Makes room for `length` values. */
  room(length: number): void;
  /** Gives back what lies behind `length` values. */
  trim(length: number): void;
}

const FIRST = 64;
/** How much a column grows at most beyond what is asked for: a copy now and then, against room that stands empty. */
const GROWTH = 65_536;

/** An empty column. */
export function createColumn<A extends Numbers>(make: new (length: number) => A): Column<A> {
  let values = new make(FIRST);
  const resize = (length: number): void => {
    const old = values;
    values = new make(length);
    values.set(old.subarray(0, length));
  };
  return {
    get values() {
      return values;
    },
    room(length) {
      if (length > values.length) resize(length + Math.min(length, GROWTH));
    },
    trim(length) {
      if (length < values.length && values.length > FIRST) resize(Math.max(length, FIRST));
    },
  };
}
