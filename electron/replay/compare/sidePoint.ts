/** A point of a task that the worker holds under a number: after an event, at its end, or as it is stored. */
export interface SidePoint {
  readonly task: number;
  readonly at: { readonly kind: 'events'; readonly seq?: number | undefined } | { readonly kind: 'stored' };
}
