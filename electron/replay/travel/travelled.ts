import type { Replayed } from '../replayed.ts';

/** A folded stream as travelling through it needs it: with what each event led to and what is wrong at it. */
export interface Travelled extends Replayed {
  /** Status after the event. */
  statusAt(position: number): string;
  /** Bits of `FLAG`. */
  flagsAt(position: number): number;
  /** The numbers of entries that cannot be read, in order: findings that stand at no event. */
  readonly unread: readonly number[];
  /** The field that holds the last event's sequence, if there is one. */
  readonly sequenceField: string | undefined;
}
