/** Ids of the tasks with something wrong on purpose. They are the same for every seed, so they can be looked for. */
export const PLANTED = {
  /** Two workers started it at once; one lost the append. */
  raceAppend: 'pay-demo-race',
  /** A cancellation lost against the parcel that left. */
  raceStatus: 'ship-demo-race',
  /** Somebody set its projection to "succeeded" by hand. */
  edited: 'ord-demo-edited',
  /** Its projection has not seen the last events. */
  lagging: 'pay-demo-lagging',
  /** Event 7 is missing. */
  gap: 'ship-demo-gap',
  /** 12,000 events. */
  long: 'import-demo-12000',
  /** HTML, script and bidirectional text in every field. */
  hostile: 'ord-demo-hostile"><img src=x onerror=alert(1)>\u202e',
  /** Event 5 is older than event 4. */
  clock: 'ship-demo-clock',
  /** It started again after it had succeeded. */
  illegal: 'refund-demo-illegal',
  /** One event type that no reducer knows. */
  unknown: 'mail-demo-unknown',
  /** One item among the events that is no event. */
  undecodable: 'ord-demo-undecodable',
  /** The request that created it was made three times, and run once. */
  served: 'pay-demo-served',
  /** Two of its requests were made again after their records had expired, and ran again. */
  again: 'ord-demo-again',
} as const;
