import { AppError } from '#shared/errors/appError.ts';
import { attributeOf, stringOf, typeOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { SeenRequest } from './requestStore.ts';

/** There is no such request. */
export function requestNotFound(id: string): AppError<'RequestNotFound'> {
  return new AppError('RequestNotFound', {
    message: `There is no request “${id}”.`,
    nextStep: 'It may have been deleted, or have expired. Reload the list.',
    details: { id },
  });
}

/** There is a request with that id already. */
export function requestExists(id: string): AppError<'RequestExists'> {
  return new AppError('RequestExists', {
    message: `There is a request “${id}” already.`,
    nextStep: 'Open it, or choose another id.',
    details: { id },
  });
}

const concurrentModification = ({ id, updatedAt }: SeenRequest): AppError<'ConcurrentModification'> =>
  new AppError('ConcurrentModification', {
    message: `Request “${id}” was changed by somebody else since it was read.`,
    nextStep: 'Reload it, look at what changed, and try again on top of it.',
    details: { key: id, expected: updatedAt ?? 'none' },
  });

/** Why a change of a request was refused, by the item that it met. */
export function refusal(seen: SeenRequest, met: AttributeMap | undefined): AppError {
  if (met === undefined) return requestNotFound(seen.id);
  const lock = attributeOf(met, 'updated_at');
  if (lock !== undefined && !('S' in lock)) {
    return new AppError('CorruptItem', {
      message: `Request “${seen.id}” cannot be changed safely: its “updated_at” is of type ${typeOf(lock)}, not a text.`,
      nextStep: 'Correct the item where it is written.',
    });
  }
  if (stringOf(met, 'updated_at') !== seen.updatedAt) return concurrentModification(seen);
  return new AppError('InvalidInput', {
    message: `Request “${seen.id}” is not pending but ${stringOf(met, 'status') ?? 'without a status'}.`,
    nextStep: 'Only a pending request can be decided.',
  });
}
