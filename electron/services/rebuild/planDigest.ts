import type { RebuildPlan } from '#shared/model/rebuild.ts';
import { eventDigest } from '../../replay/compare/eventDigest.ts';

/** What a plan would write over what, as one number: another one as soon as an event, a write or a reducer changes it. */
export const planDigest = ({
  seq,
  before,
  after,
}: Pick<Extract<RebuildPlan, { kind: 'rewrite' }>, 'seq' | 'before' | 'after'>): number =>
  eventDigest({
    type: `${before === null ? 'absent' : 'there'} ${String(seq)}`,
    data: { before: { M: before ?? {} }, after: { M: after } },
  });
