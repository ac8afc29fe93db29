import type { z } from 'zod';

/** Any schema, by its core: `ZodType` has its methods too, which take the compiler seconds to compare in each program. */
export type Schema = z.core.$ZodType;

/** A question: one answer, nothing changes. */
export interface QueryEntry<I extends Schema, O extends Schema> {
  readonly kind: 'query';
  readonly input: I;
  readonly output: O;
}

/** An order: one answer, something may change. Never sent again by the client on its own. */
export interface CommandEntry<I extends Schema, O extends Schema> {
  readonly kind: 'command';
  readonly input: I;
  readonly output: O;
}

/** Many items under credit, then one result. Cancelling it, or closing the port, ends what it started. */
export interface StreamEntry<I extends Schema, T extends Schema, R extends Schema> {
  readonly kind: 'stream';
  readonly input: I;
  readonly item: T;
  readonly result: R;
}

/** Any entry of the contract. */
export type Entry =
  QueryEntry<Schema, Schema> | CommandEntry<Schema, Schema> | StreamEntry<Schema, Schema, Schema>;

/** Entries by domain and name: `contract.tasks.range` has the path `tasks.range` on the wire. */
export type ContractShape = Readonly<Record<string, Readonly<Record<string, Entry>>>>;

/** Declares a query. */
export const query = <I extends Schema, O extends Schema>(input: I, output: O): QueryEntry<I, O> => ({
  kind: 'query',
  input,
  output,
});

/** Declares a command. */
export const command = <I extends Schema, O extends Schema>(input: I, output: O): CommandEntry<I, O> => ({
  kind: 'command',
  input,
  output,
});

/** Declares a stream. */
export const stream = <I extends Schema, T extends Schema, R extends Schema>(
  input: I,
  item: T,
  result: R,
): StreamEntry<I, T, R> => ({ kind: 'stream', input, item, result });

/** Options of a client's call. Aborting the signal cancels the call; it then fails with `Cancelled`. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** What the client's caller of a stream gives: `onItem` runs for each item, in order. */
export interface StreamOptions<T> extends CallOptions {
  readonly onItem: (item: T) => void;
}

/** The client's side of one entry. Every call rejects with an `AppError`. */
export type ClientCall<E extends Entry> =
  E extends StreamEntry<infer I, infer T, infer R>
    ? (input: z.input<I>, options: StreamOptions<z.output<T>>) => Promise<z.output<R>>
    : E extends QueryEntry<infer I, infer O> | CommandEntry<infer I, infer O>
      ? (input: z.input<I>, options?: CallOptions) => Promise<z.output<O>>
      : never;

/** The typed client of a contract: `client.tasks.range(input)`. */
export type Client<C extends ContractShape> = {
  readonly [D in keyof C]: { readonly [N in keyof C[D]]: ClientCall<C[D][N]> };
};

/** What a handler knows of its call. `signal` aborts on cancel and when the port closes. */
export interface CallContext {
  readonly signal: AbortSignal;
  /** Stays the same for all calls of one window, so a handler can release what a closed window held. */
  readonly portId: string;
}

/** A stream handler's context: `await emit(item)` waits until the window has room for it. */
export interface StreamContext<T> extends CallContext {
  readonly emit: (item: T) => Promise<void>;
}

/** The host's side of one entry. What it throws reaches the client as an `AppError`. */
export type Handler<E extends Entry> =
  E extends StreamEntry<infer I, infer T, infer R>
    ? (input: z.output<I>, context: StreamContext<z.input<T>>) => Promise<z.input<R>>
    : E extends QueryEntry<infer I, infer O> | CommandEntry<infer I, infer O>
      ? (input: z.output<I>, context: CallContext) => Promise<z.input<O>>
      : never;

/** One handler for every entry: a missing one does not compile. */
export type Handlers<C extends ContractShape> = {
  readonly [D in keyof C]: { readonly [N in keyof C[D]]: Handler<C[D][N]> };
};
