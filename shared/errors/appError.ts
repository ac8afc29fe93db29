import { z } from 'zod';
import type { ErrorCode } from './codes.ts';
import { detailSchemas, errorCodeSchema, type DetailsOf } from './details.ts';

/** How an error looks on the wire: code, one plain sentence, the next step, the details of its code, its cause as text. */
export const errorDataSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  nextStep: z.string().optional(),
  details: z.unknown().optional(),
  cause: z.string().optional(),
});

/** How an error looks on the wire. */
export type ErrorData = z.infer<typeof errorDataSchema>;

/** What an {@link AppError} is made from. `cause` is whatever was caught, for the log. */
export interface AppErrorInit<C extends ErrorCode> {
  readonly message: string;
  readonly nextStep?: string;
  readonly details?: DetailsOf<C>;
  readonly cause?: unknown;
}

/** The one error type that leaves a part of this program. The only class here: `instanceof` and stacks need it. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'AppError';
  readonly code: C;
  readonly nextStep: string | undefined;
  readonly details: DetailsOf<C> | undefined;

  constructor(code: C, init: AppErrorInit<C>) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.code = code;
    this.nextStep = init.nextStep;
    this.details = init.details;
  }
}

/** Whether `error` is an {@link AppError}, of whatever code. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}

/** Whether `error` is an {@link AppError} with `code`, with the details typed accordingly. */
export function hasCode<C extends ErrorCode>(error: unknown, code: C): error is AppError<C> {
  return error instanceof AppError && error.code === code;
}

const causeText = (cause: unknown): string | undefined => {
  if (cause === undefined) return undefined;
  if (cause instanceof Error) return `${cause.name}: ${cause.message}`;
  return typeof cause === 'string' ? cause : JSON.stringify(cause);
};

/** The wire form of anything thrown. What is not an {@link AppError} becomes `Cancelled` (an abort) or `Internal`. */
export function toErrorData(error: unknown): ErrorData {
  if (isAppError(error)) {
    const cause = causeText(error.cause);
    return {
      code: error.code,
      message: error.message,
      ...(error.nextStep === undefined ? {} : { nextStep: error.nextStep }),
      ...(error.details === undefined ? {} : { details: error.details }),
      ...(cause === undefined ? {} : { cause }),
    };
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return { code: 'Cancelled', message: 'The operation was cancelled.' };
  }
  return {
    code: 'Internal',
    message: 'Dynascope met an error it did not expect.',
    nextStep: 'Try again; if it happens twice, please report it with the details below.',
    cause: causeText(error) ?? 'unknown',
  };
}

/** An {@link AppError} from its wire form. Details that do not fit their code are dropped, the error stays. */
export function fromErrorData(data: ErrorData): AppError {
  const schema = Object.entries<z.core.$ZodType>(detailSchemas).find(([code]) => code === data.code)?.[1];
  const details = schema === undefined ? undefined : z.safeParse(schema, data.details);
  return new AppError<ErrorCode>(data.code, {
    message: data.message,
    ...(data.nextStep === undefined ? {} : { nextStep: data.nextStep }),
    ...(details?.success === true ? { details: details.data as DetailsOf<ErrorCode> } : {}), // eslint-disable-line @typescript-eslint/consistent-type-assertions -- parsed by the schema of this very code
    ...(data.cause === undefined ? {} : { cause: data.cause }),
  });
}

/** Throws `Cancelled` when `signal` has been aborted; the check that long loops make between steps. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AppError('Cancelled', { message: 'The operation was cancelled.' });
}
