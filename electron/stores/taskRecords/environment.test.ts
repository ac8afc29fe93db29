import { describe, expect, it } from 'vitest';
import { targetOf } from './environment.ts';

describe('records by the environment', () => {
  it('prefer the endpoint of DynamoDB to that of all services', () => {
    expect(
      targetOf({
        AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
        AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:2',
        AWS_REGION: 'eu-north-1',
        AWS_ACCESS_KEY_ID: 'id',
        AWS_SECRET_ACCESS_KEY: 'secret',
        TASK_RECORDS_TABLE: 'prod_records',
      }),
    ).toEqual({
      target: {
        kind: 'endpoint',
        endpoint: 'http://127.0.0.1:2',
        region: 'eu-north-1',
        accessKeyId: 'id',
        secretAccessKey: 'secret',
      },
      table: 'prod_records',
    });
  });

  it('are those of AWS and of the default table where nothing is set, or to nothing', () => {
    const aws = { target: { kind: 'profile' }, table: 'task_records' };
    expect(targetOf({})).toEqual(aws);
    expect(targetOf({ AWS_ENDPOINT_URL: '', AWS_PROFILE: '', TASK_RECORDS_TABLE: '' })).toEqual(aws);
    expect(
      targetOf({
        AWS_ENDPOINT_URL: 'http://h',
        AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
        AWS_PROFILE: 'p',
      }),
    ).toMatchObject({ target: { kind: 'profile', profile: 'p' } });
  });

  it('say so when the endpoint is no address', () => {
    expect(() => targetOf({ AWS_ENDPOINT_URL: 'localhost:8000' })).toThrow(/no address/);
  });
});
