/** Whose record it is, and which: any texts, the empty one included. */
export interface RecordId {
  readonly owner: string;
  readonly task: string;
}

/**
 * An item of a `record` table (CONTRACTS 2) as far as it can be read: what is missing or of another type than it
 * should be has its reason in `faults`, as half a sentence that begins with “it” or “its”.
 */
export interface StoredRecord extends RecordId {
  /** The version that the next write has to name; from 0, and from 1 where a writer of the layout made it. */
  readonly version?: number;
  /** JSON text, as it was given. Whether it is JSON is not looked at. */
  readonly data?: string;
  /** Epoch seconds from which on the server may delete it. */
  readonly expiresAt?: number;
  readonly faults: { readonly version?: string; readonly data?: string; readonly expiresAt?: string };
}
