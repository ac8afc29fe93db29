import { isAttributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { AppError, isAppError } from '#shared/errors/appError.ts';
import { isRetryable, kindOf, type ErrorCode } from '#shared/errors/codes.ts';
import { byMessage, byName, type ErrorPlace } from './errorTable.ts';

/**
 * What became of one sending of a request:
 * `unsent` never reached the server; `refused` was answered, and not done; `lost` got no usable answer and may have
 * been done; `pending` got none in time or was given up, and may yet be done.
 */
export type Fate = 'unsent' | 'refused' | 'lost' | 'pending';

/** What can be read off anything thrown by the SDK. */
interface ErrorFacts {
  readonly name: string;
  readonly message: string;
  /** Node's code of a network error, such as `ECONNREFUSED`. */
  readonly code: string;
  /** HTTP status of the answer; 0 when there was none. */
  readonly status: number;
}

const textOf = (value: object, name: string): string => {
  const text: unknown = Object.entries(value).find(([key]) => key === name)?.[1] ?? Reflect.get(value, name);
  return typeof text === 'string' ? text : '';
};

const factsOf = (error: unknown): ErrorFacts => {
  if (typeof error !== 'object' || error === null) {
    return { name: '', message: typeof error === 'string' ? error : 'unknown', code: '', status: 0 };
  }
  const metadata: unknown = Reflect.get(error, '$metadata');
  const status: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'httpStatusCode') : 0;
  const cause: unknown = Reflect.get(error, 'cause');
  const ownCode = textOf(error, 'code');
  return {
    name: textOf(error, 'name'),
    message: textOf(error, 'message'),
    code: ownCode === '' && cause instanceof Error ? textOf(cause, 'code') : ownCode,
    status: typeof status === 'number' ? status : 0,
  };
};

const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const NETWORK = new Set([...UNSENT, 'ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);
const CERTIFICATE = /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_VERIFY/;
const NO_CONNECTION = /did not establish a connection/;

/** What became of the one sending that ended with `error`. */
export function fateOf(error: unknown): Fate {
  const { name, message, code, status } = factsOf(error);
  if (UNSENT.has(code) || NO_CONNECTION.test(message) || CERTIFICATE.test(code)) return 'unsent';
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') return 'unsent';
  if (NETWORK.has(code)) return 'lost';
  // It is the same transaction that is in progress: an earlier sending of it, which may yet be done.
  if (name === 'TransactionInProgressException') return 'pending';
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ETIMEDOUT') return 'pending';
  return status >= 400 && status < 500 ? 'refused' : 'lost';
}

/**
 * What is kept as the cause. The SDK's own error holds on to its socket and to the signed request, which belong
 * neither in memory nor in a log.
 */
const causeOf = (thrown: unknown, facts: ErrorFacts): Error => {
  const cause = new Error(facts.message);
  cause.name = facts.name === '' ? 'Error' : facts.name;
  if (thrown instanceof Error && thrown.stack !== undefined) cause.stack = thrown.stack;
  return cause;
};

const cancelled = () => new AppError('Cancelled', { message: 'The operation was cancelled.' });

const unreachable = (place: ErrorPlace, how: string, cause: unknown) =>
  new AppError('Unreachable', {
    message: `Nothing answers at ${place.endpoint}: ${how}.`,
    nextStep: 'Check that DynamoDB is running there and that the address and port are right, then try again.',
    details: { endpoint: place.endpoint },
    cause,
  });

const HOW: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no network',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
};

/**
 * Anything thrown on the way to DynamoDB as an `AppError`; the only place that knows the SDK's exception names
 * (with `errorTable.ts`). Failed conditions come here only when the caller did not expect one.
 */
export function toAppError(thrown: unknown, place: ErrorPlace): AppError {
  if (isAppError(thrown)) return thrown;
  const facts = factsOf(thrown);
  const error = causeOf(thrown, facts);
  if (facts.name === 'AbortError') return cancelled();
  if (NO_CONNECTION.test(facts.message)) return unreachable(place, 'no connection came about in time', error);
  // The SDK names a cut or refused connection `TimeoutError` as well; Node's code tells them apart.
  if (NETWORK.has(facts.code) || facts.message === 'socket hang up' || facts.message === 'aborted') {
    return unreachable(place, HOW[facts.code] ?? 'the connection was cut', error);
  }
  if (facts.name === 'TimeoutError' || facts.code === 'ETIMEDOUT') {
    return new AppError('TimedOut', {
      message: `${place.endpoint} took the request but did not answer in time.`,
      nextStep: 'Try again; if it stays silent, check the health of the server.',
      cause: error,
    });
  }
  if (CERTIFICATE.test(facts.code)) {
    return unreachable(place, 'its certificate is not trusted by this computer', error);
  }
  return byName(facts, place, error) ?? byMessage(facts, place, error) ?? byStatus(facts, place, error);
}

const byStatus = (facts: ErrorFacts, place: ErrorPlace, cause: unknown): AppError => {
  if (facts.status >= 500) {
    return new AppError('ServerFault', {
      message: `${place.endpoint} failed to handle the request (HTTP ${facts.status}).`,
      nextStep: 'Try again in a moment.',
      cause,
    });
  }
  if (facts.status === 401 || facts.status === 403) {
    return new AppError('AccessDenied', {
      message: `${place.endpoint} refused access (HTTP ${facts.status}).`,
      nextStep: 'Check the credentials, and whether a proxy stands between.',
      cause,
    });
  }
  if (facts.name === 'SyntaxError' || facts.status >= 300) {
    return new AppError('AnswerUnreadable', {
      message: `${place.endpoint} answered with something that is not DynamoDB's.`,
      nextStep: 'Check that the address leads to DynamoDB itself, not to another server or a proxy.',
      cause,
    });
  }
  return new AppError('Internal', {
    message: 'Dynascope met an error it did not expect while talking to DynamoDB.',
    nextStep: 'Try again; if it happens twice, please report it with the details below.',
    cause,
  });
};

const itemIn = (holder: unknown, name: string): AttributeMap | undefined => {
  if (typeof holder !== 'object' || holder === null) return undefined;
  const item: unknown = Reflect.get(holder, name);
  return isAttributeMap(item) && Object.keys(item).length > 0 ? item : undefined;
};

/** The old item of a failed condition (undefined inside when the server sent none), or undefined for any other error. */
export function conditionFailure(error: unknown): { readonly old: AttributeMap | undefined } | undefined {
  if (factsOf(error).name !== 'ConditionalCheckFailedException') return undefined;
  return { old: itemIn(error, 'Item') };
}

/** One reason of a cancelled transaction, in DynamoDB's words. */
export interface RawReason {
  readonly code: string;
  readonly message: string;
  readonly old: AttributeMap | undefined;
}

/** The reasons of a cancelled transaction, or undefined for any other error. */
export function cancellationReasons(error: unknown): readonly RawReason[] | undefined {
  if (factsOf(error).name !== 'TransactionCanceledException') return undefined;
  const reasons: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'CancellationReasons') : undefined;
  if (!Array.isArray(reasons)) return [];
  return reasons.map((reason: unknown) =>
    typeof reason === 'object' && reason !== null
      ? { code: textOf(reason, 'Code'), message: textOf(reason, 'Message'), old: itemIn(reason, 'Item') }
      : { code: '', message: '', old: undefined },
  );
}

/** Whether the server does not know the operation at all, as some local engines do not know TTL or transactions. */
export function isUnknownOperation(error: unknown): boolean {
  return (
    isAppError(error) && error.cause instanceof Error && error.cause.name === 'UnknownOperationException'
  );
}

/** Whether the server knows who asks and does not let them do this one thing. Wrong credentials are something else. */
export function isDeniedOperation(error: unknown): boolean {
  return isAppError(error) && error.cause instanceof Error && /^AccessDenied/.test(error.cause.name);
}

/**
 * Why the same request may go better when it is sent again: a fault on the way or in the server, the server asks to go
 * slower, another transaction was at the item, the signature had the wrong time or credentials that are over.
 */
export type RetryReason = 'transient' | 'throttle' | 'conflict' | 'clock' | 'credentials';

/** Reasons of a cancelled transaction that are over in a moment. */
const PASSING: ReadonlyMap<string, RetryReason | undefined> = new Map([
  ['', undefined],
  ['None', undefined],
  ['TransactionConflict', 'conflict'],
  ['ThrottlingError', 'throttle'],
  ['ProvisionedThroughputExceeded', 'throttle'],
]);

/**
 * Whether a failed sending is worth another one, and why. `code` is what {@link toAppError} made of it. An answer that
 * is not DynamoDB's, a certificate and a sign-in that failed stay what they are.
 */
export function retryReason(thrown: unknown, fate: Fate, code: ErrorCode): RetryReason | undefined {
  if (conditionFailure(thrown) !== undefined || CERTIFICATE.test(factsOf(thrown).code)) return undefined;
  const reasons = cancellationReasons(thrown);
  if (reasons !== undefined) {
    if (!reasons.every((reason) => PASSING.has(reason.code))) return undefined;
    const passing = reasons.map((reason) => PASSING.get(reason.code));
    return passing.find((reason) => reason === 'throttle') ?? passing.find((reason) => reason === 'conflict');
  }
  if (code === 'TransactionConflict') return 'conflict';
  if (code === 'ClockSkew') return 'clock';
  if (code === 'CredentialsExpired') return fate === 'refused' ? 'credentials' : undefined;
  if (!isRetryable(code) || code === 'AnswerUnreadable') return undefined;
  const kind = kindOf(code);
  return kind === 'throttle' || kind === 'transient' ? kind : undefined;
}
