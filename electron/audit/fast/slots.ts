/** The places that a projection looks for, each with its slot. */
export interface Slots {
  /** The slot of a place; the same one for the same place. */
  at(path: readonly string[]): number;
  readonly paths: readonly (readonly string[])[];
  /** Whether a name may count into a list, where a projection of names finds nothing. */
  readonly counts: boolean;
}

const COUNT = /^\d{1,9}$/;

/** Begins with no place. */
export function createSlots(): Slots {
  const paths: (readonly string[])[] = [];
  const known = new Map<string, number>();
  return {
    at(path) {
      const key = JSON.stringify(path);
      const slot = known.get(key) ?? paths.push(path) - 1;
      known.set(key, slot);
      return slot;
    },
    paths,
    get counts() {
      return paths.some((path) => path.some((name) => COUNT.test(name)));
    },
  };
}
