import { AppError } from '#shared/errors/appError.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { decodeItem } from '../pages/decodeItem.ts';
import { indexPage } from '../pages/indexPage.ts';
import type { PageReader } from '../replay/pageReader.ts';
import { decodeTaskItem } from '../stores/taskEvents/taskItems.ts';

const unreadable = (): AppError =>
  new AppError('AnswerUnreadable', {
    message: 'The server answered with something that holds no DynamoDB items.',
    nextStep: 'Check that the address is that of a DynamoDB server.',
  });

/** Reads pages of tables of the layout `task`. */
export const taskPages: PageReader = {
  index(page) {
    const index = indexPage(page);
    if (index === undefined) throw unreadable();
    const { starts, ends, count } = index;
    const places = new Uint32Array(count * 2);
    for (let item = 0; item < count; item += 1) {
      places[2 * item] = starts[item] ?? 0;
      places[2 * item + 1] = ends[item] ?? 0;
    }
    return places;
  },
  read(page, from, to): readonly TaskItem[] {
    const item = decodeItem(page, from, to);
    if (item === undefined) throw unreadable();
    return [decodeTaskItem(item)];
  },
  literal: true,
};
