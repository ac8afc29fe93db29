import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { keyWords, versionOf } from '#shared/model/workspaceItem.ts';
import type { WorkspaceModel } from '#shared/model/workspaceModels.ts';

/** There is an item with that key already. */
export function itemExists(model: WorkspaceModel, key: AttributeMap): AppError<'ItemExists'> {
  return new AppError('ItemExists', {
    message: `There is a ${keyWords(model, key)} already.`,
    nextStep: 'Open it, or choose another id.',
    details: { key: keyWords(model, key) },
  });
}

/** There is no such item, or there is none any more. */
export function itemMissing(model: WorkspaceModel, key: AttributeMap): AppError<'NotFound'> {
  return new AppError('NotFound', {
    message: `There is no ${keyWords(model, key)}.`,
    nextStep: 'It may have been deleted meanwhile; read again what is there.',
  });
}

/** The item had another version. `met`: the item that the failed call itself met; `actual` is 0 where it tells none. */
export function versionConflict(
  model: WorkspaceModel,
  key: AttributeMap,
  expected: number,
  met: AttributeMap,
): AppError<'VersionConflict'> {
  const actual = versionOf(met) ?? 0;
  return new AppError('VersionConflict', {
    message: `The ${keyWords(model, key)} was expected at version ${expected}, but it is at ${actual}.`,
    nextStep: 'Read it again, look at what changed, and try again on top of it.',
    details: { key: keyWords(model, key), expected, actual },
  });
}

/** What was expected and could not be done as asked. */
export function invalid(message: string, nextStep: string): AppError<'InvalidInput'> {
  return new AppError('InvalidInput', { message, nextStep });
}
