import type { Projection } from '../../pages/projection.ts';
import type { Span } from './compareBytes.ts';
import type { ItemReader } from './itemReader.ts';

/** An item as it was read last. */
export type ItemBytes = Pick<ItemReader, 'bytes' | 'found' | 'from' | 'to'>;

/** What is known of a stream once all of it has been folded. */
export type StreamVerdict =
  /** No event and no projection. */
  | { readonly kind: 'none' }
  /** Nothing is wrong with it. */
  | { readonly kind: 'clean'; readonly events: number }
  /** Nothing, but that its numbers have grown wider than their padding; to be folded once more, width by width. */
  | { readonly kind: 'wide'; readonly widest: number }
  /** Anything else: only the full way can tell. */
  | { readonly kind: 'unsure' };

/** Where numbers became wider than their padding. */
export interface Overflow {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
}

/** A fold of the items of one stream, from their bytes, in the order of their numbers. */
export interface StreamFold {
  /** Forgets everything: another stream begins. */
  reset(): void;
  /** An item in the order of the keys. */
  add(item: ItemBytes): void;
  /** The items once more, for the events whose number has that many digits: a `wide` stream, width by width. */
  addWide(item: ItemBytes, width: number): void;
  verdict(): StreamVerdict;
  overflow(): Overflow | undefined;
  isUnsure(): boolean;
}

/** A layout and reducer whose streams, one in a partition each, can be folded as bytes. */
export interface StreamShape {
  readonly projection: Projection;
  /** Digits that numbers are padded to: keys of as many or fewer count as they sort. */
  readonly padding: number;
  /** Whether an item may belong to a stream, as far as its partition key tells. */
  mayBelong(item: Pick<ItemBytes, 'bytes' | 'found'>): boolean;
  /** What the items of a stream are ordered by: the number of an event; what is none comes last. */
  orderOf(item: ItemBytes): number;
  /** The stream that a partition key names; the quotes around it are in the bytes. */
  streamOf(key: Span): string;
  createFold(): StreamFold;
}
