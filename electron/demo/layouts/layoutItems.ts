import type { AttributeMap } from '#shared/model/attributeValue.ts';

/** What demonstration items are made from; the same options always give the same items. */
export interface LayoutItemsOptions {
  readonly seed: string;
  /** Epoch milliseconds at which the data ends: nothing in it was written later. */
  readonly now: number;
}

/** One item, and the table it goes to by the name that the layout gives it, without a prefix. */
export interface DemoItem {
  readonly table: string;
  readonly item: AttributeMap;
}

/** Makes the items of a layout, each key once; read one by one, so that a generator need not hold them all. */
export type LayoutItems = (options: LayoutItemsOptions) => Iterable<DemoItem>;
