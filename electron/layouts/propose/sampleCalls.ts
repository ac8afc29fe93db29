import type { StreamPreview } from '#shared/contract/layouts.ts';
import type { LayoutProposal } from '#shared/model/layoutProposal.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { StreamStart } from '../../stores/streams/streamStore.ts';
import type { TableSample } from './sample.ts';

/** A sample as it was received: pages of a scan, in their order. */
export interface SampledPages extends Omit<TableSample, 'items'> {
  readonly pages: readonly Uint8Array[];
}

/** What a layout makes of the items of one stream. */
export interface StreamTally {
  events: number;
  /** The smallest and the largest number, for telling whether some are missing. */
  least: number;
  most: number;
  undecodable: number;
  projections: number;
}

/** What a layout makes of a sample. */
export interface SampleReading {
  readonly items: number;
  readonly streams: ReadonlyMap<string, StreamTally>;
  /** Items that are known to belong to no stream, or that no rule is about. */
  readonly others: number;
}

/** A stream to be shown: from its first pages, or else from what the sample holds of it. */
export interface StreamToShow {
  readonly stream: string;
  readonly start: StreamStart | undefined;
}

/** What is asked of a sample; `open` comes first. */
export type SampleCall =
  | { readonly kind: 'open'; readonly sample: SampledPages }
  | { readonly kind: 'propose' }
  | { readonly kind: 'read'; readonly layout: LayoutFile }
  | { readonly kind: 'show'; readonly layout: LayoutFile; readonly streams: readonly StreamToShow[] };

/** What a sample answers to each kind of call. */
export interface SampleAnswers {
  readonly open: undefined;
  readonly propose: LayoutProposal;
  readonly read: SampleReading;
  readonly show: readonly StreamPreview[];
}
