import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { LayoutFile, ProjectionRule } from '#shared/model/streamLayout.ts';
import type { ReadItem, StreamRules } from '#shared/model/taskItem.ts';

/** A query that finds items of one stream: a key condition with its names and values. */
export interface StreamQuery {
  /** Another table than the layout's own, where projections lie elsewhere. */
  readonly table: string | undefined;
  /** A global secondary index to ask instead of the table; it cannot be read consistently. */
  readonly index: string | undefined;
  readonly holds: 'events' | 'projection' | 'both';
  readonly keyCondition: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: AttributeMap;
  /** Whether the answer comes in the order of sequences, so that its end read backwards is the stream's tail. */
  readonly ordered: boolean;
  /** The last number for which that holds: wider ones sort among the padded. Left out: it holds for all. */
  readonly risesUpTo?: number | undefined;
  /** The numeric sort key that is the number of the events, so that ranges of it can be asked for. */
  readonly numberedBy?: string | undefined;
}

/** Where an event lies, or would lie. */
export interface EventPlace {
  readonly key: AttributeMap;
  /** Whether an event that is called so (`TaskEvent.key`) lies there. */
  readonly holds: (eventKey: string) => boolean;
}

/** Where a rule for projections has that of a stream. */
export interface StreamProjection {
  readonly rule: ProjectionRule;
  /** Undefined when it does not follow from the stream. */
  readonly key: AttributeMap | undefined;
}

/** A layout made ready to read items with. */
export interface CompiledLayout {
  readonly file: LayoutFile;
  readonly rules: StreamRules;
  readonly readItem: ReadItem;
  /** The rules that an item falls under, as they are called in the file: `events[0]`. Empty: none knows it. */
  readonly rulesFor: (item: AttributeMap, table?: string) => readonly string[];
  /**
   * The streams that an item belongs to, by its key and attributes alone: for grouping items without decoding events.
   * Empty: none.
   */
  readonly streamOf: (item: AttributeMap) => string | undefined;
  /** How to read one stream; undefined when nothing but a scan finds it (its id is in no key, nor in an index). */
  readonly queriesFor: (stream: string) => readonly StreamQuery[] | undefined;
  /** Whether every stream is found by queries, in the table or an index. */
  readonly foundByQuery: boolean;
  /** Whether all events of a stream lie in one partition, so that a scan meets them together and in order. */
  readonly onePartition: boolean;
  /**
   * The key of the item that holds an event, or would hold it; undefined when it does not follow from stream and
   * number (several events in an item, keys that hold more).
   */
  readonly eventKeyOf: (stream: string, seq: number) => AttributeMap | undefined;
  /**
   * Every place that an event of this number may have: rules that write under keys of their own have one each. Undefined
   * when one of them does not follow from stream and number; empty when no rule is for streams of that name.
   */
  readonly eventPlacesOf: (stream: string, seq: number) => readonly EventPlace[] | undefined;
  /** The rules for projections of streams of that name, and where each has this one. */
  readonly projectionsOf: (stream: string) => readonly StreamProjection[];
}
