/** Slots of a the projection of a {@link TaskPlan}. */
export const SLOT = {
  partition: 0,
  sort: 1,
  body: 2,
  type: 3,
  at: 4,
  data: 5,
  title: 6,
  assignee: 7,
  progress: 8,
  error: 9,
  storedStatus: 10,
  storedTitle: 11,
  storedAssignee: 12,
  storedAttempts: 13,
  storedProgress: 14,
  storedError: 15,
  storedSeq: 16,
} as const;

/** A layout whose streams the task reducer folds, and whose items can be folded as bytes. */
export interface TaskPlan {
  /** What the partition keys of streams begin with; the rest is the stream. */
  readonly partitionPrefix: Uint8Array;
  /** What the sort keys of events begin with; the rest is the number. */
  readonly eventPrefix: Uint8Array;
  /** The sort key of the stored projection. */
  readonly projectionKey: Uint8Array;
  /** Digits that numbers are padded to. */
  readonly padding: number;
}
