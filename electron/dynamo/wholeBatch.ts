import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { BatchItems } from './dynamo.ts';

/**
 * The items that exist, in the order asked for.
 * @throws `Throttled` when some keys were left unread, since what is missing then may exist
 */
export function existingItems(table: string, { items, unread }: BatchItems): readonly AttributeMap[] {
  if (unread.length > 0) {
    throw new AppError('Throttled', {
      message: `${table} left ${unread.length} items unread even after several attempts.`,
      nextStep: 'Wait a moment, then try again.',
    });
  }
  return items.filter((item) => item !== undefined);
}
