import type { LayoutItems } from './layoutItems.ts';

/** The demonstration items of the layout `workspace`. */
export const workspaceItems: LayoutItems = () => [];
