/** The letter of an attribute's tag, or that it has one of several letters; undefined where there is no attribute. */
export type FieldTag = 'S' | 'N' | 'other' | undefined;

/** What a reducer notes of events without folding them. */
export interface Marking {
  /** The fields of `data` that count. */
  readonly fields: readonly string[];
  /** Bits for an event of that type; `tagOf` tells of which types its `fields` are. */
  readonly marksOf: (type: string, tagOf: (field: string) => FieldTag) => number;
}

/** That of a reducer which notes nothing. */
export const NO_MARKING: Marking = { fields: [], marksOf: () => 0 };

/** What a page tells of its items without any being decoded. */
export interface SkimmedPage {
  /** Of each item the first byte and the byte behind it. */
  readonly places: ArrayLike<number>;
  readonly count: number;
  /** What of each item is known; undefined: nothing, all of them have to be decoded. */
  readonly events: SkimmedEvents | undefined;
}

/** What is known of each item of a page, by its place there. All but `seqs` says nothing where that is 0. */
export interface SkimmedEvents {
  /** The number of the event that the item is; 0 where it has to be decoded to tell what it is. */
  readonly seqs: ArrayLike<number>;
  /** Epoch milliseconds, NaN when unreadable; and what the double lacks. */
  readonly times: ArrayLike<number>;
  readonly below: ArrayLike<number>;
  readonly types: readonly string[];
  readonly marks: ArrayLike<number>;
  /** Idempotency keys of those that have one. */
  readonly requests: ReadonlyMap<number, string>;
}

/** Reads pages of one stream; what it gives holds until the next page. Throws for what is no answer. */
export type Skimmer = (page: Uint8Array) => SkimmedPage;
