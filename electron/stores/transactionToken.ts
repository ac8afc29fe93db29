import { createHash } from 'node:crypto';
import type { TransactMember } from '../dynamo/dynamo.ts';

/** A transaction's token: the same for the same write with the same content, at most 36 characters. */
export function transactionToken(writeId: string, members: readonly TransactMember[]): string {
  return createHash('sha256')
    .update(writeId)
    .update('\0')
    .update(JSON.stringify(members))
    .digest('hex')
    .slice(0, 36);
}
