import type { RequestFilter, RequestQuery, RequestRow } from '#shared/contract/requests.ts';
import { isRequestStatus, type AccessRequest } from '#shared/model/accessRequest.ts';
import { parseNanoTime } from '#shared/model/nanoTime.ts';
import { containsText } from './rowView.ts';

/** A request as a row of a list. */
export const rowOf = ({ duration, ...request }: AccessRequest): RequestRow => ({
  ...request,
  ...(duration === undefined ? {} : { duration: String(duration) }),
});

/** Whether a row passes a list's filter. */
export const passes = (row: RequestRow, { text, state }: RequestFilter): boolean => {
  const { status } = row;
  if (state === 'other' ? isRequestStatus(status) : state !== 'all' && status !== state) return false;
  return containsText(text, [
    ...[row.id, row.requester, row.profile, row.reason],
    ...[row.decidedBy, row.decisionNote, status],
  ]);
};

/** Whether a row is among what a list asks for. */
export const isAskedFor = (row: RequestRow, query: RequestQuery): boolean => {
  switch (query.by) {
    case 'everything':
      return true;
    case 'pending':
      return row.status === 'pending';
    case 'requester':
      return row.requester === query.requester;
    case 'profile':
      return row.profile === query.profile;
  }
};

/** Orders by a time, those without a readable one last, then by id. A row's time is read once: a sort asks often. */
const byTime = (timeOf: (row: RequestRow) => string | undefined, newestFirst: boolean) => {
  const known = new WeakMap<RequestRow, { readonly nanos: bigint | undefined }>();
  const nanosOf = (row: RequestRow): bigint | undefined => {
    const time = known.get(row) ?? { nanos: parseNanoTime(timeOf(row) ?? '') };
    known.set(row, time);
    return time.nanos;
  };
  return (a: RequestRow, b: RequestRow): number => {
    const [x, y] = [nanosOf(a), nanosOf(b)];
    if (x !== y) {
      if (x === undefined) return 1;
      if (y === undefined) return -1;
      return x > y === newestFirst ? -1 : 1;
    }
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  };
};

const soonest = byTime(({ expiresAt }) => expiresAt, false);

/** The orders of a list. */
export const ORDERS = {
  newest: byTime(({ createdAt }) => createdAt, true),
  expiring: (a, b) => Number(b.status === 'pending') - Number(a.status === 'pending') || soonest(a, b),
} satisfies Record<RequestFilter['order'], (a: RequestRow, b: RequestRow) => number>;
