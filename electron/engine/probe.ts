import { request } from 'node:http';
import { LOOPBACK } from './port.ts';

/** What answered on a port: a DynamoDB, and who it says it is (`Server` header, such as `Dynoxide/1.2.1`). */
export interface Answer {
  readonly server: string;
}

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

/** Asks `port` on loopback for one table name, as DynamoDB's ListTables; undefined when no DynamoDB answers in time. */
export function probe(port: number, timeoutMs = 2000): Promise<Answer | undefined> {
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
        response.on('error', () => resolve(undefined));
        response.on('end', () => {
          const ok = response.statusCode === 200 && isTableList(body);
          resolve(ok ? { server: String(response.headers.server ?? '') } : undefined);
        });
      },
    );
    call.on('timeout', () => call.destroy(new Error('timeout')));
    call.on('error', () => resolve(undefined));
    call.on('close', () => resolve(undefined));
    call.end('{"Limit":1}');
  });
}
