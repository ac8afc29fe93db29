import type { LayoutItems } from './layoutItems.ts';

/** The demonstration items of the layout `request`. */
export const requestItems: LayoutItems = () => [];
