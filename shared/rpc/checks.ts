import { z } from 'zod';
import { AppError, isAppError, toErrorData, type ErrorData } from '../errors/appError.ts';

/** The error of a call that was cancelled, or whose port closed. */
export const cancelled = (): AppError =>
  new AppError('Cancelled', { message: 'The operation was cancelled.' });

/** Whether `error` only says that somebody cancelled. */
export const isCancellation = (error: unknown): boolean =>
  isAppError(error) ? error.code === 'Cancelled' : error instanceof Error && error.name === 'AbortError';

/** `value` as `schema` passes it on. Throws `InvalidInput`, naming `path` and what is wrong. */
export function checkedInput(schema: z.core.$ZodType, value: unknown, path: string): unknown {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  throw new AppError('InvalidInput', {
    message: `What was asked of ${path} does not have the agreed form.`,
    nextStep: 'Check what was entered.',
    cause: z.prettifyError(parsed.error),
  });
}

/** `value` as `schema` passes it on. Throws `InvalidOutput`, naming `path` and what is wrong. */
export function checkedOutput(schema: z.core.$ZodType, value: unknown, path: string): unknown {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  throw new AppError('InvalidOutput', {
    message: `The host's answer to ${path} does not have the agreed form.`,
    nextStep: 'Reload the window; if it happens again, please report it with the details below.',
    cause: z.prettifyError(parsed.error),
  });
}

/** The wire form of `error`, or a plain one where its own cannot be made (a cause with a cycle). Never throws. */
export function safeErrorData(error: unknown): ErrorData {
  try {
    return toErrorData(error);
  } catch {
    return toErrorData(
      new AppError('Internal', { message: 'Dynascope met an error it could not describe.' }),
    );
  }
}

/** A request under an id that is still running. */
export const duplicateId = (id: number): AppError =>
  new AppError('InvalidFrame', {
    message: `Request ${id} is already running, so a second one under that number was refused.`,
    nextStep: 'Reload the window; if it happens again, please report it.',
  });

/** A path that the contract does not have. */
export const unknownProcedure = (path: string): AppError =>
  new AppError('UnknownProcedure', {
    message: `The host does not know “${path}”.`,
    nextStep: 'Reload the window, so that window and host are of the same version.',
  });

/** More requests at once than a window may have. */
export const tooManyRequests = (most: number): AppError =>
  new AppError('LimitExceeded', {
    message: `This window already has ${most} requests running.`,
    nextStep: 'Wait until some of them have ended, then try again.',
  });

/** The line to the host is down. */
export const disconnected = (): AppError =>
  new AppError('Disconnected', {
    message: 'The connection between this window and its host was lost.',
    nextStep: 'Dynascope reconnects by itself; if it does not, start it again.',
  });
