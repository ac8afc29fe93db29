import { expect, test } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import { afterFailure } from './writeStep.ts';

test('whoever stops waiting, or loses the host, does not know what became of the write', () => {
  const stopped = new AppError('Cancelled', { message: '' });
  expect(afterFailure(stopped)).toMatchObject({
    step: 'unknown',
    message: expect.stringContaining('been written, or'),
  });
  expect(afterFailure(stopped, 'done')).toMatchObject({
    step: 'unknown',
    message: expect.stringContaining('been done, or'),
  });
  expect(afterFailure(new AppError('Disconnected', { message: '' }))).toMatchObject({ step: 'unknown' });
  expect(afterFailure(new TypeError('no'))).toMatchObject({ step: 'unknown' });
});

test('any other error means that nothing was written', () => {
  const error = new AppError('Throttled', { message: '' });
  expect(afterFailure(error)).toEqual({ step: 'failed', error, during: 'write' });
});
