import { AppError } from '#shared/errors/appError.ts';

/** The error that work ends with, for the suites of stores; throws where it ends with none of ours. */
export async function errorOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was expected to fail.');
}
