import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '#shared/errors/codes.ts';
import { cancellationReasons, conditionFailure, fateOf, toAppError, type Fate } from './errors.ts';

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
