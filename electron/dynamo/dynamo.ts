import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { AppError } from '#shared/errors/appError.ts';
import type { KeySchema } from '#shared/model/layout.ts';
import type { AskMfaCode } from './credentials.ts';

/** What answers at the other end; the fastest way to read a whole table depends on it. */
export type ServerKind = 'dynoxide' | 'dynamodb-local' | 'dynalite' | 'aws' | 'other';

/** What every call takes: `signal` ends it with `Cancelled`. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What every answer carries: capacity units consumed (0 where none are told) and how often the call was sent. */
export interface Cost {
  readonly units: number;
  readonly attempts: number;
}

/** Names and values that an expression refers to, such as `#s` and `:new`. */
export interface ExpressionParts {
  readonly names?: Readonly<Record<string, string>> | undefined;
  readonly values?: AttributeMap | undefined;
}

/** One item asked for by its key. `projection` is a projection expression. */
export interface GetRequest extends ExpressionParts {
  readonly table: string;
  readonly key: AttributeMap;
  readonly consistent?: boolean | undefined;
  readonly projection?: string | undefined;
}

/** A put, which replaces the whole item, under an optional condition expression. */
export interface PutRequest extends ExpressionParts {
  readonly table: string;
  readonly item: AttributeMap;
  readonly condition?: string | undefined;
}

/** An update expression on one item, under an optional condition expression. */
export interface UpdateRequest extends ExpressionParts {
  readonly table: string;
  readonly key: AttributeMap;
  readonly update: string;
  readonly condition?: string | undefined;
}

/** A delete of one item, under an optional condition expression. */
export interface DeleteRequest extends ExpressionParts {
  readonly table: string;
  readonly key: AttributeMap;
  readonly condition?: string | undefined;
}

/**
 * How a write ended.
 * - `conditionFailed`: `old` is the item that the condition met. With `repeated`, an earlier sending of this very
 *   call may have been applied, its answer lost: then `old` may be our own doing.
 * - `lost`: it may have been applied or not; nobody answered for certain. `mayStillHappen`: the server may yet do it.
 */
export type WriteOutcome =
  | (Cost & { readonly outcome: 'done'; readonly old?: AttributeMap | undefined })
  | (Cost & {
      readonly outcome: 'conditionFailed';
      readonly old: AttributeMap | undefined;
      readonly repeated: boolean;
    })
  | LostWrite;

/** A write of which nobody can say whether it was applied. */
export interface LostWrite extends Cost {
  readonly outcome: 'lost';
  readonly error: AppError;
  readonly mayStillHappen: boolean;
}

/** A look at one item within a transaction: nothing is written there, and the rest only where the condition holds. */
export interface ConditionCheck extends ExpressionParts {
  readonly table: string;
  readonly key: AttributeMap;
  readonly condition: string;
}

/** One member of a transaction that writes. */
export type WriteMember =
  | ({ readonly kind: 'put' } & PutRequest)
  | ({ readonly kind: 'update' } & UpdateRequest)
  | ({ readonly kind: 'delete' } & DeleteRequest);

/** One member of a transaction. */
export type TransactMember = WriteMember | ({ readonly kind: 'check' } & ConditionCheck);

/** Why a member let its transaction fail. `none`: it would have succeeded. */
export interface CancellationReason {
  readonly why: 'none' | 'conditionFailed' | 'transactionConflict' | 'other';
  readonly message: string;
  readonly old: AttributeMap | undefined;
}

/** How a transaction ended; `reasons` are in the order of its members. */
export type TransactOutcome =
  | (Cost & { readonly outcome: 'done' })
  | (Cost & {
      readonly outcome: 'cancelled';
      readonly reasons: readonly CancellationReason[];
      readonly repeated: boolean;
    })
  | LostWrite;

/** A query on a table or an index. `limit` is items read per page, before any filter. */
export interface QueryRequest extends ExpressionParts {
  readonly table: string;
  readonly index?: string | undefined;
  readonly keyCondition: string;
  readonly filter?: string | undefined;
  readonly projection?: string | undefined;
  readonly descending?: boolean | undefined;
  readonly consistent?: boolean | undefined;
  readonly limit?: number | undefined;
  readonly startKey?: AttributeMap | undefined;
}

/** A scan of a table or an index, or of one of its parallel segments. */
export interface ScanRequest extends ExpressionParts {
  readonly table: string;
  readonly index?: string | undefined;
  readonly filter?: string | undefined;
  readonly projection?: string | undefined;
  readonly consistent?: boolean | undefined;
  readonly limit?: number | undefined;
  readonly startKey?: AttributeMap | undefined;
  readonly segment?: { readonly index: number; readonly of: number } | undefined;
  /** Whether the server is to tell what it consumes; true unless told. Without, a page has 0 units. */
  readonly tellsUnits?: boolean | undefined;
}

/** One page of a query or scan. `scanned` counts items before any filter; `lastKey` is absent on the last page. */
export interface Page extends Cost {
  readonly items: readonly AttributeMap[];
  readonly scanned: number;
  readonly lastKey: AttributeMap | undefined;
}

/** A page of a whole-table scan, with the segment it belongs to. */
export interface SegmentPage extends Page {
  readonly segment: number;
}

/**
 * A page as the server sent it: a JSON document with `Items`, to be read by `electron/pages`. The bytes are the
 * receiver's; they may be a part of a larger buffer.
 */
export interface RawPage extends Cost {
  readonly body: Uint8Array;
  readonly lastKey: AttributeMap | undefined;
}

/** A page of a whole-table scan as the server sent it, with the segment it belongs to. */
export interface RawSegmentPage extends RawPage {
  readonly segment: number;
}

/** A page of one of several queries as the server sent it; `range` is the query's place among them. */
export interface RawRangePage extends RawPage {
  readonly range: number;
}

/** Where segments of a scan go on: behind a key; null: not at all, they have ended. Others begin at their beginning. */
export type ScanPosition = Readonly<Record<number, AttributeMap | null>>;

/** How to scan a whole table: by `plan`, else by what is fastest for this server; `from` needs the plan it was told under. */
export interface RawScanOptions extends CallOptions {
  readonly plan?: RawScanPlan | undefined;
  readonly from?: ScanPosition | undefined;
  /** Whether pages of a segment are to tell their units; asked as the segment begins. All do unless told. */
  readonly tellsUnits?: ((segment: number) => boolean) | undefined;
}

/** How to scan a whole table. */
export interface ScanPlan {
  readonly segments: number;
  readonly inFlight: number;
  readonly limit: number | undefined;
}

/**
 * Parts of a table by ranges of its partition keys, for an engine that scans in the order of keys. Part `i` begins
 * behind `bounds[i - 1]` and goes to `bounds[i]`; the first begins and the last ends with the table.
 */
export interface KeyRanges {
  /** Names of the key's attributes, both texts. */
  readonly hash: string;
  readonly range?: string | undefined;
  /** In rising order. */
  readonly bounds: readonly string[];
}

/** How to scan a whole table undecoded. */
export interface RawScanPlan extends ScanPlan {
  /** The segments are these parts of the table, one more than there are bounds, instead of the server's own. */
  readonly ranges?: KeyRanges | undefined;
}

/** A write within a batch. Batches know no conditions. */
export type BatchMember =
  | { readonly put: AttributeMap; readonly key?: undefined }
  | { readonly key: AttributeMap; readonly put?: undefined };

/** How to write a batch. */
export interface BatchWriteOptions extends CallOptions {
  /** The table's key, which tells members for the same item; the server is asked once where it is not told. */
  readonly key?: KeySchema | undefined;
  /** Requests under way at a time; 4 unless told. */
  readonly concurrency?: number | undefined;
}

/** How a batch of writes ended. */
export interface BatchOutcome extends Cost {
  /** What is not known to be written, in the caller's order; empty when all is. */
  readonly leftovers: readonly BatchMember[];
  /** Why a whole request failed; undefined when all were answered, and the server merely left members over. */
  readonly error: AppError | undefined;
  /** Whether some of the leftovers may be written all the same, their answer lost. Writing them again does no harm. */
  readonly mayBeWritten: boolean;
}

/** How to read a batch. */
export interface BatchGetOptions extends CallOptions {
  readonly consistent?: boolean | undefined;
  /** Requests under way at a time; 4 unless told. */
  readonly concurrency?: number | undefined;
}

/** Items by their keys. */
export interface BatchItems extends Cost {
  /** One for each key, in the caller's order; undefined where there is no such item, or its key is among `unread`. */
  readonly items: readonly (AttributeMap | undefined)[];
  /** Keys that the server did not deliver, each once, in the caller's order: whether they exist is not known. */
  readonly unread: readonly AttributeMap[];
}

/** One item of a {@link Dynamo.transactGet}. */
export type TransactGetRequest = Omit<GetRequest, 'consistent'>;

/** A secondary index to be created; it carries all attributes. */
export interface IndexDefinition {
  readonly name: string;
  readonly key: KeySchema;
}

/** A table to be created, billed on demand. */
export interface TableDefinition {
  readonly table: string;
  readonly key: KeySchema;
  readonly indexes: readonly IndexDefinition[];
  readonly ttlAttribute: string | undefined;
}

/** What the server says of a table. */
export interface ServerTable {
  readonly table: string;
  readonly status: string;
  readonly items: number;
  readonly bytes: number;
  readonly key: KeySchema;
  readonly indexes: readonly (IndexDefinition & {
    readonly kind: 'global' | 'local';
    readonly status: string;
  })[];
}

/**
 * A connection to one DynamoDB, in plain functions and tagged attribute values. Every function throws `AppError`s
 * only, never the SDK's; a write's failed condition and lost answer are results, not errors.
 */
export interface Dynamo {
  /** Where it leads, for messages: an address, or `AWS (region)`. */
  readonly endpoint: string;
  /** What answers there; asked once. @throws what any call may */
  serverKind(options?: CallOptions): Promise<ServerKind>;
  /**
   * Gets the credentials that calls will be made with, asking for an MFA code where the profile wants one; nothing to do
   * for an endpoint. Without it they are got at the first call, which asks nobody.
   * @throws `CredentialsMissing`, `CredentialsExpired`, `AccessDenied`; `MfaRequired` or what `ask` rejects with
   */
  signIn(ask: AskMfaCode): Promise<void>;
  getItem(
    request: GetRequest,
    options?: CallOptions,
  ): Promise<Cost & { readonly item: AttributeMap | undefined }>;
  /**
   * Any number of items by their keys, 100 in a request; a key may come twice. Keys that the server leaves out are
   * asked for again (100 ms to 20 s between), until five rounds in a row have brought nothing.
   */
  batchGet(table: string, keys: readonly AttributeMap[], options?: BatchGetOptions): Promise<BatchItems>;
  /**
   * Items of one moment, in the order asked for. At most 100.
   * @throws `LimitExceeded` for more, `TransactionConflict` while somebody keeps writing one of them
   */
  transactGet(
    requests: readonly TransactGetRequest[],
    options?: CallOptions,
  ): Promise<Cost & { readonly items: readonly (AttributeMap | undefined)[] }>;
  putItem(request: PutRequest, options?: CallOptions): Promise<WriteOutcome>;
  updateItem(request: UpdateRequest, options?: CallOptions): Promise<WriteOutcome>;
  deleteItem(request: DeleteRequest, options?: CallOptions): Promise<WriteOutcome>;
  queryPage(request: QueryRequest, options?: CallOptions): Promise<Page>;
  /** Every page, the next one asked for while this one is read. */
  queryPages(request: QueryRequest, options?: CallOptions): AsyncIterable<Page>;
  /** One page, undecoded. */
  rawQueryPage(request: QueryRequest, options?: CallOptions): Promise<RawPage>;
  /** Every page, undecoded, the next one asked for before this one is handed over. */
  rawQueryPages(request: QueryRequest, options?: CallOptions): AsyncIterable<RawPage>;
  /**
   * Several queries (such as ranges of one long partition), `inFlight` at a time, 4 unless told: pages of one in order,
   * those of different ones in any mixture.
   */
  rawQueryRanges(
    requests: readonly QueryRequest[],
    options?: CallOptions & { readonly inFlight?: number | undefined },
  ): AsyncIterable<RawRangePage>;
  scanPage(request: ScanRequest, options?: CallOptions): Promise<Page>;
  /** Every page of one segment, the next one asked for while this one is read. */
  scanPages(request: ScanRequest, options?: CallOptions): AsyncIterable<Page>;
  /** A whole table by the plan that is fastest for this server, or by `plan`. Pages of one segment come in order. */
  scanTable(
    request: ScanRequest,
    options?: CallOptions & { readonly plan?: ScanPlan | undefined },
  ): AsyncIterable<SegmentPage>;
  /** One page, undecoded. */
  rawScanPage(request: ScanRequest, options?: CallOptions): Promise<RawPage>;
  /** As {@link Dynamo.scanTable}, undecoded; may go on where another one had come to. */
  rawScanTable(request: ScanRequest, options?: RawScanOptions): AsyncIterable<RawSegmentPage>;
  /**
   * Any number of writes without conditions, up to 25 and 16 MB in a request. Several for the same item act as if
   * written in the caller's order: only the last is sent. What the server leaves over is sent again (100 ms to 20 s
   * between), until five rounds in a row have written nothing.
   * @throws AppError only when certainly nothing was written; any other failure is in the outcome
   */
  batchWrite(
    table: string,
    members: readonly BatchMember[],
    options?: BatchWriteOptions,
  ): Promise<BatchOutcome>;
  /**
   * All or nothing, at most 100 members and 4 MB. `token` makes a repetition harmless for 10 minutes; members that
   * another transaction was changing are tried again with the same one.
   * @throws `InvalidInput` without members, `LimitExceeded` for too many or too much, before anything is sent
   */
  transactWrite(
    members: readonly TransactMember[],
    options?: CallOptions & { readonly token?: string | undefined },
  ): Promise<TransactOutcome>;
  listTables(options?: CallOptions): Promise<readonly string[]>;
  /** @throws `TableNotFound` */
  describeTable(table: string, options?: CallOptions): Promise<ServerTable>;
  /** Creates a table, waits until it is active, sets its TTL attribute where the server knows TTL. @throws `TableExists` */
  createTable(definition: TableDefinition, options?: CallOptions): Promise<ServerTable>;
  /** @throws `TableNotFound` */
  deleteTable(table: string, options?: CallOptions): Promise<void>;
  /** The TTL attribute; undefined inside when none is set, `known` false when the server knows no TTL. */
  describeTtl(
    table: string,
    options?: CallOptions,
  ): Promise<{ readonly known: boolean; readonly attribute: string | undefined }>;
  updateTtl(table: string, attribute: string, options?: CallOptions): Promise<void>;
  /** Closes idle connections. */
  close(): void;
}
