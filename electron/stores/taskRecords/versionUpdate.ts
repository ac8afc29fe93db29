import type { UpdateRequest } from '../../dynamo/dynamo.ts';
import { WRITE_ID } from '../settleWrite.ts';
import { expiryIn } from './expiry.ts';

/** One step of a record's chain: from `expected`, 0 for no record, to the next version. */
export interface VersionStep {
  readonly data: string;
  readonly expected: number;
  readonly writeId: string;
}

/** The update that takes a record one version on, provided that it is at `expected`. */
export function versionUpdate({
  data,
  expected,
  writeId,
}: VersionStep): Omit<UpdateRequest, 'table' | 'key'> {
  const expires = expiryIn(data);
  const set = ['#version = :next', '#data = :data', '#write = :write'];
  return {
    update:
      expires === undefined
        ? `SET ${set.join(', ')} REMOVE #expires`
        : `SET ${[...set, '#expires = :expires'].join(', ')}`,
    condition: expected === 0 ? 'attribute_not_exists(PK)' : '#version = :expected',
    names: { '#version': 'version', '#data': 'data', '#write': WRITE_ID, '#expires': 'expires_at' },
    values: {
      ':next': { N: String(expected + 1) },
      ':data': { S: data },
      ':write': { S: writeId },
      ...(expected === 0 ? {} : { ':expected': { N: String(expected) } }),
      ...(expires === undefined ? {} : { ':expires': { N: String(expires) } }),
    },
  };
}
