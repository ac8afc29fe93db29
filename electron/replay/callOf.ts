/** One call of any method of `T`, with its arguments. */
export type CallOf<T> = {
  readonly [M in keyof T]: T[M] extends (...args: infer A) => unknown
    ? { readonly method: M; readonly args: A }
    : never;
}[keyof T];
