import { AppError } from '#shared/errors/appError.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';

/** The number was taken by somebody else's event. */
export function optimisticConflict(taskId: string, expectedSeq: number): AppError<'OptimisticConflict'> {
  return new AppError('OptimisticConflict', {
    message: `Event ${expectedSeq} of task “${taskId}” was already written by somebody else.`,
    nextStep: 'Reload the task, look at what changed, and try again on top of it.',
    details: { taskId, expectedSeq },
  });
}

/** The status was another one. `met`: the item that the failed call itself met. */
export function statusConflict(
  taskId: string,
  expected: string | undefined,
  met: AttributeMap | undefined,
): AppError<'StatusConflict'> {
  const actual = (met === undefined ? undefined : stringOf(met, 'status')) ?? 'unknown';
  const expectation = expected ?? 'none';
  return new AppError('StatusConflict', {
    message: `Task “${taskId}” was expected to be ${expectation}, but it is ${actual}.`,
    nextStep: 'Reload the task, look at what changed, and try again on top of it.',
    details: { taskId, expected: expectation, actual },
  });
}

/** The task has a first event or a projection already. */
export function taskExists(taskId: string): AppError<'TaskExists'> {
  return new AppError('TaskExists', {
    message: `There is a task “${taskId}” already.`,
    nextStep: 'Open it, or choose another id.',
    details: { taskId },
  });
}
