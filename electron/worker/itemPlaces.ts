import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { decodeItem } from '../pages/decodeItem.ts';
import { indexPage } from '../pages/indexPage.ts';

/** The error of bytes that are no answer of a DynamoDB server. */
export const unreadable = (): AppError =>
  new AppError('AnswerUnreadable', {
    message: 'The server answered with something that holds no DynamoDB items.',
    nextStep: 'Check that the address is that of a DynamoDB server.',
  });

/** Where the items of an answer lie, as a page reader tells it. @throws `AnswerUnreadable` for what is no answer */
export function itemPlaces(page: Uint8Array): Uint32Array {
  const index = indexPage(page);
  if (index === undefined) throw unreadable();
  const { starts, ends, count } = index;
  const places = new Uint32Array(count * 2);
  for (let item = 0; item < count; item += 1) {
    places[2 * item] = starts[item] ?? 0;
    places[2 * item + 1] = ends[item] ?? 0;
  }
  return places;
}

/** The item between two places of a page. @throws `AnswerUnreadable` for what is no item */
export function itemAt(page: Uint8Array, from: number, to: number): AttributeMap {
  const item = decodeItem(page, from, to);
  if (item === undefined) throw unreadable();
  return item;
}
