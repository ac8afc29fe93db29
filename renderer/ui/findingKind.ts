const KIND_NAMES: Readonly<Record<string, string>> = {
  'projection-drift': 'projection drift',
  'sequence-gap': 'sequence gap',
  'duplicate-sequence': 'duplicate sequence',
  'sequence-overflow': 'sequence overflow',
  'clock-regression': 'clock went back',
  'illegal-transition': 'illegal transition',
  'reducer-failed': 'reducer failed',
  'invariant-violated': 'invariant violated',
  'unknown-event': 'unknown event type',
  'undecodable-event': 'unreadable event',
  'orphan-events': 'events without projection',
  'orphan-projection': 'projection without events',
};

/** The plain name of a kind; one that this window does not know stands as it is. */
export const kindName = (kind: string): string =>
  Object.hasOwn(KIND_NAMES, kind) ? (KIND_NAMES[kind] ?? kind) : kind;
