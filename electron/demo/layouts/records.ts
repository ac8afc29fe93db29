import type { LayoutItems } from './layoutItems.ts';

/** The demonstration items of the layout `record`. */
export const recordItems: LayoutItems = () => [];
