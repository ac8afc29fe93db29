import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import type { BatchMember } from './dynamo.ts';

/** Most members, and most bytes of JSON, that DynamoDB takes in one BatchWriteItem. */
const MOST_WRITES = 25;
const MOST_BYTES = 16 * 1024 * 1024;

/** What JSON puts around a member, and what a request has besides its members, in bytes; rather too much. */
const AROUND = 64;

/** Bytes that one UTF-16 unit becomes at most: `\u0000`. */
const WIDEST = 6;

/** The length of all texts in `value`, with something for what JSON puts around each. */
const roughLength = (value: AttributeValue): number => {
  if ('S' in value) return value.S.length + 10;
  if ('N' in value) return value.N.length + 10;
  if ('B' in value) return value.B.length + 10;
  if ('M' in value) return roughItem(value.M) + 10;
  if ('L' in value) return value.L.reduce((sum, entry) => sum + roughLength(entry), 10);
  if ('SS' in value) return value.SS.reduce((sum, entry) => sum + entry.length + 3, 10);
  if ('NS' in value) return value.NS.reduce((sum, entry) => sum + entry.length + 3, 10);
  if ('BS' in value) return value.BS.reduce((sum, entry) => sum + entry.length + 3, 10);
  return 16;
};

const roughItem = (item: AttributeMap): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + name.length + 5 + roughLength(value), 2);

/** The size of an item on the wire, in bytes: exact when it may matter against `limit`, else no less than it is. */
const wireBytes = (item: AttributeMap, limit: number): number => {
  const most = roughItem(item) * WIDEST;
  return most <= limit ? most : Buffer.byteLength(JSON.stringify(item));
};

/** Cuts members into requests that DynamoDB takes, in order. */
export function requestsOf(members: readonly BatchMember[]): readonly (readonly BatchMember[])[] {
  const requests: BatchMember[][] = [];
  let request: BatchMember[] = [];
  let bytes = AROUND;
  for (const member of members) {
    // Below this share no 25 of them can be too much, so nobody needs to know exactly.
    const size = wireBytes(member.put ?? member.key, MOST_BYTES / MOST_WRITES - 2 * AROUND) + AROUND;
    if (request.length > 0 && (request.length === MOST_WRITES || bytes + size > MOST_BYTES)) {
      requests.push(request);
      request = [];
      bytes = AROUND;
    }
    request.push(member);
    bytes += size;
  }
  if (request.length > 0) requests.push(request);
  return requests;
}
