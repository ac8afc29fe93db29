import type { AttributeMap } from '#shared/model/attributeValue.ts';

/** Where a projection lies, and what tells that its stream has not grown. */
export interface ProjectionPlace {
  readonly table: string;
  readonly key: AttributeMap;
  /** The table and keys of the stream's end: the last event that was read, and those that the next one may have. */
  readonly events: {
    readonly table: string;
    readonly last: AttributeMap;
    readonly next: readonly AttributeMap[];
  };
  /** The attribute that names the write on the item; undefined: writers of this table leave no such mark. */
  readonly mark: string | undefined;
}

/** What a rewrite changes; attributes that are named in neither stay as they are. */
export interface ProjectionPatch {
  readonly set: AttributeMap;
  readonly remove: readonly string[];
}

/** One rewrite of a projection. */
export interface ProjectionRewrite extends ProjectionPlace {
  /** The whole item as it was read; undefined: there was none, and it is made. */
  readonly before: AttributeMap | undefined;
  readonly patch: ProjectionPatch;
  /** Names the write: made again with the same one, it succeeds without being done twice. */
  readonly writeId: string;
  readonly signal?: AbortSignal | undefined;
}

/** Takes back a rewrite. */
export interface ProjectionRestore {
  readonly table: string;
  readonly key: AttributeMap;
  readonly mark: string | undefined;
  /** The item as the rewrite left it. */
  readonly after: AttributeMap;
  /** The item as it was before the rewrite; undefined: there was none. */
  readonly before: AttributeMap | undefined;
  readonly writeId: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * How a rewrite ended. `item` is the whole item now. Of those that wrote nothing: `projectionChanged` met another item
 * than was read (`met`; undefined: it is gone), `eventsCame` an event after the last one that was read, `eventGone` no
 * such last event.
 */
export type RewriteOutcome =
  | { readonly outcome: 'written'; readonly item: AttributeMap | undefined }
  | { readonly outcome: 'projectionChanged'; readonly met: AttributeMap | undefined }
  | { readonly outcome: 'eventsCame' }
  | { readonly outcome: 'eventGone' };

/**
 * Projections rewritten from a replay. Beside the errors of a connection, both writes throw `WriteOutcomeUnknown` when
 * the answer got lost and what is stored does not decide it, and `TransactionConflict`.
 */
export interface ProjectionStore {
  /** The whole item, read consistently. */
  read(
    place: Pick<ProjectionPlace, 'table' | 'key'>,
    signal?: AbortSignal,
  ): Promise<AttributeMap | undefined>;
  /** Writes only if the item is as it was read and no event came since, in one transaction. */
  rewrite(rewrite: ProjectionRewrite): Promise<RewriteOutcome>;
  /** Puts back what was there before, only if the item is as the rewrite left it. */
  restore(
    restore: ProjectionRestore,
  ): Promise<Exclude<RewriteOutcome, { outcome: 'eventsCame' | 'eventGone' }>>;
}
