import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '#shared/errors/codes.ts';
import {
  cancellationReasons,
  conditionFailure,
  fateOf,
  retryReason,
  toAppError,
  type Fate,
  type RetryReason,
} from './errors.ts';

const place = { endpoint: 'http://127.0.0.1:1', table: 'tasks' };

const thrown = (name: string, more: object = {}, message = 'said so'): Error =>
  Object.assign(new Error(message), { name }, more);

const service = (name: string, status = 400, message?: string): Error =>
  thrown(name, { $metadata: { httpStatusCode: status } }, message);

const CASES: readonly (readonly [string, Error, ErrorCode, Fate])[] = [
  ['refused', thrown('Error', { code: 'ECONNREFUSED' }), 'Unreachable', 'unsent'],
  ['unknown host', thrown('Error', { code: 'ENOTFOUND' }), 'Unreachable', 'unsent'],
  ['refused, as the SDK names it', thrown('TimeoutError', { code: 'ECONNREFUSED' }), 'Unreachable', 'unsent'],
  ['reset, as the SDK names it', thrown('TimeoutError', { code: 'ECONNRESET' }), 'Unreachable', 'lost'],
  ['reset', thrown('Error', { code: 'ECONNRESET' }), 'Unreachable', 'lost'],
  ['hang up', thrown('Error', {}, 'socket hang up'), 'Unreachable', 'lost'],
  ['certificate', thrown('Error', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), 'Unreachable', 'unsent'],
  [
    'no connection',
    thrown('TimeoutError', {}, 'the request socket did not establish a connection with the server'),
    'Unreachable',
    'unsent',
  ],
  ['timeout', thrown('TimeoutError', { code: 'ETIMEDOUT' }), 'TimedOut', 'pending'],
  ['abort', thrown('AbortError'), 'Cancelled', 'pending'],
  ['no table', service('ResourceNotFoundException'), 'TableNotFound', 'refused'],
  ['exists', service('ResourceInUseException', 400, 'Table already exists: x'), 'TableExists', 'refused'],
  ['changing', service('ResourceInUseException', 400, 'being updated'), 'LimitExceeded', 'refused'],
  ['invalid', service('ValidationException'), 'InvalidInput', 'refused'],
  [
    'too large',
    service('ValidationException', 400, 'Item size has exceeded the maximum allowed size'),
    'ItemTooLarge',
    'refused',
  ],
  ['throttled', service('ProvisionedThroughputExceededException'), 'Throttled', 'refused'],
  ['429', service('Unknown', 429), 'Throttled', 'refused'],
  ['busy', service('TransactionConflictException'), 'TransactionConflict', 'refused'],
  ['denied', service('AccessDeniedException'), 'AccessDenied', 'refused'],
  ['wrong key', service('UnrecognizedClientException'), 'AccessDenied', 'refused'],
  ['expired', service('ExpiredTokenException'), 'CredentialsExpired', 'refused'],
  ['clock', service('InvalidSignatureException', 400, 'Signature expired: now'), 'ClockSkew', 'refused'],
  ['wrong secret', service('InvalidSignatureException', 400, 'does not match'), 'AccessDenied', 'refused'],
  [
    'SSO over',
    thrown('CredentialsProviderError', {}, 'The SSO session associated with this profile has expired.'),
    'CredentialsExpired',
    'unsent',
  ],
  ['no credentials', thrown('CredentialsProviderError', {}, 'not found'), 'CredentialsMissing', 'unsent'],
  ['no region', thrown('Error', {}, 'Region is missing'), 'InvalidInput', 'lost'],
  ['fault', service('InternalServerError', 500), 'ServerFault', 'lost'],
  ['html 503', thrown('SyntaxError', { $metadata: { httpStatusCode: 503 } }), 'ServerFault', 'lost'],
  ['html 403', thrown('SyntaxError', { $metadata: { httpStatusCode: 403 } }), 'AccessDenied', 'refused'],
  ['html 200', thrown('SyntaxError', { $metadata: { httpStatusCode: 200 } }), 'AnswerUnreadable', 'lost'],
  ['else', new TypeError('odd'), 'Internal', 'lost'],
];

describe('errors', () => {
  it.each(CASES)('%s', (_what, error, code, fate) => {
    const mapped = toAppError(error, place);
    expect(mapped.code).toBe(code);
    expect(fateOf(error)).toBe(fate);
    if (code !== 'Cancelled') expect(mapped.nextStep).toBeTruthy();
    if (code !== 'Cancelled') {
      expect(mapped.cause).toMatchObject({ name: error.name, message: error.message });
    }
    expect(mapped.cause).not.toBe(error);
  });

  it('carries the details of its code', () => {
    expect(toAppError(thrown('Error', { code: 'ECONNREFUSED' }), place).details).toEqual({
      endpoint: place.endpoint,
    });
    expect(toAppError(service('ResourceNotFoundException'), place).details).toEqual({ table: 'tasks' });
  });

  it('reads old items and reasons in the wire form', () => {
    const old = { PK: { S: 'a' } };
    expect(conditionFailure(thrown('ConditionalCheckFailedException', { Item: old }))).toEqual({ old });
    expect(conditionFailure(thrown('ConditionalCheckFailedException'))).toEqual({ old: undefined });
    expect(conditionFailure(thrown('Error'))).toBeUndefined();
    const reasons = [{ Code: 'ConditionalCheckFailed', Message: 'm', Item: old }, { Code: 'None' }, null];
    expect(
      cancellationReasons(thrown('TransactionCanceledException', { CancellationReasons: reasons })),
    ).toEqual([
      { code: 'ConditionalCheckFailed', message: 'm', old },
      { code: 'None', message: '', old: undefined },
      { code: '', message: '', old: undefined },
    ]);
  });
});

const cancelled = (...codes: readonly string[]): Error =>
  thrown('TransactionCanceledException', {
    CancellationReasons: codes.map((Code) => ({ Code })),
    $metadata: { httpStatusCode: 400 },
  });

describe('retryReason', () => {
  const reasonOf = (error: Error): RetryReason | undefined =>
    retryReason(error, fateOf(error), toAppError(error, place).code);

  it.each<readonly [string, Error, RetryReason | undefined]>([
    ['refused connection', thrown('Error', { code: 'ECONNREFUSED' }), 'transient'],
    ['reset', thrown('TimeoutError', { code: 'ECONNRESET' }), 'transient'],
    ['timeout', thrown('TimeoutError', { code: 'ETIMEDOUT' }), 'transient'],
    ['fault', service('InternalServerError', 500), 'transient'],
    ['page of HTML with 503', thrown('SyntaxError', { $metadata: { httpStatusCode: 503 } }), 'transient'],
    ['throttled', service('ProvisionedThroughputExceededException'), 'throttle'],
    ['429', service('Unknown', 429), 'throttle'],
    ['a transaction at the item', service('TransactionConflictException'), 'conflict'],
    ['the same transaction in progress', service('TransactionInProgressException'), 'conflict'],
    ['cancelled by another transaction', cancelled('None', 'TransactionConflict'), 'conflict'],
    ['cancelled, too fast', cancelled('ThrottlingError', 'TransactionConflict'), 'throttle'],
    ['clock', service('InvalidSignatureException', 400, 'Signature expired: now'), 'clock'],
    ['expired token', service('ExpiredTokenException'), 'credentials'],
    ['cancelled by a condition', cancelled('ConditionalCheckFailed', 'TransactionConflict'), undefined],
    ['cancelled by an invalid member', cancelled('ValidationError', 'None'), undefined],
    ['cancelled, nobody says why', cancelled('None'), undefined],
    ['condition', service('ConditionalCheckFailedException'), undefined],
    ['invalid', service('ValidationException'), undefined],
    ['no table', service('ResourceNotFoundException'), undefined],
    ['table being changed', service('ResourceInUseException', 400, 'being updated'), undefined],
    ['denied', service('AccessDeniedException'), undefined],
    ['certificate', thrown('Error', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), undefined],
    ['another server', thrown('SyntaxError', { $metadata: { httpStatusCode: 404 } }), undefined],
    ['sign-in over', thrown('CredentialsProviderError', {}, 'The SSO session has expired.'), undefined],
    ['abort', thrown('AbortError'), undefined],
  ])('%s', (_what, error, reason) => {
    expect(reasonOf(error)).toBe(reason);
  });

  it('a transaction in progress may yet be done', () => {
    expect(fateOf(service('TransactionInProgressException'))).toBe('pending');
    expect(fateOf(cancelled('TransactionConflict'))).toBe('refused');
  });
});
