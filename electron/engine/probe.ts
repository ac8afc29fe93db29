import { request } from 'node:http';
import { LOOPBACK } from './port.ts';

const isTableList = (body: string): boolean => {
  try {
    const value: unknown = JSON.parse(body);
    return (
      typeof value === 'object' && value !== null && 'TableNames' in value && Array.isArray(value.TableNames)
    );
  } catch {
    return false;
  }
};

/** What local engines want to see of a signature; none of them verifies it. */
const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'DynamoDB_20120810.ListTables',
  'x-amz-date': '20200101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=dynascope/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0',
};

/** Whether a DynamoDB answers on `port` of loopback in time; it is asked for one table name (ListTables). */
export function probe(port: number, timeoutMs = 2000): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request(
      { host: LOOPBACK, port, method: 'POST', path: '/', headers: HEADERS, agent: false, timeout: timeoutMs },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          body += chunk;
          if (body.length > 1_000_000) call.destroy();
        });
        response.on('error', () => resolve(false));
        response.on('end', () => {
          resolve(response.statusCode === 200 && isTableList(body));
        });
      },
    );
    call.on('timeout', () => call.destroy(new Error('timeout')));
    call.on('error', () => resolve(false));
    call.on('close', () => resolve(false));
    call.end('{"Limit":1}');
  });
}
