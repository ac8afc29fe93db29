import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { PageReader } from '../replay/pageReader.ts';
import { layoutPages } from './layoutPages.ts';
import { taskPages } from './taskPages.ts';

/** The reader of pages of a table: by its layout file, or as the layout `task` says where there is none. */
export const readerOf = (layout: LayoutFile | undefined): PageReader =>
  layout === undefined ? taskPages : layoutPages(layout);
