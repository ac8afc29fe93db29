import type { PageReader } from '../replay/pageReader.ts';
import { decodeTaskItem } from '../stores/taskEvents/taskItems.ts';
import { itemAt, itemPlaces } from './itemPlaces.ts';
import { createTaskSkimmer } from './taskSkim.ts';

/** Reads pages of tables of the layout `task`. */
export const taskPages: PageReader = {
  index: itemPlaces,
  read: (page, from, to) => [decodeTaskItem(itemAt(page, from, to))],
  skim: createTaskSkimmer,
  isLiteral: () => true,
};
